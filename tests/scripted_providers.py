"""The scripted chat model behind the interfaces of other providers than OpenAI."""

import json

from tests.scripted_chat import Json, OpenAI, Prompt


class Anthropic(OpenAI):
    path_given = ""
    path_asked = "/v1/messages"

    def prompt(self, body: Json) -> Prompt:
        (message,) = body["messages"]
        return Prompt(body["system"], message["content"])

    def begin(self) -> None:
        message = {"id": "1", "type": "message", "role": "assistant", "model": "scripted"}
        usage = {"input_tokens": 1, "output_tokens": 1}
        self._tell("message_start", {"message": {**message, "content": [], "usage": usage}})
        block = {"type": "text", "text": ""}
        self._tell("content_block_start", {"index": 0, "content_block": block})

    def piece(self, text: str) -> None:
        delta = {"type": "text_delta", "text": text}
        self._tell("content_block_delta", {"index": 0, "delta": delta})

    def end(self, reason: str | None) -> None:
        self._tell("content_block_stop", {"index": 0})
        ended = {"stop_reason": reason, "stop_sequence": None}
        self._tell("message_delta", {"delta": ended, "usage": {"output_tokens": 9}})
        self._tell("message_stop", {})

    def _tell(self, event: str, data: Json) -> None:
        self.chunk(f"event: {event}\ndata: {json.dumps({'type': event, **data})}\n\n".encode())


class Mistral(OpenAI):
    """Speaks as OpenAI does, as far as it is asked here."""


class Ollama(OpenAI):
    path_given = ""
    path_asked = "/api/chat"
    content_type = "application/x-ndjson"

    def piece(self, text: str) -> None:
        self._line(text, {"done": False})

    def end(self, reason: str | None) -> None:
        self._line("", {"done": True, "done_reason": reason})

    def _line(self, text: str, more: Json) -> None:
        said = {"model": "scripted", "created_at": "2024-01-01T00:00:00Z"}
        message = {"role": "assistant", "content": text}
        self.chunk(json.dumps({**said, "message": message, **more}).encode() + b"\n")

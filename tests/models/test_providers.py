"""Each provider but OpenAI, by its own package and over its own interface, scripted here."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

import pytest

from qa_service.answering.prompts import WRITING, messages
from qa_service.domain.answer import Question
from qa_service.domain.written import Fallback
from qa_service.models.chat import KEYS, OUTPUT, THOUGHTS, ChatSettings, load_chat
from qa_service.models.chat_stream import ChatFailed, pieces
from tests.answering.test_steps import evidence
from tests.conftest import PORT
from tests.scripted_chat import OpenAI, Scripted, honest, scripted
from tests.scripted_providers import Anthropic, Mistral, Ollama

KEY = "sk-very-secret"
BEARER = f"Bearer {KEY}"
MESSAGES = messages(Question("Que s'est-il passé ?", "fr"), [evidence("port", PORT, 1, 9.0)])
TEXT = "La ville a payé 12 millions d’euros. [1]"
SECONDS = 9.5


@dataclass(frozen=True)
class Provider:
    """What is expected of one."""

    name: str
    spoken: type[OpenAI]
    ends: str  # what it says where a text is complete
    is_cut: str  # and where it is not
    key: str | None  # as it is sent
    bounds: dict[str, Any]  # in the body

    @property
    def settings(self) -> str:
        return f"{self.name}:scripted:1b"


HOSTED = OUTPUT + THOUGHTS
PROVIDERS = (
    Provider("anthropic", Anthropic, "end_turn", "max_tokens", BEARER, {"max_tokens": HOSTED}),
    Provider(
        "mistralai",
        Mistral,
        "stop",
        "length",
        BEARER,
        {"max_tokens": HOSTED, "temperature": 0},
    ),
    Provider(
        "ollama",
        Ollama,
        "stop",
        "length",
        None,
        {"think": False, "options": {"num_ctx": 3000, "num_predict": OUTPUT, "temperature": 0}},
    ),
)


@pytest.fixture(params=PROVIDERS, ids=lambda one: one.name)
def provider(request: pytest.FixtureRequest) -> Provider:
    one: Provider = request.param
    if find_spec(f"langchain_{one.name}") is None:
        pytest.skip(f"the extra {one.name} is not installed")
    return one


@pytest.fixture
def server(provider: Provider, monkeypatch: pytest.MonkeyPatch) -> Iterator[Scripted]:
    if variable := KEYS[provider.name]:
        monkeypatch.setenv(variable, KEY)
    with scripted(honest, provider.spoken) as running:
        running.script.finish = provider.ends
        yield running


def said(provider: Provider, url: str, seconds: float = SECONDS) -> str:
    settings = ChatSettings(provider.settings, url, seconds, 3000)
    return "".join(pieces(load_chat(settings), MESSAGES, seconds, lambda: False))


def test_it_is_asked_within_its_bounds_and_read(provider: Provider, server: Scripted) -> None:
    assert said(provider, server.url) == TEXT
    (body,), (prompt,) = server.script.bodies, server.script.prompts
    assert (prompt.system, prompt.user) == (WRITING, MESSAGES[1].content)
    assert body["model"] == "scripted:1b"
    assert body["stream"] is True
    assert not body.get("tools")
    assert body.get("temperature") == provider.bounds.get("temperature")
    assert {name: body[name] for name in provider.bounds} == provider.bounds
    assert server.script.keys == [provider.key]


FAULTS: dict[str, tuple[Fallback, dict[str, object]]] = {
    "401": (Fallback.DENIED, {"status": 401}),
    "404": (Fallback.UNREACHABLE, {"status": 404}),
    "429": (Fallback.RATE_LIMITED, {"status": 429}),
    "500": (Fallback.UNREACHABLE, {"status": 500}),
    "silence": (Fallback.TIMEOUT, {"silent": True}),
    "disconnect": (Fallback.CUT, {"breaks_after": 5}),
    "no end": (Fallback.CUT, {"finish": None}),
}


@pytest.mark.parametrize(("reason", "script"), FAULTS.values(), ids=FAULTS.keys())
def test_every_fault_has_its_reason_and_no_key_is_told(
    provider: Provider,
    server: Scripted,
    reason: Fallback,
    script: dict[str, object],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    for name, value in script.items():
        setattr(server.script, name, value)
    with pytest.raises(ChatFailed) as failed:
        said(provider, server.url, 1.5 if server.script.silent else SECONDS)
    assert failed.value.reason is reason
    assert len(server.script.bodies) == 1  # not tried again: the time is the reader's
    assert KEY not in caplog.text + repr(failed.value) + str(failed.value.__cause__)


def test_a_cut_text_is_known_by_each_one_s_word(provider: Provider, server: Scripted) -> None:
    server.script.finish = provider.is_cut
    with pytest.raises(ChatFailed, match=Fallback.CUT):
        said(provider, server.url)


def test_a_server_that_is_not_there_is_unreachable(provider: Provider, server: Scripted) -> None:
    with pytest.raises(ChatFailed, match=Fallback.UNREACHABLE):
        said(provider, "http://127.0.0.1:9")


def test_a_server_of_one_s_own_may_need_no_key(
    provider: Provider, server: Scripted, monkeypatch: pytest.MonkeyPatch
) -> None:
    if variable := KEYS[provider.name]:
        monkeypatch.delenv(variable)
    assert said(provider, server.url) == TEXT

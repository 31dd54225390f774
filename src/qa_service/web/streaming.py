"""An answer as server-sent events, sentence by sentence.

First comes a comment, so that the caller hears at once that the question was taken. Then, for each
line or sentence of the answer, a `citation` event for each marker that is first used in it, and a
`sentence` event; at the end `done` with the whole answer object. Where the answer fails after that
beginning, the only event is `error` with a problem-details object.
"""

import logging
import re
from collections.abc import Callable, Iterator

from flask import json

from qa_service.domain.answer import MARKER
from qa_service.web.problems import problem_of
from qa_service.wire import Json

logger = logging.getLogger(__name__)

EVENT_STREAM = "text/event-stream"
EVENTS = (
    "Server-sent events: for each line or sentence of the answer `citation` events, each with a "
    "citation object, then `sentence` with its `text`; at the end `done` with the answer object; "
    "or `error` with a problem-details object."
)
TAKEN = ":\n\n"  # a comment, which readers of events pass over
# What ends with markers, or else with a line.
_SENTENCE = re.compile(r".+?(?:(?:\s*\[\d+\])+\s*|\n\s*|\Z)", re.DOTALL)


def event_stream(answered: Callable[[], Json]) -> Iterator[str]:
    """The events of the answer object that `answered` makes, which is called once they begin."""
    yield TAKEN
    try:
        answer = answered()
    except Exception as error:
        problem = problem_of(error)
        if problem.status == 500:
            logger.error("a question failed", exc_info=error)
        yield _event("error", problem.as_json())
        return
    yield from _events(answer)


def sentences(text: str) -> list[str]:
    """An answer's text in pieces that together are the text again.

    >>> sentences("APA : Un. [1] Deux. [2]\\nDW : Trois. [1] [3]")
    ['APA : Un. [1] ', 'Deux. [2]\\n', 'DW : Trois. [1] [3]']
    """
    return _SENTENCE.findall(text)


def _events(answer: Json) -> Iterator[str]:
    waiting = {citation["marker"]: citation for citation in answer["citations"]}
    for sentence in sentences(answer["answer"]):
        for marker in map(int, MARKER.findall(sentence)):
            if marker in waiting:
                yield _event("citation", waiting.pop(marker))
        yield _event("sentence", {"text": sentence})
    yield _event("done", answer)


def _event(name: str, data: Json) -> str:
    return f"event: {name}\ndata: {json.dumps(data)}\n\n"

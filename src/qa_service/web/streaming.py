"""An answer as server-sent events, sentence by sentence.

First comes a comment, so that the caller hears at once that the question was taken; and another
whenever nothing else was told for a while, by which it is noticed that a caller left. Then, for
each line or sentence of the answer, a `citation` event for each marker that is first used in it,
and a `sentence` event; a chat model's sentences come as they are checked, and those that failed as
`unverified`. `restart` withdraws all that came before it. At the end `done` with the whole answer
object. Where the answer fails after that beginning, the last event is `error` with a
problem-details object.
"""

import logging
import re
from collections.abc import Callable, Iterator

from flask import json

from qa_service.answering.listening import Listener
from qa_service.domain.answer import MARKER
from qa_service.domain.written import Unverified
from qa_service.web.problems import problem_of
from qa_service.web.telling import Failed, Finished, Quiet, Restart, Sentence, told
from qa_service.wire import Json, citation_object, unverified_object

logger = logging.getLogger(__name__)

EVENT_STREAM = "text/event-stream"
EVENTS = (
    "Server-sent events: for each line or sentence of the answer `citation` events, each with a "
    "citation object, then `sentence` with its `text` and `verdict`, `supported` or `unsure` where "
    "a chat model wrote it, else null; `unverified` with `text` and `faults` for a sentence of a "
    "chat model that failed the check; `restart` where another answer takes the place of what came "
    "so far; at the end `done` with the answer object, or `error` with a problem-details object."
)
TAKEN = ":\n\n"  # a comment, which readers of events pass over
# What ends with markers, or else with a line.
_SENTENCE = re.compile(r".+?(?:(?:\s*\[\d+\])+\s*|\n\s*|\Z)", re.DOTALL)


def event_stream(answered: Callable[[Listener], Json]) -> Iterator[str]:
    """The events of the answer object that `answered` makes, which is called once they begin."""
    yield TAKEN
    has_told = False
    for part in told(answered):
        match part:
            case Finished(answer):
                yield from () if has_told else _events(answer)
                yield _event("done", answer)
            case Failed(error):
                yield _event("error", _problem(error))
            case Quiet():
                yield TAKEN
            case _:
                has_told = not isinstance(part, Restart)
                yield from _told_meanwhile(part)


def _told_meanwhile(part: Sentence | Unverified | Restart) -> Iterator[str]:
    match part:
        case Sentence(text, cited, verdict):
            for citation in cited:
                yield _event("citation", citation_object(citation))
            yield _event("sentence", {"text": text, "verdict": verdict})
        case Unverified():
            said = unverified_object(part)
            yield _event("unverified", {"text": said["text"], "faults": said["faults"]})
        case Restart():
            yield _event("restart", {})


def _problem(error: Exception) -> Json:
    problem = problem_of(error)
    if problem.status == 500:
        logger.error("a question failed", exc_info=error)
    return problem.as_json()


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
        yield _event("sentence", {"text": sentence, "verdict": None})


def _event(name: str, data: Json) -> str:
    return f"event: {name}\ndata: {json.dumps(data)}\n\n"

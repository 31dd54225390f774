"""Whom a question for somebody's words means, by the names and titles that the articles give."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from qa_service.domain.scope import Scope
from qa_service.domain.speech import Speech
from qa_service.store.archive import PassageKey
from qa_service.text.statement_questions import has_title, is_speaker, is_title


class Statements(Protocol):
    """What `store.archive.Archive` knows of speech."""

    def speeches(self, ids: Sequence[str]) -> dict[str, tuple[Speech, ...]]: ...

    def speakers(self) -> list[str]: ...

    def speaker_mentions(self, scope: Scope) -> list[tuple[str, str]]: ...

    def spoken_passages(self, names: Sequence[str]) -> list[PassageKey]: ...


def speakers_named(name: str, archive: Statements, scope: Scope) -> tuple[str, ...]:
    """The speakers, as stored, whom a name or title in a question can mean.

    A title is whose the articles of that scope say it is: as of a day, nobody has a later one.
    """
    found: Iterable[str]
    if is_title(name):
        mentions = archive.speaker_mentions(scope)
        found = (speaker for speaker, mention in mentions if has_title(mention, name))
    else:
        found = (speaker for speaker in archive.speakers() if is_speaker(name, speaker))
    return tuple(dict.fromkeys(found))

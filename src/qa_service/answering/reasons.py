"""Why a question is refused, by what its scope holds alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from qa_service.answering.absence import Mentions, absence
from qa_service.answering.phrases import phrases, span
from qa_service.answering.ranking import Ranked
from qa_service.answering.silence import silence
from qa_service.domain.scope import Scope
from qa_service.store.archive import PassageKey
from qa_service.store.statistics import Counted


class Counts(Mentions, Protocol):
    """What `store.archive.Archive` counts."""

    def spoken_passages(self, names: Sequence[str]) -> list[PassageKey]: ...

    def counted(self) -> Counted: ...


class Dated(Counts, Protocol):
    """The same, also of a scope, and of which articles."""

    def mentioning(self, words: Sequence[Sequence[str]], scope: Scope = ...) -> set[int]: ...

    def is_mentioned(self, words: Sequence[Sequence[str]], scope: Scope = ...) -> bool: ...

    def spelled_like(self, name: str, scope: Scope = ...) -> str | None: ...

    def counted(self, scope: Scope = ...) -> Counted: ...

    def within(self, scope: Scope) -> Sequence[str]: ...


@dataclass(frozen=True)
class _Within:
    """What an archive would count if it held the articles of a scope alone."""

    archive: Dated
    scope: Scope

    def mentioning(self, words: Sequence[Sequence[str]]) -> set[int]:
        return self.archive.mentioning(words, self.scope)

    def is_mentioned(self, words: Sequence[Sequence[str]]) -> bool:
        return self.archive.is_mentioned(words, self.scope)

    def spelled_like(self, name: str) -> str | None:
        return self.archive.spelled_like(name, self.scope)

    def spoken_passages(self, names: Sequence[str]) -> list[PassageKey]:
        return [key for key in self.archive.spoken_passages(names) if key[0] in self._ids]

    def counted(self) -> Counted:
        return self.archive.counted(self.scope)

    @cached_property
    def _ids(self) -> set[str]:
        return set(self.archive.within(self.scope))


def reason(ranked: Ranked, archive: Dated) -> str:
    """Why nothing in the archive answers, in the question's language."""
    question, words = ranked.retrieved.question, phrases(ranked.retrieved.question.language)
    counted: Counts = _Within(archive, question.scope) if question.scope.is_limited else archive
    if not archive.counted().articles:
        return words.empty
    held = counted.counted()
    if not held.articles:
        return none_admitted(question.scope, question.language)
    missing = silence(ranked, counted)
    if missing is None:
        outside = ranked.retrieved.is_outside
        missing = words.elsewhere if outside else absence(ranked, counted)
    return " ".join(filter(None, (missing, _span(held, question.language))))


def none_admitted(scope: Scope, language: str) -> str:
    """Why an archive that holds articles holds none for a question."""
    words = phrases(language)
    return words.none_chosen if scope.is_selective else words.none_within


def _span(held: Counted, language: str) -> str:
    if held.first is None or held.last is None:
        return ""
    return span(held.first, held.last, held.articles, language)

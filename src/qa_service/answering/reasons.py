"""Why a question is refused, by what its scope holds alone."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from qa_service.answering.absence import Mentions, absence
from qa_service.answering.phrases import phrases, written_date
from qa_service.answering.ranking import Ranked
from qa_service.answering.silence import silence
from qa_service.domain.scope import Scope
from qa_service.store.archive import PassageKey


class Counts(Mentions, Protocol):
    """What `store.archive.Archive` counts."""

    def spoken_passages(self, names: Sequence[str]) -> list[PassageKey]: ...

    def period(self) -> tuple[date, date] | None: ...

    def article_count(self) -> int: ...

    def days(self) -> Mapping[str, date]: ...


@dataclass(frozen=True, slots=True)
class _Within:
    """What an archive would count if it held the articles of a scope alone."""

    archive: Counts
    scope: Scope

    def mentioning(self, words: Sequence[Sequence[str]]) -> set[str]:
        return self.archive.mentioning(words) & self.days().keys()

    def spoken_passages(self, names: Sequence[str]) -> list[PassageKey]:
        days = self.days()
        return [key for key in self.archive.spoken_passages(names) if key[0] in days]

    def period(self) -> tuple[date, date] | None:
        days = self.days().values()
        return (min(days), max(days)) if days else None

    def article_count(self) -> int:
        return len(self.days())

    def days(self) -> Mapping[str, date]:
        days = self.archive.days()
        return {key: day for key, day in days.items() if self.scope.admits(day)}


def reason(ranked: Ranked, archive: Counts) -> str:
    """Why nothing in the archive answers, in the question's language."""
    question, words = ranked.retrieved.question, phrases(ranked.retrieved.question.language)
    counted = archive if question.scope.window is None else _Within(archive, question.scope)
    if not counted.article_count():
        return words.none_within if archive.article_count() else words.empty
    missing = silence(ranked, counted)
    if missing is None:
        outside = ranked.retrieved.is_outside
        missing = words.elsewhere if outside else absence(ranked, counted)
    return " ".join(filter(None, (missing, _span(counted, question.language))))


def _span(archive: Counts, language: str) -> str:
    period = archive.period()
    if period is None:
        return ""
    start, end = (written_date(day, language) for day in period)
    count = archive.article_count()
    return re.sub(r"\s+", " ", phrases(language).span.format(start=start, end=end, count=count))

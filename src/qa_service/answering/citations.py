"""Markers and quotes, checked: nothing is cited that was not shown."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from qa_service.domain.answer import MARKER, Citation, Evidence


class Citing:
    """Numbers the markers of a text in order of appearance, part by part.

    `[n]` in what is given means `evidence[n - 1]`. A marker beyond the evidence is taken out.
    """

    def __init__(self, evidence: Sequence[Evidence]) -> None:
        self._evidence = evidence
        self._numbers: dict[int, int] = {}

    def cite(self, text: str) -> tuple[str, tuple[Citation, ...]]:
        """A part with the markers of the answer, and the citations that are new in it."""
        known = len(self._numbers)
        text = MARKER.sub(self._renumbered, text)
        new = [*self._numbers.items()][known:]
        return text, tuple(_citation(marker, self._evidence[given - 1]) for given, marker in new)

    def _renumbered(self, match: re.Match[str]) -> str:
        given = int(match[1])
        if not 1 <= given <= len(self._evidence):
            return ""
        return f"[{self._numbers.setdefault(given, len(self._numbers) + 1)}]"


def cite(text: str, evidence: Sequence[Evidence]) -> tuple[str, tuple[Citation, ...]]:
    """A whole text with the markers of an answer, and its citations."""
    return Citing(evidence).cite(text)


def closest(evidence: Iterable[Evidence], count: int) -> tuple[Citation, ...]:
    """The best sentence of each of the first `count` articles, numbered from 1."""
    best: dict[str, Evidence] = {}
    for item in evidence:
        best.setdefault(item.article.id, item)
    chosen = [replace(item, answer=None) for item in list(best.values())[:count]]
    return tuple(_citation(marker, item) for marker, item in enumerate(chosen, 1))


def _citation(marker: int, evidence: Evidence) -> Citation:
    article, sentence, answer = evidence.article, evidence.sentence, evidence.answer
    page = article.page_at(sentence.start)
    return Citation(
        marker=marker,
        article_id=article.id,
        title=article.title,
        outlet=article.outlet,
        author=article.author,
        published=article.published,
        published_from=article.published_from,
        url=article.url,
        quote=evidence.quote,
        start=sentence.start,
        end=sentence.end,
        answer_start=answer.start if answer else None,
        answer_end=answer.end if answer else None,
        speaker=evidence.speaker,
        also_in=evidence.also_in,
        superseded=evidence.superseded,
        page=page.number if page else None,
        page_label=page.label if page else None,
    )

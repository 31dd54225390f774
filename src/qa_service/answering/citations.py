"""Markers and quotes, checked: nothing is cited that was not shown."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from qa_service.domain.answer import MARKER, Citation, Evidence


def cite(text: str, evidence: Sequence[Evidence]) -> tuple[str, tuple[Citation, ...]]:
    """Numbers the markers of `text` in order of appearance and makes their citations.

    `[n]` in `text` means `evidence[n - 1]`. A marker beyond the evidence is taken out.
    """
    numbers: dict[int, int] = {}

    def renumber(match: re.Match[str]) -> str:
        given = int(match[1])
        if not 1 <= given <= len(evidence):
            return ""
        return f"[{numbers.setdefault(given, len(numbers) + 1)}]"

    text = MARKER.sub(renumber, text)
    cited = tuple(_citation(marker, evidence[given - 1]) for given, marker in numbers.items())
    return text, cited


def closest(evidence: Iterable[Evidence], count: int) -> tuple[Citation, ...]:
    """The best sentence of each of the first `count` articles, numbered from 1."""
    best: dict[str, Evidence] = {}
    for item in evidence:
        best.setdefault(item.article.id, item)
    chosen = [replace(item, answer=None) for item in list(best.values())[:count]]
    return tuple(_citation(marker, item) for marker, item in enumerate(chosen, 1))


def _citation(marker: int, evidence: Evidence) -> Citation:
    article, sentence, answer = evidence.article, evidence.sentence, evidence.answer
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
    )

"""Writing the answer from evidence."""

from collections.abc import Callable, Sequence
from datetime import date
from itertools import groupby
from typing import Protocol

from qa_service.answering.phrases import attribution, colon, dated, lead, said_earlier
from qa_service.domain.answer import MARKER, Evidence, Question
from qa_service.domain.article import Article
from qa_service.text.analysis import terms

MOST = 3  # sentences of an extractive answer
# How far below the best sentence another may lie: the ranking is fitted on pairs, so that at a
# distance d the better one is right with probability 1 / (1 + exp(-d)).
DISTANCE = 3.0
REPEATED = 0.8  # a sentence that shares more of its words with those before adds nothing


class Writer(Protocol):
    """Writes an answer whose markers `[n]` mean `evidence[n - 1]`, each statement with one."""

    name: str

    def write(self, question: Question, evidence: Sequence[Evidence]) -> str: ...


class ExtractiveWriter:
    """Lets the articles speak: one to three sentences, verbatim, led by outlet and date."""

    name = "extractive"

    def write(self, question: Question, evidence: Sequence[Evidence]) -> str:
        valid = [n for n, item in enumerate(evidence) if not item.superseded]
        chosen = self._chosen(evidence, valid)
        parts = []
        for _, group in groupby(chosen, lambda n: evidence[n].article.id):
            numbers = list(group)
            first = evidence[numbers[0]]
            opening = lead(first.article, question.language, 1 + len(first.also_in))
            quotes = " ".join(f"{_attributed(evidence[n])} [{n + 1}]" for n in numbers)
            parts.append(f"{opening} {quotes}")
        parts += [
            f"{said_earlier(item.article, question.language)} {_attributed(item)} [{n + 1}]"
            for n, item in enumerate(evidence)
            if item.superseded
        ]
        return "\n".join(parts)

    def _chosen(self, evidence: Sequence[Evidence], valid: Sequence[int]) -> list[int]:
        """Positions in `evidence`, best first, sentences of one article together."""
        chosen: list[int] = []
        said: set[str] = set()
        for number in valid:
            item = evidence[number]
            if len(chosen) == MOST:
                break
            if item.score < evidence[0].score - DISTANCE:
                continue
            words = set(terms(item.quote))
            if not chosen or len(words & said) < REPEATED * len(words):
                said |= words
                chosen.append(number)
        order = list(dict.fromkeys(evidence[n].article.id for n in chosen))
        return sorted(chosen, key=lambda n: order.index(evidence[n].article.id))


class LinesWriter:
    """Gives each quote a line of its own."""

    name = "extractive"

    def __init__(
        self,
        line: Callable[[Evidence, Question], str],
        order: Callable[[Sequence[Evidence]], list[int]],
    ) -> None:
        """`line` says one quote, and what leads to it; `order` gives positions in the evidence."""
        self._line, self._order = line, order

    def write(self, question: Question, evidence: Sequence[Evidence]) -> str:
        return "\n".join(
            f"{self._line(evidence[n], question)} [{n + 1}]" for n in self._order(evidence)
        )


def voiced(item: Evidence, question: Question) -> str:
    """A quote with who says it, in which outlet and when; without who, if no speaker is told."""
    origin = attribution(item.article, question.language, 1 + len(item.also_in))
    voice = f"{item.speaker} ({origin})" if item.speaker else origin
    return f"{voice}{colon(question.language)} {_unmarked(item.quote)}"


def told(item: Evidence, question: Question) -> str:
    """A quote with the day of its article."""
    day = dated(item.article, question.language, 1 + len(item.also_in))
    return f"{day} — {_attributed(item)}"


def best_of_oldest_first(evidence: Sequence[Evidence]) -> list[int]:
    """Positions in `evidence` by the article's date, then as they are: the best first."""
    return sorted(range(len(evidence)), key=lambda n: _age(evidence[n].article))


def oldest_first(evidence: Sequence[Evidence]) -> list[int]:
    """Positions in `evidence` by the article's date, then in the order of its text."""

    def order(n: int) -> tuple[date, str, int]:
        return *_age(evidence[n].article), evidence[n].sentence.start

    return sorted(range(len(evidence)), key=order)


def _age(article: Article) -> tuple[date, str]:
    """What puts articles in order, the oldest first, undated last."""
    return article.published or date.max, article.id


def _attributed(item: Evidence) -> str:
    """A quote, with who says it where its own words do not tell."""
    quote = _unmarked(item.quote)
    named = item.speaker is None or item.speaker.split()[-1].casefold() in quote.casefold()
    return quote if named else f"({item.speaker}) {quote}"


def _unmarked(quote: str) -> str:
    """A quote in which no "[1]" of its own, such as a footnote's, can pass for a marker."""
    return MARKER.sub(r"(\1)", quote)

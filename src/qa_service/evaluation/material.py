"""Our own questions, statements, marked speech and dialogues, joined with the news they are about.

The files of `training/material` name articles and places in them; the text is that of an export,
which is not ours. One article in five is aside: `is_aside` of its id, the rule of all data sets.
Nothing that learns or is tuned may read `Part.ASIDE`.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby
from pathlib import Path
from typing import Any, TypeVar

from qa_service.domain.article import Article, Span
from qa_service.domain.errors import DatasetError, UsageError
from qa_service.domain.speech import Speech, SpeechKind
from qa_service.evaluation.datasets import (
    UNREADABLE,
    complaints,
    is_aside,
    opened,
    read_export,
    spread,
)

HELP = "training/material/README.md says what goes together."


class Part(StrEnum):
    """The articles that may be learned from, and those that only judge what was learned."""

    TRAINING = "training"
    ASIDE = "aside"


class NearMiss(StrEnum):
    """Why nothing in its article answers a question."""

    MISSING = "missing"  # the right people and event, a fact that is not told
    SWAP = "swap"  # one thing of its premise is another one
    RELATION = "relation"  # the right names in another relation


@dataclass(frozen=True, slots=True)
class NewsQuestion:
    """A question about an article, which answers it or nearly does."""

    article: Article
    text: str
    language: str  # ISO 639-1
    type: str  # who, when, ..., said, definition
    gold: tuple[Span, ...]  # sentences that answer, best first, each by itself; () for a near miss
    answer: Span | None  # the short answer; None exactly for a near miss
    near_miss: NearMiss | None

    @property
    def style(self) -> str:
        return style_of(self.text)


@dataclass(frozen=True, slots=True)
class Statement:
    """What a chat model might write of an article, with the sentences that it cites."""

    article: Article
    text: str
    language: str  # ISO 639-1
    cited: tuple[Span, ...]
    supported: bool  # whether these say so
    kind: str  # how it was written, or what is wrong with it


@dataclass(frozen=True, slots=True)
class MarkedArticle:
    """An article with all that it says somebody said, which may be nothing."""

    article: Article
    speeches: tuple[Speech, ...]


@dataclass(frozen=True, slots=True)
class DialogueTurn:
    """A question of a conversation."""

    text: str  # as typed
    gold: tuple[Span, ...]  # sentences that answer, best first
    full: str  # the same, as it can be asked without the conversation
    kind: str | None  # what it leaves to the conversation; None for the first


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A conversation about one article."""

    article: Article
    language: str  # ISO 639-1
    turns: tuple[DialogueTurn, ...]


T = TypeVar("T")
Item = NewsQuestion | Statement | MarkedArticle | Dialogue


@dataclass(frozen=True, slots=True)
class Material:
    """The items of one file and part, all of one form, with the export's articles."""

    items: tuple[Item, ...]
    articles: tuple[Article, ...]  # all that the export has

    def of(self, form: type[T]) -> list[T]:
        """The items, if they are of this form, else none."""
        return [item for item in self.items if isinstance(item, form)]

    def spread(self, limit: int | None) -> "Material":
        """With `limit` items at even distances, or all."""
        return replace(self, items=spread(self.items, limit))


def style_of(question: str) -> str:
    """Whether a question is typed as in a chat: a lower first letter, or no question mark.

    >>> style_of("Qui a signé ?"), style_of("qui a signé ?"), style_of("Prix des masques")
    ('plain', 'chat', 'chat')
    """
    first = re.search(r"[^\W\d_]", question)
    is_chat = not question.rstrip().endswith("?") or (first is not None and first[0].islower())
    return "chat" if is_chat else "plain"


def read_material(file: Path, export: Path, part: Part, *more: Part) -> Material:
    """Joins the rows of a part, or of both, with their articles. Raises UsageError or DatasetError.

    The form is that of the first row.
    """
    with complaints(file, "material of ours", HELP), opened(file) as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
        form = _form(rows)
    wanted = [(n, row) for n, row in enumerate(rows, 1) if _part(row) in (part, *more)]
    if not wanted:
        raise UsageError(f"{file} has no row of this part. Name another part.")
    articles = read_export(export)
    places = [_Place(file, n, export, articles) for n, _ in wanted]
    items = [place.read(form, row) for place, (_, row) in zip(places, wanted, strict=True)]
    return Material(tuple(_gathered(items)), tuple(articles.values()))


def _part(row: Mapping[str, Any]) -> Part:
    return Part.ASIDE if is_aside(row["article"]) else Part.TRAINING


def _form(rows: Sequence[Mapping[str, Any]]) -> "Form":
    """How to read the rows. Raises ValueError."""
    first = rows[0] if rows else {}
    for name, form in FORMS.items():
        if name in first and all("article" in row for row in rows):
            return form
    raise ValueError(f"a row has 'article' and one of {', '.join(map(repr, FORMS))}")


@dataclass(frozen=True, slots=True)
class _Place:
    """A row's place, for what it may complain of."""

    file: Path
    line: int
    export: Path
    articles: Mapping[str, Article]

    def read(self, form: "Form", row: Mapping[str, Any]) -> Item:
        """Raises DatasetError."""
        article = self.articles.get(row["article"])
        if article is None:
            raise self.complaint(f"there is no article {row['article']} in {self.export}")
        try:
            return form(row, article)
        except UNREADABLE as error:
            raise self.complaint(
                f"the row does not fit the article in {self.export} ({error!r})"
            ) from error

    def complaint(self, what: str) -> DatasetError:
        return DatasetError(f"{self.file}, line {self.line}: {what}. Name its own export. {HELP}")


Form = Callable[[Mapping[str, Any], Article], Item]


def _question(row: Mapping[str, Any], article: Article) -> NewsQuestion:
    near_miss = NearMiss(row["near_miss"]) if "near_miss" in row else None
    return NewsQuestion(
        article,
        row["question"],
        row["language"],
        row["type"],
        () if near_miss else _spans(row["sentences"], article),
        None if near_miss else _span(row["answer"], article),
        near_miss,
    )


def _statement(row: Mapping[str, Any], article: Article) -> Statement:
    cited = _spans(row["sentences"], article)
    supported = bool(row["supported"])
    return Statement(article, row["statement"], row["language"], cited, supported, row["kind"])


def _speech(row: Mapping[str, Any], article: Article) -> MarkedArticle:
    if row["kind"] == "none":
        return MarkedArticle(article, ())
    said = _span(row["said"], article)
    mention = _span(row["mention"], article) if row["mention"] else None
    kind = SpeechKind(row["kind"])
    return MarkedArticle(article, (Speech(said.start, said.end, kind, mention, row["speaker"]),))


def _dialogue(row: Mapping[str, Any], article: Article) -> Dialogue:
    turns = [
        DialogueTurn(
            turn["question"],
            _spans(turn["sentences"], article),
            turn.get("full", turn["question"]),
            turn.get("kind"),
        )
        for turn in row["turns"]
    ]
    return Dialogue(article, row["language"], tuple(turns))


FORMS: dict[str, Form] = {  # by a name that its first row has; `kind` alone: nobody speaks
    "question": _question,
    "statement": _statement,
    "said": _speech,
    "turns": _dialogue,
    "kind": _speech,
}


def _spans(pairs: Sequence[Sequence[int]], article: Article) -> tuple[Span, ...]:
    return tuple(_span(pair, article) for pair in pairs)


def _span(pair: Sequence[int], article: Article) -> Span:
    start, end = pair
    if not 0 <= start < end <= len(article.text):
        raise ValueError(f"{start} to {end} lies outside its {len(article.text)} characters")
    return Span(start, end)


def _gathered(items: Sequence[Item]) -> list[Item]:
    """The items, those of one marked article as one: the rows of an article are neighbours."""
    found: list[Item] = []
    for _, group in groupby(items, key=lambda item: (type(item), item.article.id)):
        same = list(group)
        marked = [item for item in same if isinstance(item, MarkedArticle)]
        said = tuple(speech for item in marked for speech in item.speeches)
        found += [MarkedArticle(marked[0].article, said)] if marked else same
    return found

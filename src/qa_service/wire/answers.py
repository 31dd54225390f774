"""Answers and the articles that they cite.

Answers are kept in this form too, with a version (`store/kept_answers`).
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated

from pydantic import AliasPath, BeforeValidator, Field

from qa_service.domain.about import About
from qa_service.domain.answer import Answer, Assurance, Citation, Standing, Status
from qa_service.domain.article import Article, Listed, Provenance
from qa_service.domain.broad import BroadKind
from qa_service.domain.checked import Fault, Verdict
from qa_service.domain.library import ArticleStatus, Particulars
from qa_service.domain.written import Fallback, Unverified
from qa_service.wire.objects import Hundredths, Json, OrNull, TenThousandths, WireObject
from qa_service.wire.warnings import WarningObject

Names = Annotated[tuple[str, ...] | None, OrNull]


class CarrierObject(WireObject):
    """One of several articles that tell the same story, or an article that an answer names."""

    article_id: str
    title: str
    outlet: str | None
    published: date | None
    published_from: Provenance | None
    url: str | None


class ArticleSummary(WireObject):
    """An article without its text."""

    id: str
    title: str
    outlet: str | None
    author: str | None
    published: date | None
    published_from: Provenance | None
    """How its date was found; null exactly where it has none."""
    url: str | None
    language: str
    """ISO 639-1."""
    status: ArticleStatus = ArticleStatus.SEARCHABLE
    """How it stands."""
    also_in: tuple[CarrierObject, ...] = ()
    """The other articles that tell the same story."""
    warnings: tuple[WarningObject, ...] = ()
    """What in it is addressed to a language model, or was hidden from its readers."""


class ArticleObject(ArticleSummary):
    """An article with its text."""

    text: str
    """Offsets of citations count its Unicode code points."""


class ArticleListObject(WireObject):
    """A page of the list of articles, newest first, undated last."""

    articles: tuple[ArticleSummary, ...]
    total: int
    """How many the whole list has."""
    page: int
    """From 1."""
    pages: int
    """At least 1."""


class CitationObject(WireObject):
    """A verbatim quote: `text[start:end]` of the article is `quote`."""

    marker: int
    """The n of "[n]" in the answer, from 1."""
    article_id: str
    title: str
    outlet: str | None
    author: str | None
    published: date | None
    published_from: Provenance | None
    url: str | None
    quote: str
    start: int
    """In Unicode code points of the article's text, as are the other offsets."""
    end: int
    answer_start: int | None
    """Where the short answer in the quote begins; null where none was read."""
    answer_end: int | None
    speaker: str | None
    """Who says it, where the article tells what somebody says."""
    also_in: tuple[CarrierObject, ...]
    """The other articles that tell the same story."""
    superseded: bool
    """Whether the answer's newest citation says otherwise about how things stand."""
    standing: Standing
    """Of a kept answer: what became of the place of the quote since."""
    page: int | None
    """Of a PDF: the page of the file on which the quote begins, from 1. Null of all else."""
    page_label: str | None
    """How the file numbers that page, such as "iv"; null where that is `page`."""


class FiltersObject(WireObject):
    """What limited the search; null where nothing did. Days are included on both sides."""

    start: date | None = Field(
        validation_alias=AliasPath("period", "start"), serialization_alias="from"
    )
    end: date | None = Field(validation_alias=AliasPath("period", "end"), serialization_alias="to")
    as_of: date | None = Field(validation_alias=AliasPath("scope", "as_of"))
    """The archive as it stood that day: nothing published later was searched."""
    outlet: Names = Field(validation_alias=AliasPath("scope", "outlets"))
    """Names as stored; what was asked for where no article has it."""
    language: Names = Field(validation_alias=AliasPath("scope", "languages"))
    """Of the articles, ISO 639-1."""
    article_ids: Names = Field(validation_alias=AliasPath("scope", "article_ids"))


class NamedPeriodObject(WireObject):
    """A stretch of time in the words of the question."""

    text: str
    start: date | None = Field(
        validation_alias=AliasPath("period", "start"), serialization_alias="from"
    )
    end: date | None = Field(validation_alias=AliasPath("period", "end"), serialization_alias="to")
    in_force: bool
    """Whether it limits the answer."""


class StatementObject(WireObject):
    """Whose words are asked for, and about what."""

    speaker: str | None
    """As the question names them."""
    subject: Annotated[str | None, OrNull]
    """Null: whatever they say."""


class BroadObject(WireObject):
    """What no one sentence can answer: a line for each event or position."""

    kind: BroadKind
    subject: Annotated[str | None, OrNull]
    """What was searched for."""


class InterpretationObject(WireObject):
    """How a question was understood."""

    question: str
    """What was searched."""
    asked: str | None
    """What was typed, where a conversation made another question of it."""
    rewritten_by: str | None
    """Who made that: "rules", or the chat model by its name."""
    language: str
    """Of the answer, ISO 639-1."""
    filters: FiltersObject
    dates: tuple[NamedPeriodObject, ...] = Field(validation_alias="expressions")
    """What the words of the question name, in force or not."""
    statement: StatementObject | None
    broad: BroadObject | None
    note: str | None
    """Why a named period was not kept to."""
    about: About | None
    """What was asked of the archive itself."""


class OutletObject(WireObject):
    """An outlet, and how many of its articles there are."""

    outlet: str
    articles: int


def _named(shares: object) -> object:
    """An object of each name with its number."""
    pairs = shares if isinstance(shares, tuple) else ()
    return tuple({"outlet": name, "articles": count} for name, count in pairs)


class HeldObject(WireObject):
    """What the archive holds of what was searched."""

    articles: int
    first: date | None = Field(serialization_alias="from")
    """The first date of publication; null where no article has one."""
    last: date | None = Field(serialization_alias="to")
    outlets: Annotated[tuple[OutletObject, ...], BeforeValidator(_named)]
    """The most frequent ones."""
    outlet_count: int
    """Of all."""


class UnverifiedObject(WireObject):
    """A sentence that a chat model wrote and that the articles do not show."""

    text: str | None
    """Null where the server hides it."""
    position: int
    """In Unicode code points of the answer, before which it stood."""
    faults: tuple[Fault, ...]
    """What is wrong with it."""


class CheckObject(WireObject):
    """A sentence that a chat model wrote, of which the articles may not say so."""

    verdict: Verdict
    """Where unsure, it is part of the answer, for a reader to check; else it was left out."""
    start: int
    """In Unicode code points of the answer; of one that was left out, both say where it stood."""
    end: int
    text: str | None
    """Of one that was left out; null where the server hides it."""
    faults: tuple[Fault, ...]
    """What is wrong with it; nothing that is sure where it is unsure."""


class AnswerObject(WireObject):
    """An answer, a refusal, a question back, or what the archive says of itself."""

    question: str
    status: Status
    answer: str
    """With markers "[1]", each of which has a citation; of a refusal a sentence that says so."""
    reason: str | None
    """Why it was refused."""
    citations: tuple[CitationObject, ...]
    closest: tuple[CitationObject, ...]
    """Of a refusal: a sentence of each article that comes near."""
    articles: tuple[CarrierObject, ...]
    """Those that an answer about the archive names."""
    examples: tuple[str, ...]
    """Questions that it names, all of which the archive answers."""
    choices: tuple[str, ...]
    """Of an unclear question: the full questions that it may mean."""
    held: HeldObject | None
    """Of a refusal."""
    confidence: TenThousandths
    """How likely the archive answers the question, in [0, 1]."""
    assurance: Assurance | None
    """How sure an answer is: one that is "closest" may answer something else. Null of all else."""
    writer: str
    """The chat model by its name, where one wrote it; else "extractive", or "statistics"."""
    fallback: Fallback | None
    """Why no chat model wrote it, where one was to."""
    unverified: tuple[UnverifiedObject, ...]
    """What the chat model wrote besides: no part of the answer."""
    checks: tuple[CheckObject, ...]
    """What it wrote that is not surely supported, part of the answer or not, in its order."""
    language: str
    """ISO 639-1."""
    interpretation: InterpretationObject | None
    conversation_id: str | None = None
    """To send with the next question of the conversation; null where it is not kept."""
    answer_id: str | None = Field(None, validation_alias="id")
    """To rate the answer or to read it again; null where it is not kept."""
    timings_ms: Mapping[str, Hundredths]
    """Milliseconds."""


def answer_object(answer: Answer, conversation_id: str | None = None) -> Json:
    """The answer object of `POST /api/ask` and `qa-service ask --json`."""
    return AnswerObject.of(answer, conversation_id=conversation_id).as_json()


def unverified_object(sentence: Unverified) -> Json:
    """A sentence that failed the check, as it is told while an answer is written."""
    return UnverifiedObject.of(sentence).as_json()


class SearchObject(WireObject):
    """The nearest sentence of each article that comes near, best first."""

    results: tuple[CitationObject, ...]


def search_object(found: Iterable[Citation]) -> Json:
    """The object of `POST /api/search`."""
    return SearchObject(results=tuple(map(CitationObject.of, found))).as_json()


def citation_object(citation: Citation) -> Json:
    """One citation of an answer object."""
    return CitationObject.of(citation).as_json()


def article_object(article: Article, known: Particulars) -> Json:
    """An article with its text, as in `GET /api/articles/<id>`."""
    return ArticleObject.of(article, **_particulars(article, known)).as_json()


def article_list_object(listed: Listed, known: Particulars, page: int, per_page: int) -> Json:
    """A page of the list of articles, as in `GET /api/articles`."""
    summaries = tuple(
        ArticleSummary.of(article, **_particulars(article, known)) for article in listed.articles
    )
    pages = max(1, -(-listed.total // per_page))
    found = ArticleListObject(articles=summaries, total=listed.total, page=page, pages=pages)
    return found.as_json()


def _particulars(article: Article, known: Particulars) -> Json:
    """The fields of an article that it does not have itself."""
    return {
        "status": known.statuses[article.id],
        "also_in": tuple(map(CarrierObject.of, known.also_in.get(article.id, ()))),
        "warnings": tuple(map(WarningObject.of, known.warnings.get(article.id, ()))),
    }

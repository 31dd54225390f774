"""What a question leads to: evidence, citations and the answer."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from qa_service.domain.about import About
from qa_service.domain.article import Article, Carrier, Provenance, Sentence, Span
from qa_service.domain.broad import BroadKind, BroadQuestion
from qa_service.domain.checked import Verdict
from qa_service.domain.period import ALWAYS, Period, understood
from qa_service.domain.scope import EVERYTHING, Scope
from qa_service.domain.speech import StatementQuestion
from qa_service.domain.written import Check, Fallback, Unverified

# In an answer's text, "[n]" points to the citation of that marker.
MARKER = re.compile(r"\[(\d+)\]")
RULES = "rules"  # who writes out a follow-up where no chat model does
LONGEST_QUESTION = 2000  # code points: far more than a question needs, far less than an article


@dataclass(frozen=True, slots=True)
class Turn:
    """A question of a conversation and what it was answered, for the questions after it."""

    question: str  # in full, as it was understood
    language: str  # ISO 639-1
    answers: tuple[str, ...] = ()  # the short ones, best first
    quotes: tuple[str, ...] = ()
    article_ids: tuple[str, ...] = ()  # of those that were cited
    dates: tuple["NamedPeriod", ...] = ()  # that the question names
    choices: tuple[str, ...] = ()  # the questions that it may have meant, where that was asked back


@dataclass(frozen=True, slots=True)
class Request:
    """A question as it was asked, of which articles, and after which others."""

    text: str
    scope: Scope = EVERYTHING
    history: tuple[Turn, ...] = ()  # the conversation so far, oldest first
    asked: str | None = None  # as it was typed, where `text` is what it was understood as
    choices: tuple[str, ...] = ()  # the questions that it may mean, where that is unclear
    max_citations: int | None = None  # at least 1; None: as many as the form of answer has
    rewritten_by: str | None = None  # who made `text` of `asked`: RULES or a chat model


@dataclass(frozen=True, slots=True)
class NamedPeriod:
    """A stretch of time in the words of a question."""

    text: str
    period: Period
    is_sure: bool = True  # False where the year was not named, and is only the likeliest


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it will be searched for."""

    text: str
    language: str  # ISO 639-1, the language of the answer
    scope: Scope = EVERYTHING
    dates: tuple[NamedPeriod, ...] = ()  # those that it names
    statement: StatementQuestion | None = None  # where it asks for somebody's words
    about: About | None = None  # where the program or the archive as a whole is asked about
    asked: str | None = None  # as it was typed, where the conversation makes it another
    broad: BroadQuestion | None = None  # where no one sentence can answer
    max_citations: int | None = None  # at least 1; None: as many as the form of answer has
    rewritten_by: str | None = None  # who made `text` of `asked`: RULES or a chat model

    @property
    def searched(self) -> str:
        """What the archive is searched for: the subject of a broad question, else the whole."""
        return (self.broad and self.broad.subject) or self.text

    @property
    def period(self) -> Period | None:
        """The period that its own words limit it to, unless the caller decides that."""
        return understood(named.period for named in self.binding)

    @property
    def binding(self) -> tuple[NamedPeriod, ...]:
        """Of the periods that it names, those that limit it, unless the caller decides that."""
        if self.scope.ignore_dates or self.scope.published is not None:
            return ()
        return tuple(one for one in self.dates if one.text not in self.scope.ignored_dates)

    @property
    def asks_for_voices(self) -> bool:
        """Whether it asks what each of several says."""
        return self.broad is not None and self.broad.kind is BroadKind.VOICES


@dataclass(frozen=True, slots=True)
class Filters:
    """What limited the search of the archive."""

    period: Period  # given by the caller, or else in the question's words
    scope: Scope  # all that the caller gave, with outlets as stored


@dataclass(frozen=True, slots=True)
class Expression:
    """Words of a question that name a stretch of time."""

    text: str
    period: Period
    in_force: bool  # whether it limits the answer


@dataclass(frozen=True, slots=True)
class Interpretation:
    """How a question was understood, and what of the archive was searched."""

    question: str
    language: str  # ISO 639-1
    period: Period = ALWAYS  # given by the caller, or else in the question's words
    scope: Scope = EVERYTHING  # what the caller wanted searched, with outlets as stored
    dates: tuple[NamedPeriod, ...] = ()  # what the question's words name, in force or not
    statement: StatementQuestion | None = None  # whose words it asks for, and about what
    note: str | None = None  # why a named period is not in force
    broad: BroadQuestion | None = None  # what is searched for, and a line for each of what
    about: About | None = None  # what it asks of the archive as a whole, or is as small talk
    asked: str | None = None  # as it was typed, where the conversation made `question` of it
    binding: tuple[NamedPeriod, ...] = ()  # of `dates`, those in force
    rewritten_by: str | None = None  # who made `question` of `asked`: RULES or a chat model

    @property
    def expressions(self) -> tuple[Expression, ...]:
        """What the question's words name, and which of it is in force."""
        return tuple(Expression(one.text, one.period, one in self.binding) for one in self.dates)

    @property
    def filters(self) -> Filters:
        return Filters(self.period, self.scope)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that may answer the question, with the article it stands in."""

    article: Article
    sentence: Sentence
    score: float  # larger is better; comparable within one question only
    answer: Span | None = None  # the short answer in the article's text, within the sentence
    speaker: str | None = None  # who says it, where the article tells what somebody says
    also_in: tuple[Carrier, ...] = ()  # the other articles that tell the same story, first to last
    superseded: bool = False  # a newer article says otherwise about the present
    flagged: tuple[Span, ...] = ()  # of the article's text, what no language model is shown
    is_guess: bool = False  # that no answer lies there is likelier than the short answer

    @property
    def quote(self) -> str:
        return self.sentence.of(self.article.text)

    @property
    def short_answer(self) -> Span | None:
        """The place of the short answer in the quote."""
        if self.answer is None:
            return None
        first = self.sentence.start
        return Span(self.answer.start - first, self.answer.end - first)


class Standing(StrEnum):
    """What became of the place of a quote since the answer was given."""

    STANDS = "stands"
    CHANGED = "changed"  # the article has other words there
    GONE = "gone"  # there is no such article any more


@dataclass(frozen=True, slots=True)
class Citation:
    """A verbatim quote: `article.text[start:end] == quote`.

    The short answer in it, where one was read, is `article.text[answer_start:answer_end]`.
    """

    marker: int  # the n of "[n]" in the answer, from 1
    article_id: str
    title: str
    outlet: str | None
    author: str | None
    published: date | None
    published_from: Provenance | None
    url: str | None
    quote: str
    start: int
    end: int
    answer_start: int | None = None
    answer_end: int | None = None  # None exactly when `answer_start` is
    speaker: str | None = None  # who says it, where the article tells what somebody says
    also_in: tuple[Carrier, ...] = ()  # the other articles that tell the same story, first to last
    superseded: bool = False  # the answer's newest citation says otherwise about the present
    standing: Standing = Standing.STANDS  # where not, the offsets are those of the text as it was
    page: int | None = None  # of a PDF: the page on which the quote begins, from 1
    page_label: str | None = None  # how the file numbers that page, where it is not `page`

    @property
    def answer(self) -> str | None:
        """The short answer, verbatim."""
        if self.answer_start is None or self.answer_end is None:
            return None
        return self.quote[self.answer_start - self.start : self.answer_end - self.start]


class Status(StrEnum):
    """Whether the archive answers."""

    ANSWERED = "answered"
    REFUSED = "refused"
    ABOUT = "about"  # from the statistics of the archive, not from its articles
    UNCLEAR = "unclear"  # the question may mean several, and the answer asks which


class Assurance(StrEnum):
    """How sure an answer is, in three words; see `answering.refusal.assurance`."""

    SURE = "sure"
    LIKELY = "likely"
    CLOSEST = "closest"  # what comes nearest, and may answer something else


@dataclass(frozen=True, slots=True)
class Held:
    """What the archive holds in a question's scope, for a reader who got no answer."""

    articles: int
    first: date | None  # None where no article has a date
    last: date | None
    outlets: tuple[tuple[str, int], ...] = ()  # with their articles; the most frequent ones
    outlet_count: int = 0  # of all


@dataclass(frozen=True, slots=True)
class Answer:
    """A short answer, every statement of which carries a marker, or a refusal with its reason.

    Or what the program says of itself and its archive, which quotes nothing.
    """

    question: str
    status: Status
    answer: str  # with "[1]" markers; in a refusal a sentence that says so
    reason: str | None  # why it was refused
    citations: tuple[Citation, ...]
    confidence: float  # in [0, 1]: how likely the archive answers the question
    writer: str  # "extractive", or the chat model that wrote it, such as "ollama:mistral"
    language: str  # ISO 639-1
    interpretation: Interpretation | None = None
    closest: tuple[Citation, ...] = ()  # of a refusal: a sentence of each article that comes near
    articles: tuple[Carrier, ...] = ()  # those that an answer about the archive names
    examples: tuple[str, ...] = ()  # questions it names, which the archive answers
    choices: tuple[str, ...] = ()  # of an unclear question: the full questions it may mean
    held: Held | None = None  # of a refusal
    timings_ms: Mapping[str, float] = field(
        default_factory=dict
    )  # milliseconds by step and "total"
    id: str | None = None  # under which it is kept, if it is
    fallback: Fallback | None = None  # why no chat model wrote it, where one was to
    unverified: tuple[Unverified, ...] = ()  # what the chat model wrote and is no part of it
    assurance: Assurance | None = None  # of an answer from the articles, None of anything else
    to_check: tuple[Span, ...] = ()  # in code points of `answer`: the chat model's unsure sentences

    @property
    def checks(self) -> tuple[Check, ...]:
        """The chat model's sentences that are not supported, shown or left out, in their order."""
        left_out = (
            Check(Verdict.UNSUPPORTED, one.position, one.position, one.text, one.faults)
            for one in self.unverified
        )
        unsure = (Check(Verdict.UNSURE, span.start, span.end) for span in self.to_check)
        return tuple(sorted([*left_out, *unsure], key=lambda one: (one.start, one.end)))

"""Reads version 1 of a kept answer: the JSON of the domain's `Answer` as it was in 0.1.0.

Frozen. Names of fields are those of the JSON, and the domain's stand in the calls alone: where it
renames something, the call follows and the field stays.
"""

from datetime import date

from pydantic import BaseModel, ConfigDict

from qa_service.domain.about import About
from qa_service.domain.answer import (
    Answer,
    Citation,
    Held,
    Interpretation,
    NamedPeriod,
    Standing,
    Status,
)
from qa_service.domain.article import Carrier, Provenance
from qa_service.domain.broad import BroadKind, BroadQuestion
from qa_service.domain.checked import Fault
from qa_service.domain.period import Period
from qa_service.domain.scope import Scope
from qa_service.domain.speech import StatementQuestion
from qa_service.domain.written import Fallback, Unverified


class Form(BaseModel):
    """An object of the JSON; what else it holds is passed over."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class PeriodForm(Form):
    """Days from one to another."""

    start: date | None = None
    end: date | None = None

    def read(self) -> Period:
        return Period(start=self.start, end=self.end)


class ScopeForm(Form):
    """Which articles were wanted."""

    published: PeriodForm | None = None
    as_of: date | None = None
    ignore_dates: bool = False
    outlets: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    article_ids: tuple[str, ...] = ()
    ignored_dates: tuple[str, ...] = ()

    def read(self) -> Scope:
        return Scope(
            published=self.published.read() if self.published else None,
            as_of=self.as_of,
            ignore_dates=self.ignore_dates,
            outlets=self.outlets,
            languages=self.languages,
            article_ids=self.article_ids,
            ignored_dates=self.ignored_dates,
        )


class NamedPeriodForm(Form):
    """A period in the question's words."""

    text: str
    period: PeriodForm
    is_sure: bool = True

    def read(self) -> NamedPeriod:
        return NamedPeriod(text=self.text, period=self.period.read(), is_sure=self.is_sure)


class StatementForm(Form):
    """Whose words were asked for."""

    speaker: str | None
    subject: str
    strict: bool

    def read(self) -> StatementQuestion:
        return StatementQuestion(speaker=self.speaker, subject=self.subject, strict=self.strict)


class BroadForm(Form):
    """What a broad question was about."""

    kind: BroadKind
    subject: str
    spoken: bool = False

    def read(self) -> BroadQuestion:
        return BroadQuestion(kind=self.kind, subject=self.subject, spoken=self.spoken)


class InterpretationForm(Form):
    """How the question was understood."""

    question: str
    language: str
    period: PeriodForm = PeriodForm()
    scope: ScopeForm = ScopeForm()
    dates: tuple[NamedPeriodForm, ...] = ()
    statement: StatementForm | None = None
    note: str | None = None
    broad: BroadForm | None = None
    about: About | None = None
    asked: str | None = None
    binding: tuple[NamedPeriodForm, ...] = ()
    rewritten_by: str | None = None

    def read(self) -> Interpretation:
        return Interpretation(
            question=self.question,
            language=self.language,
            period=self.period.read(),
            scope=self.scope.read(),
            dates=tuple(one.read() for one in self.dates),
            statement=self.statement.read() if self.statement else None,
            note=self.note,
            broad=self.broad.read() if self.broad else None,
            about=self.about,
            asked=self.asked,
            binding=tuple(one.read() for one in self.binding),
            rewritten_by=self.rewritten_by,
        )


class CarrierForm(Form):
    """An article without its text."""

    article_id: str
    title: str
    outlet: str | None
    published: date | None
    published_from: Provenance | None
    url: str | None

    def read(self) -> Carrier:
        return Carrier(
            article_id=self.article_id,
            title=self.title,
            outlet=self.outlet,
            published=self.published,
            published_from=self.published_from,
            url=self.url,
        )


class CitationForm(CarrierForm):
    """A quote and the article that it stands in."""

    marker: int
    author: str | None
    quote: str
    start: int
    end: int
    answer_start: int | None = None
    answer_end: int | None = None
    speaker: str | None = None
    also_in: tuple[CarrierForm, ...] = ()
    superseded: bool = False
    standing: Standing = Standing.STANDS

    def cited(self) -> Citation:
        return Citation(
            marker=self.marker,
            article_id=self.article_id,
            title=self.title,
            outlet=self.outlet,
            author=self.author,
            published=self.published,
            published_from=self.published_from,
            url=self.url,
            quote=self.quote,
            start=self.start,
            end=self.end,
            answer_start=self.answer_start,
            answer_end=self.answer_end,
            speaker=self.speaker,
            also_in=tuple(one.read() for one in self.also_in),
            superseded=self.superseded,
            standing=self.standing,
        )


class HeldForm(Form):
    """What the archive held."""

    articles: int
    first: date | None
    last: date | None
    outlets: tuple[tuple[str, int], ...] = ()
    outlet_count: int = 0

    def read(self) -> Held:
        return Held(
            articles=self.articles,
            first=self.first,
            last=self.last,
            outlets=self.outlets,
            outlet_count=self.outlet_count,
        )


class UnverifiedForm(Form):
    """A sentence that was left out."""

    text: str | None
    position: int
    faults: tuple[Fault, ...]

    def read(self) -> Unverified:
        return Unverified(text=self.text, position=self.position, faults=self.faults)


class CommonForm(Form):
    """What versions 1 and 2 have alike."""

    question: str
    status: Status
    answer: str
    reason: str | None = None
    citations: tuple[CitationForm, ...] = ()
    confidence: float
    writer: str
    language: str
    closest: tuple[CitationForm, ...] = ()
    articles: tuple[CarrierForm, ...] = ()
    examples: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    timings_ms: dict[str, float] = {}
    fallback: Fallback | None = None
    unverified: tuple[UnverifiedForm, ...] = ()

    def with_parts(self, interpretation: Interpretation | None, held: Held | None) -> Answer:
        """The answer, with the parts in which the versions differ."""
        return Answer(
            question=self.question,
            status=self.status,
            answer=self.answer,
            reason=self.reason,
            citations=tuple(one.cited() for one in self.citations),
            confidence=self.confidence,
            writer=self.writer,
            language=self.language,
            interpretation=interpretation,
            closest=tuple(one.cited() for one in self.closest),
            articles=tuple(one.read() for one in self.articles),
            examples=self.examples,
            choices=self.choices,
            held=held,
            timings_ms=self.timings_ms,
            fallback=self.fallback,
            unverified=tuple(one.read() for one in self.unverified),
        )


class AnswerForm(CommonForm):
    """A whole answer."""

    interpretation: InterpretationForm | None = None
    held: HeldForm | None = None

    def read(self) -> Answer:
        return self.with_parts(
            self.interpretation.read() if self.interpretation else None,
            self.held.read() if self.held else None,
        )

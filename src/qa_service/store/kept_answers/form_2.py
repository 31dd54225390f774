"""Version 2 of a kept answer: the answer object of the HTTP interface, with the key "beside".

That key holds what the object does not tell of how a question was understood, and later questions
or the pages may need. Reading is frozen, as in `common`; what writes follows `AnswerObject`.
"""

from datetime import date

from pydantic import Field

from qa_service.domain.about import About
from qa_service.domain.answer import Answer, Held, Interpretation, NamedPeriod
from qa_service.domain.broad import BroadKind, BroadQuestion
from qa_service.domain.period import Period
from qa_service.domain.scope import Scope
from qa_service.domain.speech import StatementQuestion
from qa_service.store.kept_answers.common import CommonForm, Form, PeriodForm
from qa_service.wire.answers import answer_object
from qa_service.wire.objects import Json


def written(answer: Answer, conversation_id: str) -> Json:
    """What is kept of an answer."""
    understood = answer.interpretation
    beside = _beside(understood) if understood else None
    return {**answer_object(answer, conversation_id), "beside": beside}


def _beside(understood: Interpretation) -> Json:
    scope, statement, broad = understood.scope, understood.statement, understood.broad
    wanted = scope.published
    return {
        "published": {"start": _day(wanted.start), "end": _day(wanted.end)} if wanted else None,
        "ignore_dates": scope.ignore_dates,
        "ignored_dates": list(scope.ignored_dates),
        "sure_dates": [one.is_sure for one in understood.dates],
        "strict": statement is not None and statement.strict,
        "spoken": broad is not None and broad.spoken,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


class BesideForm(Form):
    """What the answer object does not tell."""

    published: PeriodForm | None = None
    ignore_dates: bool = False
    ignored_dates: tuple[str, ...] = ()
    sure_dates: tuple[bool, ...] = ()
    strict: bool = False
    spoken: bool = False


class FiltersForm(Form):
    """What limited the search."""

    first: date | None = Field(None, alias="from")
    last: date | None = Field(None, alias="to")
    as_of: date | None = None
    outlet: tuple[str, ...] | None = None
    language: tuple[str, ...] | None = None
    article_ids: tuple[str, ...] | None = None

    def scope(self, beside: BesideForm) -> Scope:
        return Scope(
            published=beside.published.read() if beside.published else None,
            as_of=self.as_of,
            ignore_dates=beside.ignore_dates,
            outlets=self.outlet or (),
            languages=self.language or (),
            article_ids=self.article_ids or (),
            ignored_dates=beside.ignored_dates,
        )


class NamedPeriodForm(Form):
    """A period in the question's words."""

    text: str
    first: date | None = Field(None, alias="from")
    last: date | None = Field(None, alias="to")
    in_force: bool = False

    def read(self, is_sure: bool) -> NamedPeriod:
        return NamedPeriod(
            text=self.text, period=Period(start=self.first, end=self.last), is_sure=is_sure
        )


class StatementForm(Form):
    """Whose words were asked for."""

    speaker: str | None = None
    subject: str | None = None

    def read(self, strict: bool) -> StatementQuestion:
        return StatementQuestion(speaker=self.speaker, subject=self.subject or "", strict=strict)


class BroadForm(Form):
    """What a broad question was about."""

    kind: BroadKind
    subject: str | None = None

    def read(self, spoken: bool) -> BroadQuestion:
        return BroadQuestion(kind=self.kind, subject=self.subject or "", spoken=spoken)


class InterpretationForm(Form):
    """How the question was understood."""

    question: str
    asked: str | None = None
    rewritten_by: str | None = None
    language: str
    filters: FiltersForm
    dates: tuple[NamedPeriodForm, ...] = ()
    statement: StatementForm | None = None
    broad: BroadForm | None = None
    note: str | None = None
    about: About | None = None

    def read(self, beside: BesideForm) -> Interpretation:
        sure = (*beside.sure_dates, *(True for _ in self.dates))
        dates = tuple(one.read(is_sure) for one, is_sure in zip(self.dates, sure, strict=False))
        in_force = zip(self.dates, dates, strict=True)
        return Interpretation(
            question=self.question,
            language=self.language,
            period=Period(start=self.filters.first, end=self.filters.last),
            scope=self.filters.scope(beside),
            dates=dates,
            statement=self.statement.read(beside.strict) if self.statement else None,
            note=self.note,
            broad=self.broad.read(beside.spoken) if self.broad else None,
            about=self.about,
            asked=self.asked,
            binding=tuple(date for one, date in in_force if one.in_force),
            rewritten_by=self.rewritten_by,
        )


class OutletForm(Form):
    """An outlet and how many of its articles there were."""

    outlet: str
    articles: int


class HeldForm(Form):
    """What the archive held."""

    articles: int
    first: date | None = Field(None, alias="from")
    last: date | None = Field(None, alias="to")
    outlets: tuple[OutletForm, ...] = ()
    outlet_count: int = 0

    def read(self) -> Held:
        return Held(
            articles=self.articles,
            first=self.first,
            last=self.last,
            outlets=tuple((one.outlet, one.articles) for one in self.outlets),
            outlet_count=self.outlet_count,
        )


class AnswerForm(CommonForm):
    """A whole answer."""

    interpretation: InterpretationForm | None = None
    held: HeldForm | None = None
    beside: BesideForm | None = None

    def read(self) -> Answer:
        beside = self.beside or BesideForm()
        return self.with_parts(
            self.interpretation.read(beside) if self.interpretation else None,
            self.held.read() if self.held else None,
        )

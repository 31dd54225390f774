"""Reads version 1 of a kept answer: the JSON of the domain's `Answer` as it was in 0.1.0.

Frozen, as `common` is.
"""

from datetime import date

from qa_service.domain.about import About
from qa_service.domain.answer import Answer, Held, Interpretation, NamedPeriod
from qa_service.domain.broad import BroadKind, BroadQuestion
from qa_service.domain.scope import Scope
from qa_service.domain.speech import StatementQuestion
from qa_service.store.kept_answers.common import CommonForm, Form, PeriodForm


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


class AnswerForm(CommonForm):
    """A whole answer."""

    interpretation: InterpretationForm | None = None
    held: HeldForm | None = None

    def read(self) -> Answer:
        return self.with_parts(
            self.interpretation.read() if self.interpretation else None,
            self.held.read() if self.held else None,
        )

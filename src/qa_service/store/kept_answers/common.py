"""What versions 1 and 2 of a kept answer have alike.

Frozen. Names of fields are those of the JSON, and the domain's stand in the calls alone: where it
renames something, the call follows and the field stays.
"""

from datetime import date

from pydantic import BaseModel, ConfigDict

from qa_service.domain.answer import (
    Answer,
    Assurance,
    Citation,
    Held,
    Interpretation,
    Standing,
    Status,
)
from qa_service.domain.article import Carrier, Provenance, Span
from qa_service.domain.checked import Fault, Verdict
from qa_service.domain.period import Period
from qa_service.domain.written import Fallback, Unverified

# By which an answer is judged that was kept before there was an assurance. Frozen too: what is
# fitted anew is for confidences of newer weights.
SURE_FROM, LIKELY_FROM = 0.8, 0.4


class Form(BaseModel):
    """An object of the JSON; what else it holds is passed over."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class PeriodForm(Form):
    """Days from one to another."""

    start: date | None = None
    end: date | None = None

    def read(self) -> Period:
        return Period(start=self.start, end=self.end)


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
    page: int | None = None
    page_label: str | None = None

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
            page=self.page,
            page_label=self.page_label,
        )


class UnverifiedForm(Form):
    """A sentence that was left out."""

    text: str | None
    position: int
    faults: tuple[Fault, ...]

    def read(self) -> Unverified:
        return Unverified(text=self.text, position=self.position, faults=self.faults)


class CheckForm(Form):
    """Where a sentence stands that is not surely supported; those left out are in `unverified`."""

    verdict: Verdict
    start: int
    end: int


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
    assurance: Assurance | None = None
    checks: tuple[CheckForm, ...] = ()

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
            assurance=self.assurance or self._assurance(),
            to_check=tuple(
                Span(start=one.start, end=one.end)
                for one in self.checks
                if one.verdict is Verdict.UNSURE
            ),
        )

    def _assurance(self) -> Assurance | None:
        if self.status is not Status.ANSWERED:
            return None
        if self.confidence >= SURE_FROM:
            return Assurance.SURE
        return Assurance.LIKELY if self.confidence >= LIKELY_FROM else Assurance.CLOSEST

"""The gate of questions: answerable ones and near misses, among all the news, through the chain."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from numpy import percentile

from qa_service.domain.answer import Answer, Assurance, Status
from qa_service.domain.reports import Progress
from qa_service.evaluation.confidence import calibration_error
from qa_service.evaluation.gates.quotes import is_from, right_quotes
from qa_service.evaluation.gates.report import Report, grouped, told
from qa_service.evaluation.material import NewsQuestion
from qa_service.evaluation.measures import mean
from qa_service.evaluation.refusals import auc

HIGH = 0.8  # a confidence that promises no more than one wrong answer in five
COLUMNS = (
    "questions",
    "right_first",
    "right_shown",
    "answerable_refused",
    "near_misses_refused",
    "auc",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What became of a question. What a refusal offers as closest is no quote."""

    question: NewsQuestion
    quotes: tuple[bool, ...]  # of each, whether it is a sentence that answers
    right_article: bool  # whether the first quote is of it
    refused: bool
    confidence: float  # in [0, 1]
    assurance: Assurance | None  # None: refused
    milliseconds: float

    @property
    def is_answerable(self) -> bool:
        return self.question.near_miss is None

    @property
    def is_held_back(self) -> bool:
        """Whether it was refused, or answered by what is closest."""
        return self.refused or self.assurance is Assurance.CLOSEST

    @property
    def is_sure(self) -> bool:
        return self.assurance is Assurance.SURE

    @property
    def right_first(self) -> bool:
        return bool(self.quotes) and self.quotes[0]


@dataclass(frozen=True, slots=True)
class QuestionFigures:
    """Shares in [0, 1]; None where there is nothing to count."""

    questions: int = field(metadata=told("asked, near misses included"))
    right_first: float | None = field(
        metadata=told("answerable ones whose first quote is a sentence that answers")
    )
    right_shown: float | None = field(metadata=told("the same for any of the quotes"))
    right_article: float | None = field(
        metadata=told("answerable ones whose first quote is from the right article")
    )
    answerable_refused: float | None = field(
        metadata=told("answerable ones that were refused, fewer is better")
    )
    near_misses_refused: float | None = field(metadata=told("near misses that were refused"))
    answerable_held_back: float | None = field(
        metadata=told("answerable ones refused or answered by what is closest, fewer is better")
    )
    near_misses_held_back: float | None = field(metadata=told("near misses of which that is so"))
    refusal_precision: float | None = field(metadata=told("refusals that were right"))
    auc: float | None = field(
        metadata=told("chance that a near miss has less confidence than an answerable one")
    )
    calibration_error: float | None = field(
        metadata=told("distance of confidence from the share of answerable ones, less is better")
    )
    calibration_error_first: float | None = field(
        metadata=told("of answers, from the share with a right first quote, less is better")
    )
    wrong_at_high: float | None = field(
        metadata=told(f"answers of confidence from {HIGH} whose first quote is wrong")
    )
    wrong_when_sure: float | None = field(metadata=told("the same of those that are called sure"))
    sure_when_right: float | None = field(
        metadata=told("answers with a right first quote that are called so")
    )
    p50_ms: float = field(metadata=told("ms an answer, half are faster"))
    p95_ms: float = field(metadata=told("ms an answer, 95 % are faster"))


def measure_questions(
    questions: Sequence[NewsQuestion],
    ask: Callable[[str], Answer],
    progress: Progress,
) -> Report:
    """Asks all."""
    asked = []
    for number, question in enumerate(questions, 1):
        asked.append(_asked(question, ask(question.text)))
        progress(number, len(questions), "questions")
    properties: dict[str, Callable[[Asked], str | None]] = {
        "type": lambda one: one.question.type,
        "near_miss": lambda one: one.question.near_miss,
        "style": lambda one: one.question.style,
        "language": lambda one: one.question.language,
    }
    return Report(question_figures(asked), COLUMNS, grouped(asked, properties, question_figures))


def question_figures(asked: Sequence[Asked]) -> QuestionFigures:
    """The figures; near misses count as wrong wherever something is shown for them."""
    answerable = [one for one in asked if one.is_answerable]
    near = [one for one in asked if not one.is_answerable]
    shown = [one for one in asked if not one.refused]
    right = [one for one in shown if one.right_first]
    times = [one.milliseconds for one in asked]
    return QuestionFigures(
        questions=len(asked),
        right_first=mean([one.right_first for one in answerable]),
        right_shown=mean([any(one.quotes) for one in answerable]),
        right_article=mean([one.right_article for one in answerable]),
        answerable_refused=mean([one.refused for one in answerable]),
        near_misses_refused=mean([one.refused for one in near]),
        answerable_held_back=mean([one.is_held_back for one in answerable]),
        near_misses_held_back=mean([one.is_held_back for one in near]),
        refusal_precision=mean([not one.is_answerable for one in asked if one.refused]),
        auc=auc([-one.confidence for one in near], [-one.confidence for one in answerable]),
        # of one kind alone it would measure the data set
        calibration_error=calibration_error([(one.confidence, one.is_answerable) for one in asked])
        if near and answerable
        else None,
        calibration_error_first=calibration_error(
            [(one.confidence, one.right_first) for one in shown]
        ),
        wrong_at_high=mean([not one.right_first for one in shown if one.confidence >= HIGH]),
        wrong_when_sure=mean([not one.right_first for one in shown if one.is_sure]),
        sure_when_right=mean([one.is_sure for one in right]),
        p50_ms=float(percentile(times, 50)),
        p95_ms=float(percentile(times, 95)),
    )


def _asked(question: NewsQuestion, answer: Answer) -> Asked:
    first = answer.citations[:1]
    return Asked(
        question,
        tuple(right_quotes(answer, question.article, question.gold)),
        any(is_from(citation, question.article) for citation in first),
        # what is said of the archive itself, or asked back, answers no question about the news
        answer.status is not Status.ANSWERED,
        answer.confidence,
        answer.assurance,
        answer.timings_ms["total"],
    )

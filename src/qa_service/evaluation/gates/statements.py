"""The gate of statements: what the check of a chat model's sentences lets pass and strikes out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from qa_service.answering.checking import SentenceCheck
from qa_service.answering.checking.sentence_check import Assessment, Weigher
from qa_service.answering.context import in_context
from qa_service.domain.answer import Evidence
from qa_service.domain.article import Article, Sentence
from qa_service.domain.checked import Verdict
from qa_service.domain.reports import Progress
from qa_service.domain.speech import Speech
from qa_service.evaluation.gates.report import Report, grouped, told
from qa_service.evaluation.material import Statement
from qa_service.evaluation.measures import mean
from qa_service.evaluation.refusals import auc
from qa_service.text.speech import speeches

COLUMNS = ("statements", "right_supported", "right_struck", "wrong_supported", "wrong_struck")


@dataclass(frozen=True, slots=True)
class Judged:
    """A statement, and what the check makes of it."""

    statement: Statement
    verdict: Verdict
    likely: float  # in [0, 1], that what it cites supports it


@dataclass(frozen=True, slots=True)
class StatementFigures:
    """Shares in [0, 1]; None where there is nothing to count."""

    statements: int = field(metadata=told("checked, right and wrong"))
    right_supported: float | None = field(metadata=told("right ones that stand as supported"))
    right_struck: float | None = field(
        metadata=told("right ones that are struck out, fewer is better")
    )
    wrong_supported: float | None = field(
        metadata=told("wrong ones that stand as supported, fewer is better")
    )
    wrong_struck: float | None = field(metadata=told("wrong ones that are struck out"))
    auc: float | None = field(metadata=told("chance that a wrong one is less likely than a right"))


class FoundSpeech:
    """Who says what in articles that are in no archive, found as it is when one is ingested."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self._articles = {article.id: article for article in articles}
        self._found: dict[str, tuple[Speech, ...]] = {}

    def speeches(self, ids: Sequence[str]) -> dict[str, tuple[Speech, ...]]:
        """By article."""
        for one in ids:
            if one not in self._found:
                article = self._articles[one]
                said = speeches(article.text, article.language, article.title)
                self._found[one] = tuple(said)
        return {one: self._found[one] for one in ids}


def measure_statements(
    statements: Sequence[Statement], reader: Weigher | None, progress: Progress
) -> Report:
    """Checks each against the sentences that it cites, and no others."""
    said = FoundSpeech([one.article for one in statements])
    check = SentenceCheck(reader, said)
    judged = []
    for number, statement in enumerate(statements, 1):
        found = assessed(statement, check, said)
        judged.append(Judged(statement, found.verdict, found.likely))
        progress(number, len(statements), "statements")
    properties: dict[str, Callable[[Judged], str | None]] = {
        "kind": lambda one: one.statement.kind,
        "language": lambda one: one.statement.language,
    }
    return Report(
        statement_figures(judged), COLUMNS, grouped(judged, properties, statement_figures)
    )


def statement_figures(judged: Sequence[Judged]) -> StatementFigures:
    """The figures."""
    right = [one for one in judged if one.statement.supported]
    wrong = [one for one in judged if not one.statement.supported]
    return StatementFigures(
        len(judged),
        mean([one.verdict is Verdict.SUPPORTED for one in right]),
        mean([one.verdict is Verdict.UNSUPPORTED for one in right]),
        mean([one.verdict is Verdict.SUPPORTED for one in wrong]),
        mean([one.verdict is Verdict.UNSUPPORTED for one in wrong]),
        auc([-one.likely for one in wrong], [-one.likely for one in right]),
    )


def assessed(statement: Statement, check: SentenceCheck, said: FoundSpeech) -> Assessment:
    """What the check makes of a statement by all that it cites."""
    grounds = check.grounds(evidence_of(statement, said))
    return check.assess(statement.text, grounds, statement.language)


def evidence_of(statement: Statement, said: FoundSpeech) -> list[Evidence]:
    """The sentences that a statement cites, as a chat model is shown them."""
    article = statement.article
    found = said.speeches([article.id])[article.id]
    return [
        in_context(Evidence(article, Sentence(one.start, one.end, article.id, 0, 0), 0.0), found)
        for one in statement.cited
    ]

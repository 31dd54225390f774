"""The gate of statements: what the check of a chat model's sentences lets pass and strikes out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from qa_service.answering.checking import SentenceCheck
from qa_service.answering.checking.support import Words
from qa_service.answering.context import in_context
from qa_service.domain.answer import Evidence, Question
from qa_service.domain.article import Article, Sentence
from qa_service.domain.reports import Progress
from qa_service.domain.speech import Speech
from qa_service.evaluation.gates.report import Report, grouped, told
from qa_service.evaluation.material import Statement
from qa_service.evaluation.measures import mean
from qa_service.text.speech import speeches

COLUMNS = ("statements", "right_kept", "wrong_struck")


@dataclass(frozen=True, slots=True)
class Judged:
    """A statement, and whether the check lets it pass."""

    statement: Statement
    kept: bool


@dataclass(frozen=True, slots=True)
class StatementFigures:
    """Shares in [0, 1]; None where there is nothing to count."""

    statements: int = field(metadata=told("checked, right and wrong"))
    right_kept: float | None = field(metadata=told("right ones that pass the check"))
    wrong_struck: float | None = field(metadata=told("wrong ones that are struck out"))


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


def measure_statements(statements: Sequence[Statement], words: Words, progress: Progress) -> Report:
    """Checks each against the sentences that it cites, and no others."""
    said = FoundSpeech([one.article for one in statements])
    check = SentenceCheck(words, said)
    judged = []
    for number, statement in enumerate(statements, 1):
        judged.append(Judged(statement, _passes(statement, check, said)))
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
    return StatementFigures(
        len(judged),
        mean([one.kept for one in judged if one.statement.supported]),
        mean([not one.kept for one in judged if not one.statement.supported]),
    )


def _passes(statement: Statement, check: SentenceCheck, said: FoundSpeech) -> bool:
    article = statement.article
    found = said.speeches([article.id])[article.id]
    evidence = [
        in_context(Evidence(article, Sentence(one.start, one.end, article.id, 0, 0), 0.0), found)
        for one in statement.cited
    ]
    question = Question("", statement.language)
    return check.check(marked(statement), evidence, question).is_supported


def marked(statement: Statement) -> str:
    """The statement as a chat model would write it, its markers before the last stop."""
    markers = "".join(f" [{number}]" for number in range(1, len(statement.cited) + 1))
    text = statement.text.rstrip()
    stop = text[-1:] if text.endswith((".", "!", "?", "…")) else ""
    return text.removesuffix(stop) + markers + stop

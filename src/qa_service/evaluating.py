"""Measures the whole program on a data set, and its parts on material of our own."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from qa_service.answering.chain import Outcome
from qa_service.answering.checking import SentenceCheck
from qa_service.answering.listening import Listener
from qa_service.bootstrap import service_of
from qa_service.domain.errors import UsageError
from qa_service.domain.reports import Progress
from qa_service.evaluation.citations import CitationFigures
from qa_service.evaluation.datasets import read_dataset
from qa_service.evaluation.gates.followups import measure_followups
from qa_service.evaluation.gates.questions import measure_questions
from qa_service.evaluation.gates.report import Report
from qa_service.evaluation.gates.speech import measure_speech
from qa_service.evaluation.gates.statements import measure_statements
from qa_service.evaluation.haystack import haystack, read_distractors
from qa_service.evaluation.material import (
    Dialogue,
    MarkedArticle,
    Material,
    NewsQuestion,
    Part,
    Statement,
    read_material,
)
from qa_service.evaluation.records import Record
from qa_service.evaluation.run import evaluate
from qa_service.evaluation.writing import citations_of
from qa_service.loading import Say, embeddings_of, shipped_reading
from qa_service.service import QAService
from qa_service.settings import Settings
from qa_service.text.speech import speeches

PARTS = {"training": (Part.TRAINING,), "aside": (Part.ASIDE,), "all": tuple(Part)}
HAYSTACKS = "haystacks"  # folder of the cache in which evaluations keep embedded articles


def run_evaluation(
    settings: Settings,
    file: Path,
    distractors: Sequence[Path],
    limit: int | None,
    aside: bool,
    progress: Progress,
    say: Say,
    listener: Listener | None = None,
) -> list[Record]:
    """Asks `limit` questions of a data set, or all, among its articles and `distractors`.

    The configured chat model writes where somebody listens. With `aside` only those about subjects
    that training keeps aside. Raises UsageError, DatasetError or ModelError.
    """
    dataset = read_dataset(file)
    if aside and not (dataset := dataset.aside()).examples:
        raise UsageError(f"{file} has no question about a subject kept aside. Leave --aside out.")
    added = [article for path in distractors for article in read_distractors(path, say)]
    embeddings = embeddings_of(settings, say)
    folder = settings.cache.expanduser() / HAYSTACKS
    with haystack([*dataset.articles, *added], embeddings, folder, progress, say) as archive:
        service = service_of(archive, embeddings, settings, say)

        def answer(question: str) -> Outcome:
            return service.outcome(question, listener=listener)

        check = SentenceCheck(shipped_reading(settings), archive)

        def cited(outcome: Outcome) -> CitationFigures | None:
            if outcome.draft is None or outcome.ranked is None:
                return None
            question = outcome.ranked.retrieved.question
            return citations_of(
                outcome.draft, lambda text, shown: check.supports(text, shown, question)
            )

        return evaluate(dataset.spread(limit), answer, progress, cited)


def run_gate(
    settings: Settings,
    file: Path,
    export: Path,
    part: str,
    limit: int | None,
    progress: Progress,
    say: Say,
) -> Report:
    """Measures what the rows of a file of `training/material` are about, `limit` of them or all.

    `part` is a key of PARTS. The articles of `export` are the archive. Raises UsageError,
    DatasetError or ModelError.
    """
    material = read_material(file, export, *PARTS[part]).spread(limit)
    if statements := material.of(Statement):
        return measure_statements(statements, shipped_reading(settings), progress)
    if marked := material.of(MarkedArticle):
        return measure_speech(
            marked, lambda one: speeches(one.text, one.language, one.title), progress
        )
    with _asking(settings, material, progress, say) as service:
        if dialogues := material.of(Dialogue):
            return measure_followups(
                dialogues,
                lambda question, conversation: service.ask(question, conversation_id=conversation),
                progress,
            )
        return measure_questions(
            material.of(NewsQuestion), lambda question: service.ask(question), progress
        )


@contextmanager
def _asking(
    settings: Settings, material: Material, progress: Progress, say: Say
) -> Iterator[QAService]:
    """The service among the articles of the export, which keeps no conversation."""
    embeddings = embeddings_of(settings, say)
    folder = settings.cache.expanduser() / HAYSTACKS
    with haystack(material.articles, embeddings, folder, progress, say) as archive:
        settings = settings.model_copy(update={"keep_conversations": False})
        yield service_of(archive, embeddings, settings, say)

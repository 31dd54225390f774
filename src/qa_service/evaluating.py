"""Measures the whole program on a data set, as it answers."""

from collections.abc import Sequence
from pathlib import Path

from qa_service.answering.chain import Outcome
from qa_service.answering.checking import SentenceCheck
from qa_service.answering.listening import Listener
from qa_service.bootstrap import service_of
from qa_service.domain.errors import UsageError
from qa_service.domain.reports import Progress
from qa_service.evaluation.citations import CitationFigures
from qa_service.evaluation.datasets import read_dataset
from qa_service.evaluation.haystack import haystack, read_distractors
from qa_service.evaluation.records import Record
from qa_service.evaluation.run import evaluate
from qa_service.evaluation.writing import citations_of
from qa_service.loading import Say, embeddings_of
from qa_service.settings import Settings

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

        check = SentenceCheck(embeddings, archive)

        def cited(outcome: Outcome) -> CitationFigures | None:
            if outcome.draft is None or outcome.ranked is None:
                return None
            question = outcome.ranked.retrieved.question
            return citations_of(
                outcome.draft, lambda text, shown: check.supports(text, shown, question)
            )

        return evaluate(dataset.spread(limit), answer, progress, cited)

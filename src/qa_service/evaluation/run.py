"""Asks the questions of a data set through the whole chain."""

from collections.abc import Callable

from qa_service.answering.chain import Outcome
from qa_service.domain.answer import Status
from qa_service.domain.reports import Progress
from qa_service.evaluation.datasets import Dataset, Example
from qa_service.evaluation.measures import Figures, Record, figures


def evaluate(
    dataset: Dataset, answer: Callable[[str], Outcome], limit: int | None, progress: Progress
) -> Figures:
    """The figures over the first `limit` questions, or all; the articles are ingested already."""
    examples = dataset.examples[:limit]
    records = []
    for number, example in enumerate(examples, 1):
        records.append(_record(example, answer(example.question)))
        progress(number, len(examples), "questions")
    return figures(records)


def _record(example: Example, outcome: Outcome) -> Record:
    answer, ranking = outcome.answer, outcome.ranking()
    gold = example.article_id
    return Record(
        answerable=example.answerable,
        rank=ranking.index(gold) + 1 if gold in ranking else None,
        has_gold=gold is not None,
        quote_hits=tuple(
            citation.article_id == gold and any(text in citation.quote for text in example.answers)
            for citation in answer.citations
        ),
        refused=answer.status is Status.REFUSED,
        confidence=answer.confidence,
        milliseconds=answer.timings_ms["total"],
    )

"""Asks the questions of a data set through the whole chain."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from qa_service.answering.chain import Outcome
from qa_service.answering.ranking import Ranked
from qa_service.answering.refusal import highest_similarity
from qa_service.domain.answer import Status
from qa_service.domain.reports import Progress
from qa_service.evaluation.citations import CitationFigures
from qa_service.evaluation.datasets import Example
from qa_service.evaluation.records import Record
from qa_service.evaluation.short_answers import exact_match, f1
from qa_service.text.kinds import question_kind

LEAST_SIMILAR = -1.0  # a cosine, for an archive that offered nothing


Cited = Callable[[Outcome], CitationFigures | None]


def uncited(_outcome: Outcome) -> None:
    """Where no chat model writes."""


def evaluate(
    examples: Sequence[Example],
    answer: Callable[[str], Outcome],
    progress: Progress,
    cited: Cited = uncited,
) -> list[Record]:
    """One record a question; the articles are in the archive already.

    `cited` judges how a chat model cited.
    """
    records = []
    for number, example in enumerate(examples, 1):
        outcome = answer(example.question)
        records.append(replace(_record(example, outcome), citations=cited(outcome)))
        progress(number, len(examples), "questions")
    return records


def _record(example: Example, outcome: Outcome) -> Record:
    answer, ranking, ranked = outcome.answer, outcome.ranking(), outcome.ranked
    gold, best = example.article_id, ranked.evidence[:1] if ranked else ()
    short = answer.citations[0].answer if answer.citations else None
    return Record(
        kind=question_kind(example.question),
        answerable=example.answerable,
        has_gold=gold is not None,
        rank=ranking.index(gold) + 1 if gold in ranking else None,
        quote_hits=tuple(_is_hit(example, c.article_id, c.quote) for c in answer.citations),
        best_hit=any(_is_hit(example, item.article.id, item.quote) for item in best),
        exact_match=exact_match(short, example.answers),
        f1=f1(short, example.answers),
        refused=answer.status
        is not Status.ANSWERED,  # small talk does not answer a question either
        confidence=answer.confidence,
        similarity=_similarity(ranked),
        milliseconds=answer.timings_ms["total"],
        draft=outcome.draft,
    )


def _is_hit(example: Example, article_id: str, quote: str) -> bool:
    return article_id == example.article_id and any(text in quote for text in example.answers)


def _similarity(ranked: Ranked | None) -> float:
    return highest_similarity(ranked) if ranked and ranked.evidence else LEAST_SIMILAR

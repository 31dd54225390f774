"""What readers thought of answers, as a data set that `datasets.read_dataset` reads.

An answer rated up says what is right: its short answer, or else its first quote, in that article
as it still stands; a refusal rated up, that the articles it showed as near do not answer. A rating
down says that something is wrong and not what is right, so it makes no example.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from qa_service.domain.answer import Answer, Standing, Status
from qa_service.domain.article import Article
from qa_service.domain.conversation import KeptAnswer, Rating

Articles = Callable[[Sequence[str]], list[Article]]  # those of these ids that there are


def dataset_lines(rated: Iterable[KeptAnswer], articles: Articles) -> Iterator[dict[str, Any]]:
    """A line of JSONL for each answer that makes an example."""
    for kept in rated:
        if kept.rating is not Rating.UP:
            continue
        if kept.answer.status is Status.ANSWERED:
            yield from _answered(kept.answer, articles)
        elif kept.answer.status is Status.REFUSED:
            yield _refused(kept.answer, articles)


def _answered(answer: Answer, articles: Articles) -> Iterator[dict[str, Any]]:
    first = answer.citations[0]
    if first.standing is Standing.STANDS:
        (article,) = articles([first.article_id])
        yield {
            "question": _understood(answer),
            "answer": first.answer or first.quote,
            "title": article.title,
            "context": article.text,
        }


def _refused(answer: Answer, articles: Articles) -> dict[str, Any]:
    near = articles([one.article_id for one in answer.closest])
    passages = [{"title": article.title, "text": article.text} for article in near]
    return {"question": _understood(answer), "answerable": False, "passages": passages}


def _understood(answer: Answer) -> str:
    """The question in full: an evaluation asks each one by itself."""
    return answer.interpretation.question if answer.interpretation else answer.question

"""Whether an answer quotes the sentences that answer."""

from collections.abc import Sequence

from qa_service.domain.answer import Answer, Citation
from qa_service.domain.article import Article, Span


def right_quotes(answer: Answer, article: Article, gold: Sequence[Span]) -> list[bool]:
    """Of each quote, in order, whether it is one of the gold sentences of the article."""
    places = [_place(citation, article) for citation in answer.citations]
    return [place is not None and any(overlap(place, one) for one in gold) for place in places]


def is_from(citation: Citation, article: Article) -> bool:
    """Whether the quote is of the article, or of one that tells the same story."""
    carriers = {citation.article_id, *(one.article_id for one in citation.also_in)}
    return article.id in carriers


def overlap(one: Span, other: Span) -> bool:
    """Whether either covers at least half of the other's characters.

    >>> overlap(Span(0, 100), Span(80, 120)), overlap(Span(0, 100), Span(81, 121))
    (True, False)
    """
    common = min(one.end, other.end) - max(one.start, other.start)
    return common > 0 and 2 * common >= min(one.end - one.start, other.end - other.start)


def _place(citation: Citation, article: Article) -> Span | None:
    """Where the quote stands in the article; that of a reprint, where the same words do."""
    if citation.article_id == article.id:
        return Span(citation.start, citation.end)
    start = article.text.find(citation.quote) if is_from(citation, article) else -1
    return Span(start, start + len(citation.quote)) if start >= 0 else None

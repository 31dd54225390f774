"""Whom a quote is credited to: of articles that tell one story, the one that told it first."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Protocol

from qa_service.domain.answer import Evidence
from qa_service.domain.article import Article, Carrier, Sentence, Span, besides
from qa_service.domain.scope import EVERYTHING, Scope


class Stories(Protocol):
    """What `store.catalogue.Catalogue` knows of them."""

    def carriers(self, article_ids: Sequence[str]) -> dict[str, tuple[Carrier, ...]]: ...

    def articles(self, ids: Sequence[str]) -> list[Article]: ...

    def admitted(self, article_ids: Collection[str], scope: Scope) -> set[str]: ...

    def sentence_at(self, article_id: str, start: int, end: int) -> Sentence | None: ...


def credited(
    evidence: Sequence[Evidence], stories: Stories, scope: Scope = EVERYTHING
) -> list[Evidence]:
    """Each sentence as the best-dated, earliest article has it that tells it word for word.

    Of the articles that the scope admits: as of a day, later copies are not there yet.
    """
    own = {item.article.id for item in evidence}
    groups = stories.carriers(list(own))
    if not groups:
        return list(evidence)
    admitted = own | stories.admitted(groups, scope)
    return [
        _credited(
            item,
            [one for one in groups.get(item.article.id, ()) if one.article_id in admitted],
            stories,
        )
        for item in evidence
    ]


def _credited(item: Evidence, group: Sequence[Carrier], stories: Stories) -> Evidence:
    ids = [carrier.article_id for carrier in group]
    before = ids[: ids.index(item.article.id)] if ids else []
    told = {article.id: article for article in stories.articles(before)} if before else {}
    for article_id in before:
        if article_id in told and (found := _in(told[article_id], item, stories)):
            item = found
            break
    return replace(item, also_in=besides(group, item.article.id))


def _in(article: Article, item: Evidence, stories: Stories) -> Evidence | None:
    """The same sentence in another article."""
    start = article.text.find(item.quote)
    if start < 0:
        return None
    sentence = stories.sentence_at(article.id, start, start + len(item.quote))
    if sentence is None:
        return None
    moved = start - item.sentence.start
    answer = item.answer and Span(item.answer.start + moved, item.answer.end + moved)
    return replace(item, article=article, sentence=sentence, answer=answer)

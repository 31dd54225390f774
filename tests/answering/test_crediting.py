"""Quotes are credited to the article that told the story first."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from qa_service.answering.citations import cite
from qa_service.answering.crediting import credited
from qa_service.answering.writers import ExtractiveWriter
from qa_service.domain.answer import Evidence, Question
from qa_service.domain.article import Article, Sentence, Span
from qa_service.store.archive import open_catalogue
from qa_service.store.catalogue import Catalogue
from qa_service.store.records import Entry
from tests.conftest import PORT, TRAM, article

Put = Callable[[Catalogue, Article], Entry]
QUOTE = "La ville a payé 12 millions d’euros."
LEAD = "Le port a rouvert, écrit l’agence. Les quais sont neufs."


@pytest.fixture
def catalogue(tmp_path: Path, put: Put) -> Iterator[Catalogue]:
    """A wire text, a reprint of it with another lead, and an article of its own."""
    with closing(open_catalogue(tmp_path, "model")) as opened:
        put(opened, replace(article("wire", "Dépêche", PORT), outlet="APS"))
        reprint = replace(article("paper", "Valmer", f"{LEAD}\n\n{PORT}"), outlet="Le Phare")
        put(opened, replace(reprint, published=date(2022, 5, 4)))
        put(opened, article("tram", "Le tramway", TRAM))
        yield opened


def evidence(catalogue: Catalogue, article_id: str, quote: str, answer: str = "") -> Evidence:
    item = catalogue.article(article_id)
    start = item.text.index(quote)
    sentence = catalogue.sentence_at(article_id, start, start + len(quote))
    assert isinstance(sentence, Sentence)
    at = item.text.index(answer) if answer else 0
    return Evidence(item, sentence, 1.0, Span(at, at + len(answer)) if answer else None)


def test_a_reprint_s_quote_is_cited_from_the_first_article(catalogue: Catalogue) -> None:
    [found] = credited([evidence(catalogue, "paper", QUOTE, "12 millions")], catalogue)
    assert (found.article.id, found.quote) == ("wire", QUOTE)
    assert found.answer is not None
    assert found.answer.of(found.article.text) == "12 millions"
    assert [(one.article_id, one.outlet) for one in found.also_in] == [("paper", "Le Phare")]


def test_what_only_the_reprint_says_is_cited_from_it(catalogue: Catalogue) -> None:
    [found] = credited([evidence(catalogue, "paper", "Les quais sont neufs.")], catalogue)
    assert found.article.id == "paper"
    assert [one.article_id for one in found.also_in] == ["wire"]


def test_an_article_that_is_alone_stays_as_it_is(catalogue: Catalogue) -> None:
    own = evidence(catalogue, "tram", "Le billet coûtera 1,80 euro.")
    assert credited([own], catalogue) == [own]


def test_the_answer_says_how_many_articles_tell_the_story(catalogue: Catalogue) -> None:
    shown = credited([evidence(catalogue, "paper", QUOTE)], catalogue)
    text, [citation] = cite(ExtractiveWriter().write(Question("Combien ?", "fr"), shown), shown)
    assert text == f"APS, 2 mai 2022 (paru 2 fois) : {QUOTE} [1]"
    assert [one.title for one in citation.also_in] == ["Valmer"]

"""Reasons of refusals: their numbers are those of a count by hand."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from qa_service.answering.absence import subjects
from qa_service.answering.coverage import question_terms
from qa_service.answering.interpretation import interpret
from qa_service.answering.phrases import PHRASES
from qa_service.answering.ranking import FEATURES, Ranked
from qa_service.answering.reasons import reason
from qa_service.answering.retrieval import Retrieved
from qa_service.domain.answer import Evidence
from qa_service.domain.article import Article, Provenance
from qa_service.ingestion.pipeline import draft_of
from qa_service.store.archive import Archive, open_catalogue
from qa_service.store.records import Entry
from qa_service.text.analysis import terms, wanted
from tests.conftest import silent

TEXTS = {
    "digue": "Paul Renaud promet une digue au port. Elle coûtera cher.",
    "tram": "Le tramway de Valmer ouvrira en mars. Paul Renaud sera là.",
    "piscine": "La piscine de Valmer ferme. Les nageurs protestent.",
    "musée": "Anne Morel dirige le musée. Le musée rouvre.",
}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    catalogue = open_catalogue(tmp_path_factory.mktemp("absence"), "test")
    for number, (name, text) in enumerate(TEXTS.items()):
        article = Article(
            name, f"test:{name}", name, text, "fr",
            published=date(2022, 5, 2 + number), published_from=Provenance.PRINTED,
        )  # fmt: skip
        draft = draft_of(article, name)
        vectors = np.eye(len(draft.sentences), 8, dtype=np.float32)
        catalogue.put(Entry(article, draft.passages, draft.sentences, vectors), name)
    with closing(Archive(Path(catalogue_folder(catalogue)), catalogue, silent)) as opened:
        yield opened


def catalogue_folder(catalogue: object) -> str:
    return str(Path(catalogue._engine.url.database).parent)  # type: ignore[attr-defined]


def ranked(archive: Archive, question: str, is_within: bool = True) -> Ranked:
    """The question with some evidence, of which only that it exists counts here."""
    asked = interpret(question)
    words = wanted(asked.text, asked.language, archive.languages())
    frequencies = archive.frequencies([word.terms for word in words])
    found = question_terms(words, archive.passage_count(), frequencies)
    entry = next(archive.catalogue.entries(["digue"]))
    evidence = (Evidence(entry.article, entry.sentences[0], 1.0),)
    retrieved = Retrieved(asked, found, np.zeros(8, np.float32), (), ())
    features = np.zeros((1, len(FEATURES)))
    vectors = np.zeros((1, 8), np.float32)
    return Ranked(
        retrieved,
        found,
        None,  # type: ignore[arg-type]
        evidence,
        features,
        {},
        is_within,
        vectors,
    )


def counted(*words: str) -> int:
    """By hand: the articles whose title or text holds every word."""
    own = [set(terms(word)) for word in words]
    texts = [set(terms(f"{title} {text}")) for title, text in TEXTS.items()]
    return sum(all(term & held for term in own) for held in texts)


def test_what_no_article_mentions_is_named(archive: Archive) -> None:
    said = reason(ranked(archive, "Combien Paul Renaud a-t-il payé le cacao ?"), archive)
    assert counted("cacao") == 0
    assert "« cacao »" in said
    assert "Renaud" not in said


def test_a_near_spelling_is_offered(archive: Archive) -> None:
    said = reason(ranked(archive, "Que promet Paul Reneaud ?"), archive)
    assert "Aucun article ne contient : « Paul Reneaud »" in said
    assert "Vouliez-vous dire « Paul Renaud » ?" in said
    far = reason(ranked(archive, "Que promet Martin Duval ?"), archive)
    assert "Vouliez-vous dire" not in far


def test_what_no_article_mentions_together_is_counted(archive: Archive) -> None:
    said = reason(ranked(archive, "Que pense Paul Renaud de Anne Morel ?"), archive)
    assert (counted("Paul", "Renaud"), counted("Anne", "Morel")) == (2, 1)
    assert "« Paul Renaud » : 2" in said
    assert "« Anne Morel » : 1" in said
    assert "avec" in said


def test_what_articles_mention_without_answering_is_counted(archive: Archive) -> None:
    said = reason(ranked(archive, "Quelle taille fait la digue de Paul Renaud au port ?"), archive)
    assert counted("taille") == 0
    assert "« taille »" in said
    said = reason(ranked(archive, "Que dit Paul Renaud de la digue ?"), archive)
    assert counted("Paul", "Renaud", "digue") == 1
    assert said.startswith("Articles qui mentionnent « Paul Renaud », « digue » : 1")


def test_the_period_is_that_of_the_articles(archive: Archive) -> None:
    said = reason(ranked(archive, "Que dit Paul Renaud ?"), archive)
    assert said.endswith("L’archive couvre du 2 mai 2022 au 5 mai 2022 (4 articles).")


def test_across_languages_only_names_are_missed(archive: Archive) -> None:
    said = reason(ranked(archive, "What is the salary of Paul Renaud?", False), archive)
    assert "salary" not in said
    said = reason(ranked(archive, "What is the salary of Jane Doe?", False), archive)
    assert "salary" not in said
    assert "“Jane Doe”" in said


@pytest.mark.parametrize("language", sorted(PHRASES))
def test_every_language_has_every_reason(archive: Archive, language: str) -> None:
    for question in ("Que pense Paul Renaud de Anne Morel ?", "Où est Jean Dupont ?", "Qui ?"):
        found = ranked(archive, question)
        asked = replace(found.retrieved.question, language=language)
        said = reason(replace(found, retrieved=replace(found.retrieved, question=asked)), archive)
        assert said
        assert "{" not in said


def test_neighbouring_words_of_a_name_are_one_subject(archive: Archive) -> None:
    question = "Pourquoi Paul Renaud critique-t-il le musée de Anne Morel ?"
    found = subjects(question, ranked(archive, question).terms)
    assert {one.written for one in found if one.is_name} == {"Paul Renaud", "Anne Morel"}
    assert [one.is_name for one in found] == sorted((one.is_name for one in found), reverse=True)


def test_an_empty_archive_says_so(archive: Archive, tmp_path: Path) -> None:
    found = replace(ranked(archive, "Que dit Paul Renaud ?"), evidence=())
    with closing(Archive(tmp_path, open_catalogue(tmp_path, "test"), silent)) as empty:
        assert reason(found, empty) == PHRASES["fr"].empty

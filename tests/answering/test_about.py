"""Small talk and questions about the archive, answered from its statistics by the whole chain."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from qa_service.answering.examples import EXAMPLES, Examples
from qa_service.bootstrap import open_archive, service_of
from qa_service.domain.about import About
from qa_service.domain.answer import Answer, Status
from qa_service.domain.period import Period
from qa_service.domain.scope import Scope
from qa_service.models.drawn import DrawnEmbeddings
from qa_service.models.embedding import SentenceEmbeddings
from qa_service.service import QAService
from qa_service.settings import read_settings
from qa_service.store.archive import Archive, open_catalogue
from qa_service.wire import answer_object
from tests.conftest import PORT, TRAM, Put, article, silent
from tests.samples import Row, rows

# Floors that only go up. The sets were written by somebody who saw no outcome.
MOST_WRONG = {"meta_questions_tuning": 1, "meta_questions": 2}


@pytest.fixture(scope="module")
def empty_service(
    tmp_path_factory: pytest.TempPathFactory, embeddings: SentenceEmbeddings
) -> Iterator[QAService]:
    store = tmp_path_factory.mktemp("empty") / "store"
    settings = read_settings({"store": store, "reading_model": "off"})
    with closing(open_archive(settings, silent)) as archive:
        yield service_of(archive, embeddings, settings, silent)


@pytest.mark.parametrize("file", MOST_WRONG)
def test_questions_about_the_archive_are_answered_from_it(
    file: str, news_service: QAService
) -> None:
    answers = [(item, news_service.ask(item["question"])) for item in rows(file)]
    wrong = [item["question"] for item, answer in answers if not _is_right(item, answer)]
    assert len(wrong) <= MOST_WRONG[file], wrong


def _is_right(item: Row, answer: Answer) -> bool:
    understood = answer.interpretation
    assert understood is not None
    if item["kind"] != "not_meta":
        return understood.about == item["kind"] and all(
            part in answer.answer for part in item["contains"]
        )
    return answer.status is Status.ANSWERED and is_quoted(item, answer)


def is_quoted(item: Row, answer: Answer, most: int | None = None) -> bool:
    """Whether one of the first `most` quotes, or any, holds what is expected."""
    wanted = [
        *item["expected"],
        *(part for one in item.get("also", ()) for part in one["expected"]),
    ]
    return any(part in cited.quote for cited in answer.citations[:most] for part in wanted)


def test_an_answer_about_the_archive_quotes_nothing(news_service: QAService) -> None:
    answer = news_service.ask("Bonjour, quels sont tes derniers articles ?")
    assert (answer.status, answer.citations, answer.reason) == (Status.ABOUT, (), None)
    assert answer.articles[0].title.startswith("Six mois après son ouverture")
    assert answer.articles[0].title in answer.answer
    given = answer_object(answer)
    assert (given["status"], given["interpretation"]["about"]) == ("about", "newest")
    assert given["articles"][0]["article_id"] == answer.articles[0].article_id
    assert given["writer"] == "statistics"


def test_the_examples_it_names_are_answered(news_service: QAService) -> None:
    for question in ("Que sais-tu faire ?", "What can you do?"):
        answer = news_service.ask(question)
        assert len(answer.examples) == 3
        for example in answer.examples:
            assert example in answer.answer
            assert news_service.ask(example).status is Status.ANSWERED


def test_examples_are_made_from_the_archive_at_hand(
    tmp_path: Path, embeddings: SentenceEmbeddings, put: Put
) -> None:
    settings = read_settings({"store": tmp_path / "store", "reading_model": "off"})
    with closing(open_archive(settings, silent)) as archive:
        put(archive.catalogue, article("a1", "Le port rouvre", PORT))
        put(archive.catalogue, article("a2", "La ligne 4 ouvrira", TRAM))
        service = service_of(archive, embeddings, settings, silent)
        examples = service.ask("Que sais-tu faire ?").examples
        assert examples
        assert not set(examples) & set(EXAMPLES["fr"])  # which ask about Mali
        assert any("Paul Renaud" in example or "Valmer" in example for example in examples)


def test_examples_follow_what_came_last(tmp_path: Path, put_drawn: Put) -> None:
    catalogue = open_catalogue(tmp_path, DrawnEmbeddings().name)
    with closing(Archive(tmp_path, catalogue, silent)) as archive:
        for number in range(3):
            text = f"À Moscou, le Mali a signé hier un accord numéro {number} avec la Russie."
            put_drawn(catalogue, article(f"m{number}", "Le Mali à Moscou", text))
        examples = Examples(archive, lambda question: True)
        assert examples.of("fr") == EXAMPLES["fr"]
        for number in range(3):
            text = f"Hier à Valmer, le port a fermé {number} quais."
            late = article(f"v{number}", "Valmer ferme ses quais", text)
            put_drawn(catalogue, replace(late, published=date(2025, 1, 2)))
        assert examples.of("fr")[:2] == ("Que s'est-il passé à Valmer ?", EXAMPLES["fr"][0])


def test_a_scope_limits_what_is_counted(news_service: QAService) -> None:
    scope = Scope(as_of=date(2021, 12, 31))
    newest = news_service.ask("Quels sont tes derniers articles ?", scope)
    assert [one.published.year for one in newest.articles if one.published] == [2021] * 4 + [2020]
    assert "2022" not in newest.answer
    count = news_service.ask("How many articles do you have?", scope)
    assert "Articles in the archive: 5." in count.answer
    assert "Only dated articles of the chosen period" in count.answer
    nothing = Scope(Period(None, date(1999, 1, 1)))
    assert "élargissez-la" in news_service.ask("Quels journaux ?", nothing).answer
    assert news_service.ask("Que sais-tu faire ?", scope).examples == ()


@pytest.mark.parametrize("about", [about.value for about in About])
def test_an_empty_archive_says_so_and_how_to_fill_it(about: str, empty_service: QAService) -> None:
    asked = {
        "greeting": "Bonjour",
        "thanks": "Merci",
        "farewell": "Au revoir",
        "how_are_you": "Ça va ?",
        "identity": "Qui es-tu ?",
        "abilities": "Que sais-tu faire ?",
        "sources": "Quelles sources ?",
        "period": "De quand datent tes articles ?",
        "count": "Combien d'articles as-tu ?",
        "newest": "Quoi de neuf ?",
        "languages": "Quelles langues ?",
        "outlets": "Quels journaux ?",
        "authors": "Quels auteurs ?",
        "topics": "Quels sujets ?",
    }
    answer = empty_service.ask(asked[about])
    assert answer.interpretation is not None
    assert (answer.status, answer.interpretation.about) == (Status.ABOUT, about)
    if about not in ("thanks", "farewell", "how_are_you"):
        assert "L’archive est vide" in answer.answer
        assert "qa-service ingest DOSSIER" in answer.answer

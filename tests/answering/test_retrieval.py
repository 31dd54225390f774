"""Both legs fused, repetitions, dates and languages, on invented articles."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from qa_service.answering.interpretation import interpret
from qa_service.answering.ranking import LinearRanker
from qa_service.answering.repeats import Told, repeated
from qa_service.answering.retrieval import HybridRetriever, Retrieved, fuse
from qa_service.domain.article import Article
from qa_service.models.embedding import SentenceEmbeddings
from qa_service.store.archive import Archive, open_catalogue
from qa_service.store.catalogue import Catalogue
from qa_service.store.records import Entry
from tests.conftest import PORT, TRAM, article, silent

Ask = Callable[[list[Article], str], Retrieved]


@pytest.fixture
def ask(
    tmp_path: Path, put: Callable[[Catalogue, Article], Entry], embeddings: SentenceEmbeddings
) -> Iterator[Ask]:
    """Asks an archive of these articles."""
    with closing(Archive(tmp_path, open_catalogue(tmp_path, "model"), silent)) as archive:

        def ask_archive(articles: list[Article], question: str) -> Retrieved:
            for item in articles:
                put(archive.catalogue, item)
            return HybridRetriever(archive, embeddings).retrieve(interpret(question))

        yield ask_archive


def found(retrieved: Retrieved) -> list[str]:
    return [candidate.passage[0] for candidate in retrieved.candidates]


# -- fusion --------------------------------------------------------------------------------------


def test_a_passage_of_one_leg_is_taken_at_the_least_of_the_other() -> None:
    nearest = [(("a", 0), 0.9), (("a", 0), 0.89), (("b", 0), 0.8)]
    fused = fuse(nearest, [(("c", 0), 1.0)], unmatched=0.5, coverage=0.1)
    scores = {candidate.passage[0]: candidate.score for candidate in fused}
    assert scores == pytest.approx({"a": 0.95, "b": 0.85, "c": 0.9})


def test_nothing_is_found_in_an_empty_archive(ask: Ask) -> None:
    assert found(ask([], "Qui est le maire ?")) == []


def test_words_decide_where_meaning_is_alike(ask: Ask) -> None:
    port, tram = article("port", "Le port", PORT), article("tram", "Le tramway", TRAM)
    retrieved = ask([port, tram], "Que promet Paul Renaud ?")
    assert found(retrieved)[0] == "port"
    assert dict(retrieved.matching)["port", 0] == pytest.approx(1.0)
    assert retrieved.unmatched == 0.0


# -- dates ---------------------------------------------------------------------------------------

BUDGETS = {
    date(2023, 3, 9): "Le conseil municipal de Valmer a voté le budget, qui augmente un peu.",
    date(2024, 3, 14): "À Valmer, les élus du conseil ont adopté le budget de la commune.",
    date(2024, 10, 3): "Le budget de la commune de Valmer est corrigé par le conseil municipal.",
}


@pytest.mark.parametrize(
    ("named", "published"),
    [
        ("en 2023", date(2023, 3, 9)),
        ("en mars 2024", date(2024, 3, 14)),
        ("le 14 mars 2024", date(2024, 3, 14)),
        ("le 13 mars 2024", date(2024, 3, 14)),
        ("on March 14, 2024", date(2024, 3, 14)),
        ("en octobre 2024", date(2024, 10, 3)),
        ("le 03/10/2024", date(2024, 10, 3)),
    ],
)
def test_the_date_of_the_article_counts(ask: Ask, named: str, published: date) -> None:
    dated = [
        replace(article(str(day), "Le budget de Valmer", text), published=day)
        for day, text in BUDGETS.items()
    ]
    asked = "What about the budget of Valmer" if named.startswith("on") else "Quel budget à Valmer"
    assert found(ask(dated, f"{asked} {named} ?"))[0] == str(published)


def test_a_date_in_the_text_counts_more_than_that_of_the_article(ask: Ask) -> None:
    day = date(2024, 3, 14)
    inside = replace(
        article("inside", "Le pont", "Le pont de Valmer a rouvert le 14 mars 2024."),
        published=date(2024, 6, 1),
    )
    beside = replace(article("beside", "Le pont", "Le pont a rouvert à Valmer."), published=day)
    shares = dict(ask([inside, beside], "Quel pont a rouvert le 14 mars 2024 ?").matching)
    assert shares["inside", 0] == pytest.approx(1.0)
    assert 0.5 < shares["beside", 0] < 1.0


# -- repetitions ---------------------------------------------------------------------------------

AGENCY = (
    "Une digue du port de Valmer a cédé dans la nuit de lundi à mardi, inondant trois rues de la "
    "ville basse. Les pompiers ont mis à l’abri quarante habitants, dont aucun n’est blessé. Le "
    "maire, Paul Renaud, demande une enquête sur l’entretien de l’ouvrage."
)
OWN = (
    "La digue de Valmer n’avait pas été visitée depuis huit ans, selon un rapport de la région que "
    "nous avons pu lire. Les pompiers avaient averti la mairie. Paul Renaud dit ne rien savoir."
)


def copies() -> list[Article]:
    return [
        replace(article("late", "Valmer sous l'eau", AGENCY), published=date(2022, 5, 4)),
        replace(article("first", "Valmer sous l'eau", AGENCY), published=date(2022, 5, 2)),
        replace(article("cut", "Inondation", AGENCY.replace("mardi", "ce mardi")), published=None),
        article("own", "Le rapport oublié", OWN),
    ]


def test_copies_take_one_place_that_of_the_earliest(ask: Ask) -> None:
    retrieved = ask(copies(), "Pourquoi la digue de Valmer a-t-elle cédé ?")
    assert sorted(found(retrieved)) == ["first", "own"]
    assert {passage[0] for passage in retrieved.repeats} == {"late", "cut"}


def test_copies_stay_in_the_archive(ask: Ask) -> None:
    retrieved = ask(copies(), "Pourquoi la digue de Valmer a-t-elle cédé ?")
    assert {passage[0] for passage, _ in retrieved.matching} >= {"late", "cut"}


def test_a_sentence_that_two_reports_share_is_ranked_once(
    tmp_path: Path, put: Callable[[Catalogue, Article], Entry], embeddings: SentenceEmbeddings
) -> None:
    shared = "La digue de Valmer avait été bâtie en 1962."
    with closing(Archive(tmp_path, open_catalogue(tmp_path, "model"), silent)) as archive:
        put(archive.catalogue, article("one", "La digue", f"{shared} {OWN}"))
        put(archive.catalogue, article("two", "Le port", f"{shared.replace('é', 'e')} {TRAM}"))
        question = interpret("Quand la digue de Valmer a-t-elle été bâtie ?")
        ranked = LinearRanker(archive).rank(HybridRetriever(archive, embeddings).retrieve(question))
    assert sum("1962" in item.quote for item in ranked.evidence) == 1
    assert "1962" in ranked.evidence[0].quote
    assert len(ranked.features) == len(ranked.evidence)


def test_a_better_passage_stands_for_a_later_one_only_if_it_says_most_of_it() -> None:
    brief = AGENCY.split(". ")[0]
    whole, part = (
        Told(("whole", 0), 0.9, AGENCY, None, "whole"),
        Told(("part", 0), 0.8, brief, None, "part"),
    )
    assert repeated([whole, part]) == {("part", 0)}
    assert repeated([replace(part, score=0.95), whole]) == frozenset()


def test_an_earlier_copy_that_fits_much_worse_does_not_stand_for_the_better_one() -> None:
    better = Told(("late", 0), 0.9, AGENCY, date(2022, 5, 4), "late")
    earlier = Told(("first", 0), 0.8, AGENCY, date(2022, 5, 2), "first")
    assert repeated([better, earlier]) == {("first", 0)}


# -- languages -----------------------------------------------------------------------------------


def test_an_english_article_beside_french_ones_is_found_by_english_stems(ask: Ask) -> None:
    english = replace(
        article("english", "Harbour", "The ferries of Valmer were cancelled. Nobody was waiting."),
        language="en",
    )
    retrieved = ask([article("port", "Le port", PORT), english], "Who cancels ferry trips?")
    assert retrieved.matching[0][0] == ("english", 0)
    words = retrieved.terms.words
    assert [words[own].written for own in retrieved.terms.absent] == ["trips"]

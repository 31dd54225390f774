"""Periods and days as of which a question is asked: what is cited and what is counted."""

import math
import random
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from langchain_core.embeddings import Embeddings
from langchain_core.runnables import Runnable
from numpy.typing import NDArray

from qa_service.answering.chain import Outcome, ask, build_chain
from qa_service.answering.dated import speaks_of
from qa_service.answering.interpretation import understand
from qa_service.answering.phrases import PHRASES
from qa_service.answering.ranking import LinearRanker
from qa_service.answering.refusal import OUTSIDE
from qa_service.answering.retrieval import HybridRetriever
from qa_service.answering.writers import ExtractiveWriter
from qa_service.domain.answer import Answer, Request, Status
from qa_service.domain.article import Article
from qa_service.domain.period import Period
from qa_service.domain.scope import EVERYTHING, Scope
from qa_service.ingestion.pipeline import draft_of
from qa_service.models.embedding import SentenceEmbeddings
from qa_service.store.archive import Archive, open_catalogue
from qa_service.store.catalogue import Catalogue
from qa_service.store.records import Entry
from tests.conftest import article, silent

TODAY = date(2024, 10, 15)
Ask = Callable[..., Answer]


def chain_of(
    archive: Archive, embeddings: Embeddings, refuse_below: float
) -> Runnable[Request, Outcome]:
    return build_chain(
        archive,
        HybridRetriever(archive, embeddings).retrieve,
        LinearRanker(archive),
        ExtractiveWriter(),
        refuse_below,
        lambda: TODAY,
        lambda question: False,
    )


# -- as of a day -----------------------------------------------------------------------------------

PLACES = ("Valmer", "Orsanne", "Brizac", "Telmont")
DEEDS = ("a rouvert le port", "a voté le budget", "ferme la piscine", "inaugure la ligne 4")
FIRST_DAY, DAYS = date(2020, 1, 1), 1500


class ScatteredEmbeddings(Embeddings):
    """Vectors that mean nothing: what is near is a matter of chance."""

    def embed_query(self, text: str) -> list[float]:
        return [float(value) for value in self.encode([text])[0]]

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [self.embed_query(text) for text in texts]

    def encode(self, texts: list[str]) -> NDArray[np.float32]:
        seeds = [zlib.crc32(text.encode()) for text in texts]
        rows = [np.random.default_rng(seed).normal(size=16) for seed in seeds]
        return np.array([row / np.linalg.norm(row) for row in rows], np.float32)


def scattered(number: int, drawn: random.Random) -> Article:
    """An article of any day, one of ten undated, that speaks of others."""
    day = FIRST_DAY + timedelta(days=drawn.randrange(DAYS))
    other = FIRST_DAY + timedelta(days=drawn.randrange(DAYS))
    place, deed = drawn.choice(PLACES), drawn.choice(DEEDS)
    text = (
        f"La mairie de {place} {deed}, selon {drawn.choice(PLACES)}. Le conseil en parlait déjà le "
        f"{other:%d/%m/%Y}. Paul Renaud promet {drawn.randrange(2, 90)} emplois en {other.year}."
    )
    item = article(f"a{number}", f"{place} {deed}", text)
    if not number % 10:
        return replace(item, published=None, published_from=None)
    return replace(item, published=day)


def store_scattered(catalogue: Catalogue, item: Article) -> None:
    draft = draft_of(item, "1")
    encoded = ScatteredEmbeddings().encode(list(draft.embedded_texts()))
    catalogue.put(Entry(item, draft.passages, draft.sentences, encoded, draft.speeches), "1")


@pytest.fixture(scope="module")
def scattered_archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder, drawn = tmp_path_factory.mktemp("days"), random.Random(7)
    catalogue = open_catalogue(folder, "scattered")
    for number in range(80):
        store_scattered(catalogue, scattered(number, drawn))
    with closing(Archive(folder, catalogue, silent)) as archive:
        yield archive


@pytest.mark.parametrize("fetching", [0.0, math.inf])
def test_nothing_published_later_is_ever_cited(
    scattered_archive: Archive, monkeypatch: pytest.MonkeyPatch, fetching: float
) -> None:
    """250 questions for each way of searching a period, half of them answered for certain."""
    monkeypatch.setattr("qa_service.store.scopes.SEARCHING", 0.0)
    monkeypatch.setattr("qa_service.store.scopes.FETCHING", fetching)
    drawn = random.Random(0)
    chains = [chain_of(scattered_archive, ScatteredEmbeddings(), below) for below in (0.0, 0.9)]
    cited = refused = 0
    for number in range(250):
        as_of = FIRST_DAY + timedelta(days=drawn.randrange(-30, DAYS + 30))
        asked = drawn.choice(
            (
                f"Qui {drawn.choice(DEEDS)} à {drawn.choice(PLACES)} ?",
                f"Combien d'emplois à {drawn.choice(PLACES)} en {drawn.randrange(2019, 2026)} ?",
                f"Que promet Paul Renaud depuis {drawn.randrange(2019, 2025)} ?",
                "Quel budget le mois dernier ?",
                f"Qu'a dit Paul Renaud sur les emplois en {drawn.randrange(2019, 2025)} ?",
                "Que disent les différents acteurs du port ?",
                "Qui a parlé avant la réunion du conseil ?",
            )
        )
        answer = ask(chains[number % 2], Request(asked, Scope(as_of=as_of))).answer
        for citation in (*answer.citations, *answer.closest):
            for published in (citation.published, *(one.published for one in citation.also_in)):
                assert published is not None, asked
                assert published <= as_of, asked
            cited += 1
        refused += answer.status is Status.REFUSED
    assert cited > 250
    assert 50 < refused < 200


def test_a_refusal_counts_what_was_published_by_then(scattered_archive: Archive) -> None:
    as_of = FIRST_DAY + timedelta(days=DAYS // 2)
    chain = chain_of(scattered_archive, ScatteredEmbeddings(), 1.0)
    scope = Scope(as_of=as_of)
    answer = ask(chain, Request("Qui vend du cacao à Valmer ?", scope)).answer
    admitted = [day for day in scattered_archive.days().values() if day <= as_of]
    assert answer.reason is not None
    assert f"({len(admitted)} articles)" in answer.reason
    assert "« cacao »" in answer.reason
    assert str(max(admitted).year) in answer.reason


def test_before_the_first_article_there_is_nothing(scattered_archive: Archive) -> None:
    chain = chain_of(scattered_archive, ScatteredEmbeddings(), 0.4)
    scope = Scope(as_of=FIRST_DAY - timedelta(days=99))
    answer = ask(chain, Request("Qui a rouvert le port ?", scope)).answer
    assert answer.status is Status.REFUSED
    assert answer.reason == PHRASES["fr"].none_within
    assert answer.closest == ()


def test_relative_days_are_relative_to_the_day_as_of_which_it_is_asked() -> None:
    scope = Scope(as_of=date(2021, 6, 15))
    request = Request("Qui a parlé hier ?", scope)
    asked = understand(request, TODAY, lambda *_: None, lambda _: False)
    assert asked.period == Period(date(2021, 6, 14), date(2021, 6, 14))


# -- outlets, languages, articles ------------------------------------------------------------------

OUTLETS, LANGUAGES = ("APA", "L’Écho", "DW"), ("fr", "en")


@pytest.fixture(scope="module")
def varied_archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """Articles of three outlets and none, in two languages."""
    folder, drawn = tmp_path_factory.mktemp("outlets"), random.Random(11)
    catalogue = open_catalogue(folder, "scattered")
    for number in range(60):
        outlet, language = drawn.choice((*OUTLETS, None)), drawn.choice(LANGUAGES)
        store_scattered(
            catalogue, replace(scattered(number, drawn), outlet=outlet, language=language)
        )
    with closing(Archive(folder, catalogue, silent)) as archive:
        yield archive


def drawn_scope(drawn: random.Random) -> Scope:
    """One that names an outlet, a language or articles, or several of these, or a day as well."""
    ids = tuple(f"a{drawn.randrange(70)}" for _ in range(drawn.randrange(1, 25)))
    return Scope(
        outlets=drawn.choice(((), ("APA",), ("l'echo", "dw"), ("Le Phare",))),
        languages=drawn.choice(((), ("fr",), ("fr", "en"), ("it",))),
        article_ids=drawn.choice(((), ids)),
        as_of=drawn.choice((None, FIRST_DAY + timedelta(days=DAYS // 2))),
    )


@pytest.mark.parametrize("fetching", [0.0, math.inf])
def test_nothing_that_the_caller_leaves_out_is_ever_cited(
    varied_archive: Archive, monkeypatch: pytest.MonkeyPatch, fetching: float
) -> None:
    monkeypatch.setattr("qa_service.store.scopes.SEARCHING", 0.0)
    monkeypatch.setattr("qa_service.store.scopes.FETCHING", fetching)
    drawn, admitted = random.Random(3), 0
    chains = [chain_of(varied_archive, ScatteredEmbeddings(), below) for below in (0.0, 0.9)]
    for number in range(60):
        scope, traits = drawn_scope(drawn), varied_archive.catalogue.traits()
        stored = varied_archive.with_stored_outlets(scope)
        within = {one.article_id for one in traits if stored.admits(one)}
        asked = drawn.choice(
            (
                f"Qui {drawn.choice(DEEDS)} à {drawn.choice(PLACES)} ?",
                "Qu'a dit Paul Renaud sur les emplois ?",
                "Résume le budget.",
                "Que disent les différents acteurs du port ?",
                "Quels sont les derniers articles ?",
            )
        )
        answer = ask(chains[number % 2], Request(asked, scope)).answer
        named = [*answer.citations, *answer.closest]
        carriers = (*answer.articles, *(other for one in named for other in one.also_in))
        ids = {one.article_id for one in named} | {one.article_id for one in carriers}
        assert ids <= within, asked
        admitted += len(ids)
        if not within:
            assert PHRASES["fr"].none_chosen in (answer.reason or answer.answer)
        assert answer.interpretation is not None
        assert answer.interpretation.scope == stored
    assert admitted > 50


def test_a_refusal_counts_what_the_caller_chose(varied_archive: Archive) -> None:
    chain = chain_of(varied_archive, ScatteredEmbeddings(), 1.0)
    scope = Scope(outlets=("dw",), languages=("fr",))
    answer = ask(chain, Request("Qui vend du cacao à Valmer ?", scope)).answer
    chosen = [
        one
        for one in varied_archive.catalogue.traits()
        if (one.outlet, one.language) == ("DW", "fr")
    ]
    assert answer.reason is not None
    assert f"({len(chosen)} articles)" in answer.reason


def test_an_answer_has_so_many_citations_and_no_more(scattered_archive: Archive) -> None:
    chain = chain_of(scattered_archive, ScatteredEmbeddings(), 0.0)
    for question in ("Qui ferme la piscine ?", "Résume le budget de Valmer."):
        free = ask(chain, Request(question)).answer
        assert len(free.citations) > 1
        bound = ask(chain, Request(question, max_citations=1)).answer
        (citation,) = bound.citations
        assert bound.answer.endswith("[1]")
        assert citation.quote in {one.quote for one in free.citations}


# -- a period --------------------------------------------------------------------------------------

OLD = "Le conseil de Valmer a voté un budget de 10 millions d’euros."
NEW = "Le conseil de Valmer a voté un budget de 14 millions d’euros."
LOOKING_BACK = "En 2016, le conseil de Valmer avait voté un budget de 7 millions d’euros."
QUESTION = "Quel budget le conseil de Valmer a-t-il voté"


@pytest.fixture
def put_and_ask(
    tmp_path: Path, put: Callable[[Catalogue, Article], Entry], embeddings: SentenceEmbeddings
) -> Iterator[Ask]:
    """Asks an archive of three budgets, and of other articles that are given."""
    with closing(Archive(tmp_path, open_catalogue(tmp_path, "model"), silent)) as archive:
        chain = chain_of(archive, embeddings, 0.3)
        for name, text, day in (
            ("old", OLD, date(2020, 3, 9)),
            ("new", NEW, date(2023, 3, 14)),
            ("back", LOOKING_BACK, date(2023, 4, 2)),
        ):
            item = article(name, "Le budget de Valmer", text)
            put(archive.catalogue, replace(item, published=day))

        def ask_archive(question: str, scope: Scope = EVERYTHING, *others: Article) -> Answer:
            for other in others:
                put(archive.catalogue, other)
            return ask(chain, Request(question, scope)).answer

        yield ask_archive


def cited(answer: Answer) -> set[str]:
    return {citation.article_id for citation in (*answer.citations, *answer.closest)}


def test_a_named_period_is_that_of_the_article_or_of_what_it_tells(put_and_ask: Ask) -> None:
    assert cited(put_and_ask(f"{QUESTION} en 2020 ?")) == {"old"}
    assert cited(put_and_ask(f"{QUESTION} en 2016 ?")) == {"back"}
    assert cited(put_and_ask(f"{QUESTION} depuis mars 2023 ?")) <= {"new", "back"}


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("Le conseil s'est réuni en juillet 2021.", True),
        ("Le conseil s'est réuni en juillet dernier.", True),
        ("Le conseil se réunit en août.", False),
        ("Le conseil s'est réuni jeudi.", False),
        ("Le conseil s'est réuni le mois dernier.", True),
        ("Dans les années 2020, le conseil se réunit souvent.", True),
        ("Un budget de 2021 euros.", False),
        ("Le conseil s'est réuni en 2020.", False),
    ],
)
def test_a_text_tells_of_a_period_as_of_its_own_day(text: str, tells: bool) -> None:
    july = Period(date(2021, 7, 1), date(2021, 7, 31))
    assert speaks_of(text, date(2021, 8, 26), july) is tells


def test_an_article_without_a_date_may_be_of_any_period(put_and_ask: Ask) -> None:
    text = OLD.replace("10", "12")  # a copy would be credited to the article of 2020
    undated = replace(article("undated", "Le budget de Valmer", text), published=None)
    assert "undated" in cited(put_and_ask(f"{QUESTION} en 2018 ?", EVERYTHING, undated))


def test_the_answer_says_which_period_was_searched(put_and_ask: Ask) -> None:
    shown = put_and_ask(f"{QUESTION}  en 2020 ?").interpretation
    assert shown is not None
    assert shown.question == f"{QUESTION} en 2020 ?"
    assert [named.text for named in shown.dates] == ["en 2020"]
    assert shown.period == Period(date(2020, 1, 1), date(2020, 12, 31))
    assert shown.note is None


def test_a_year_of_which_nothing_tells_is_refused(put_and_ask: Ask) -> None:
    answer = put_and_ask(f"{QUESTION} en 2018 ?")
    assert answer.status is Status.REFUSED
    assert answer.confidence <= OUTSIDE
    assert answer.reason is not None
    assert answer.reason.startswith(PHRASES["fr"].elsewhere)
    assert cited(answer) == {"old", "new", "back"}
    assert answer.interpretation is not None
    assert answer.interpretation.note == PHRASES["fr"].elsewhere


def test_a_day_without_its_year_does_not_hide_the_answer(put_and_ask: Ask) -> None:
    answer = put_and_ask(f"{QUESTION} le 30 novembre ?")
    assert answer.interpretation is not None
    assert answer.interpretation.note == PHRASES["fr"].elsewhere
    assert answer.interpretation.period == Period()
    assert answer.confidence > OUTSIDE


def test_the_caller_can_do_without_the_named_period(put_and_ask: Ask) -> None:
    answer = put_and_ask(f"{QUESTION} en 2018 ?", Scope(ignore_dates=True))
    assert answer.interpretation is not None
    assert answer.interpretation.period == Period()
    assert answer.interpretation.note is None
    assert [named.text for named in answer.interpretation.dates] == ["en 2018"]


def test_the_caller_can_do_without_one_of_several_periods(put_and_ask: Ask) -> None:
    question = f"{QUESTION} en 2020 ou en 2018 ?"
    both = put_and_ask(question).interpretation
    one = put_and_ask(question, Scope(ignored_dates=("en 2018",))).interpretation
    assert both is not None
    assert one is not None
    assert [named.text for named in both.binding] == ["en 2020", "en 2018"]
    assert [named.text for named in one.dates] == ["en 2020", "en 2018"]
    assert [named.text for named in one.binding] == ["en 2020"]
    assert one.period == Period(date(2020, 1, 1), date(2020, 12, 31))


def test_a_refusal_says_what_its_scope_holds(put_and_ask: Ask) -> None:
    held = put_and_ask(f"{QUESTION} en 2018 ?").held
    assert held is not None
    assert (held.articles, held.first, held.last) == (3, date(2020, 3, 9), date(2023, 4, 2))
    earlier = put_and_ask(f"{QUESTION} en 2018 ?", Scope(as_of=date(2020, 12, 31))).held
    assert earlier is not None
    assert (earlier.articles, earlier.last) == (1, held.first)
    assert put_and_ask(f"{QUESTION} en 2020 ?").held is None


def test_the_period_of_the_caller_replaces_the_named_one(put_and_ask: Ask) -> None:
    given = Period(date(2020, 1, 1), date(2020, 12, 31))
    answer = put_and_ask(f"{QUESTION} en 2016 ?", Scope(published=given))
    assert cited(answer) == {"old"}  # "back" tells of 2016, but was published in 2023
    assert answer.interpretation is not None
    assert answer.interpretation.period == given


# -- events ----------------------------------------------------------------------------------------


def told(name: str, text: str, day: date) -> Article:
    return replace(article(name, "Le port", text), published=day)


def test_an_event_is_dated_by_the_articles(put_and_ask: Ask) -> None:
    fire = (
        told("fire", "Le port de Valmer a été détruit par un incendie le 3 mai 2021.",
             date(2021, 5, 4)),
        told("later", "L’incendie du port de Valmer, le 3 mai 2021, a tout changé.",
             date(2022, 5, 4)),
    )  # fmt: skip
    answer = put_and_ask(f"{QUESTION} depuis l'incendie du port ?", EVERYTHING, *fire)
    assert answer.interpretation is not None
    assert answer.interpretation.period == Period(date(2021, 5, 3))
    assert [named.text for named in answer.interpretation.dates] == ["depuis l'incendie du port"]

    by_then = put_and_ask(f"{QUESTION} depuis l'incendie ?", Scope(as_of=date(2021, 1, 1)))
    assert by_then.interpretation is not None
    assert by_then.interpretation.dates == ()


def test_of_several_events_only_the_first_is_clear(put_and_ask: Ask) -> None:
    fires = (
        told("one", "Un incendie a ravagé le port le 3 mai 2021.", date(2021, 5, 4)),
        told("two", "Un incendie a ravagé le port le 9 août 2022.", date(2022, 8, 10)),
    )
    unclear = put_and_ask(f"{QUESTION} avant l'incendie ?", EVERYTHING, *fires)
    assert unclear.interpretation is not None
    assert unclear.interpretation.dates == ()
    first = put_and_ask(f"{QUESTION} avant le premier incendie ?")
    assert first.interpretation is not None
    assert first.interpretation.period == Period(None, date(2021, 5, 3))

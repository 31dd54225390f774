"""Answers of the thing, the time and the holder asked for, on three invented articles."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from qa_service.bootstrap import open_archive, open_service
from qa_service.domain.answer import Answer, Status
from qa_service.domain.reports import no_progress
from qa_service.service import QAService
from qa_service.settings import read_settings
from qa_service.upkeep import run_ingest
from tests.conftest import PROJECT, silent

ARTICLES = PROJECT / "tests" / "data" / "fixtures_brimont"


@pytest.fixture(scope="module")
def brimont(tmp_path_factory: pytest.TempPathFactory) -> Iterator[QAService]:
    store = tmp_path_factory.mktemp("brimont") / "store"
    settings = read_settings({"store": store, "corpus": ARTICLES, "today": "2024-10-15"})
    run_ingest(settings, [ARTICLES], False, no_progress, silent)
    with closing(open_archive(settings, silent)) as archive:
        yield open_service(archive, settings, silent)


def quotes(answer: Answer) -> list[str]:
    assert answer.status is Status.ANSWERED, answer.reason
    return [one.quote for one in answer.citations]


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("Combien de tonnes de cerises les Halles de Brimont ont-elles livrées ?", "« cerises »"),
        ("Quelle quantité de cerises a été livrée ?", "« cerises »"),
        ("Combien de morts dans l'incendie des entrepôts de Brimont ?", "« morts » : 1"),
    ],
)
def test_a_number_of_another_thing_is_no_answer(
    brimont: QAService, question: str, named: str
) -> None:
    answer = brimont.ask(question)
    assert answer.status is Status.REFUSED
    assert named in (answer.reason or "")


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("Combien de poires les Halles ont-elles livrées ?", "45"),
        ("Combien de morts dans l'accident de bus ?", "Trois"),
        ("Combien de pommes la coopérative a-t-elle livrées en 2021 ?", "95"),
        ("Combien de licenciés compte le club ?", "230"),
        ("Combien de licenciés comptait le club en 2023 ?", "180"),  # 230 is of 2024
        ("Combien de licences compte le club ?", "230"),  # another form of the word
    ],
)
def test_a_number_of_the_thing_itself_is(brimont: QAService, question: str, short: str) -> None:
    answer = brimont.ask(question)
    assert quotes(answer)
    assert short in (answer.citations[0].answer or "")


@pytest.mark.parametrize(
    "question",
    [
        "Combien de pommes ont été livrées en 2020 ?",
        "Que s'est-il passé en 1998 ?",  # "depuis 1998" tells of no event
    ],
)
def test_what_is_of_another_time_is_no_answer(brimont: QAService, question: str) -> None:
    answer = brimont.ask(question)
    assert answer.status is Status.REFUSED
    assert "période que nomme la question" in (answer.reason or "")
    assert "couvre du" in (answer.reason or "")


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Que s'est-il passé en mars 2023 ?", ["En mars 2023, un incendie"]),
        ("Qu'est-il arrivé en avril 2022 ?", ["Trois morts ont été recensés"]),
        (
            "Résume ce qui s'est passé en février 2024",
            ["Anne Tellier a été élue", "Le pont des Tanneurs rouvrira"],
        ),
    ],
)
def test_each_line_is_of_the_period(brimont: QAService, question: str, told: list[str]) -> None:
    found = quotes(brimont.ask(question))
    assert len(found) == len(told)
    for quote, beginning in zip(found, told, strict=True):
        assert quote.startswith(beginning)


def test_who_held_an_office_does_not_hold_it_now(brimont: QAService) -> None:
    answer = brimont.ask("Qui préside la coopérative ?")
    assert all(one.answer != "Marc Odier" for one in answer.citations)


def test_only_who_held_the_same_office_is_said_earlier(brimont: QAService) -> None:
    earlier = [one.answer for one in brimont.ask("Qui est le maire de Brimont ?").citations]
    assert earlier == ["Anne Tellier", "Henri Dumas"]


def test_nobody_is_said_earlier_who_only_stands_near(corpus_service: QAService) -> None:
    answer = corpus_service.ask("Qui est l'ambassadeur du Mali en Russie ?")
    assert [one.answer for one in answer.citations] == ["Harouna Samaké"]


def test_who_somebody_is_comes_first(corpus_service: QAService) -> None:
    first, *_ = quotes(corpus_service.ask("Qui est Issa Kaou Djim ?"))
    assert first.startswith("Issa Kaou Djim, qui préside")

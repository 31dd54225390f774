"""Conversations in a real catalogue: kept, found, renamed, deleted, rated."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Event

import pytest

from qa_service.domain.about import About
from qa_service.domain.answer import (
    Answer,
    Assurance,
    Citation,
    Interpretation,
    NamedPeriod,
    Standing,
    Status,
)
from qa_service.domain.article import Carrier, Provenance
from qa_service.domain.broad import BroadKind, BroadQuestion
from qa_service.domain.conversation import LONGEST_TITLE, Rating
from qa_service.domain.errors import NotFound, TitleError
from qa_service.domain.period import Period
from qa_service.domain.reports import no_progress
from qa_service.domain.scope import Scope
from qa_service.domain.speech import StatementQuestion
from qa_service.store.backup import back_up, put_back, unpacked
from qa_service.store.catalogue import Catalogue
from qa_service.store.conversations import Conversations, address_of
from tests.conftest import PORT, Put, article

QUOTE = "La ville a payé 12 millions d’euros."
COST = Citation(
    1, "port", "Le port", "La Gazette", None, date(2022, 5, 2), Provenance.PRINTED, None,
    QUOTE, PORT.index(QUOTE), PORT.index(QUOTE) + len(QUOTE),
)  # fmt: skip
WHEN = Period(date(2022, 1, 1), None)
# every part of an answer that is a value of its own
ANSWER = Answer(
    question="Qui a payé ?",
    status=Status.ANSWERED,
    answer=f"La Gazette : {QUOTE} [1]",
    reason=None,
    citations=(replace(COST, also_in=(Carrier("a", "Titre", None, None, None, None),)),),
    confidence=0.9,
    writer="extractive",
    language="fr",
    assurance=Assurance.SURE,
    interpretation=Interpretation(
        "Qui a payé en 2022 ?",
        "fr",
        WHEN,
        Scope(as_of=date(2023, 1, 1)),
        (NamedPeriod("en 2022", WHEN),),
        StatementQuestion("le maire", "", True),
        None,
        BroadQuestion(BroadKind.EVENTS, "le port"),
        About.COUNT,
        "Qui ?",
    ),
    closest=(COST,),
    examples=("Qui ?",),
    choices=("Qui a payé ?", "Qui est payé ?"),
    timings_ms={"total": 12.5},
)


def asked(question: str) -> Answer:
    return replace(ANSWER, question=question, interpretation=None)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "catalogue.sqlite"


@pytest.fixture
def catalogue(path: Path) -> Iterator[Catalogue]:
    with closing(Catalogue(path)) as catalogue:
        yield catalogue


@pytest.fixture
def kept(catalogue: Catalogue) -> Conversations:
    return catalogue.conversations


def titles(kept: Conversations, words: str) -> list[str]:
    return [one.title for one in kept.find(words).conversations]


def test_an_answer_comes_back_as_it_was_given(
    path: Path, catalogue: Catalogue, put_drawn: Put
) -> None:
    put_drawn(catalogue, article("port", "Le port", PORT))
    key = catalogue.conversations.keep("talk", ANSWER)
    with closing(Catalogue(path)) as again:  # as another process, or after a restart
        kept = again.conversations
        assert kept.recent("talk", 8) == [replace(ANSWER, id=key)]
        (found,) = kept.answers("talk")
        assert (found.answer, found.rating) == (replace(ANSWER, id=key), None)
        assert kept.answer(str(key)) == found
        conversation = kept.conversation("talk")
    assert (conversation.title, conversation.questions) == ("Qui a payé ?", 1)
    assert conversation.begun == conversation.changed == found.at


def test_what_became_of_an_article_is_said_of_its_quotes(
    catalogue: Catalogue, put_drawn: Put
) -> None:
    kept = catalogue.conversations
    key = str(kept.keep("talk", ANSWER))

    def standing() -> set[Standing]:
        answer = kept.answer(key).answer
        assert answer.citations[0].quote == answer.closest[0].quote == QUOTE
        return {answer.citations[0].standing, answer.closest[0].standing}

    put_drawn(catalogue, article("port", "Le port", PORT))
    assert standing() == {Standing.STANDS}
    put_drawn(catalogue, article("port", "Le port", PORT.replace("12 millions", "9 millions")))
    assert standing() == {Standing.CHANGED}
    put_drawn(catalogue, article("port", "Le port", f"Rectifié. {PORT}"))
    assert standing() == {Standing.CHANGED}
    catalogue.remove("port")
    assert standing() == {Standing.GONE}


def test_of_a_long_conversation_the_last_turns_count(kept: Conversations) -> None:
    for number in range(6):
        kept.keep("talk", asked(f"Question {number} ?"))
    kept.keep("talk", replace(asked("Merci"), status=Status.ABOUT))
    recent = [answer.question for answer in kept.recent("talk", 3)]
    assert recent == ["Question 3 ?", "Question 4 ?", "Question 5 ?"]
    assert len(kept.answers("talk")) == 7
    assert (kept.recent("other", 3), kept.answers("other")) == ([], [])


def test_conversations_are_listed_newest_first_by_pages(kept: Conversations) -> None:
    for number in range(5):
        kept.keep(str(number), asked(f"Question {number} ?"))
    kept.keep("0", asked("Encore ?"))
    found = kept.find(first=1, limit=3)
    assert (found.total, [one.id for one in found.conversations]) == (5, ["4", "3", "2"])
    assert kept.find().conversations[0].questions == 2
    assert kept.find(first=9).conversations == ()


def test_they_are_searched_in_titles_questions_and_answers(kept: Conversations) -> None:
    kept.keep("port", asked("Qui a payé l’été dernier ?"))
    kept.keep("tram", replace(asked("Quand ouvre le tram ?"), answer="En mars 100 %"))
    kept.rename("tram", "Ligne Évreux")
    assert titles(kept, "ÉTÉ l'ete") == ["Qui a payé l’été dernier ?"]  # the words of a question
    assert titles(kept, "12 millions") == ["Qui a payé l’été dernier ?"]  # of an answer
    assert titles(kept, "evreux tram") == ["Ligne Évreux"]  # one of the title, one of a question
    assert titles(kept, "100 %") == ["Ligne Évreux"]
    assert titles(kept, "%_%") == titles(kept, "tram 12") == []
    assert len(titles(kept, "  ")) == 2


def test_titles_are_the_first_question_until_they_are_changed(kept: Conversations) -> None:
    kept.keep("talk", asked("Premier\n ?"))
    kept.keep("talk", asked("Second ?"))
    assert kept.conversation("talk").title == "Premier ?"
    kept.rename("talk", "  Le   port ")
    kept.keep("talk", asked("Troisième ?"))
    assert kept.conversation("talk").title == "Le port"
    kept.keep("long", asked("a" * 2000))
    assert len(kept.conversation("long").title) == LONGEST_TITLE
    for title in ("", " \n", "a" * (LONGEST_TITLE + 1)):
        with pytest.raises(TitleError, match="1 to 200"):
            kept.rename("talk", title)


def test_a_deleted_conversation_is_gone_with_its_answers(kept: Conversations) -> None:
    key = str(kept.keep("talk", ANSWER))
    other = str(kept.keep("other", ANSWER))
    kept.delete("talk")
    for gone in (
        lambda: kept.conversation("talk"),
        lambda: kept.answer(key),
        lambda: kept.rename("talk", "a"),
        lambda: kept.delete("talk"),
        lambda: kept.rate(key, Rating.UP),
    ):
        with pytest.raises(NotFound, match="conversations"):
            gone()
    assert kept.answers("talk") == []
    assert kept.answer(other).conversation_id == "other"


def test_what_is_deleted_while_it_is_answered_does_not_come_back(kept: Conversations) -> None:
    kept.keep("talk", ANSWER)
    kept.delete("talk")
    assert kept.keep("talk", ANSWER, is_begun=True) is None
    assert kept.find().total == 0


def test_nothing_deleted_stays_in_the_files(path: Path, kept: Conversations) -> None:
    secret = "Zanzibar"

    def stored() -> bytes:
        return b"".join(file.read_bytes() for file in path.parent.glob("catalogue*"))

    for number in range(30):
        kept.keep(str(number), asked(f"{secret} {number} ?"))
    kept.keep("one", asked("Bratislava ?"))
    assert secret.encode() in stored()
    kept.delete("one")
    assert b"ratislava" not in stored()
    assert kept.delete_all() == 30
    assert kept.find().total == kept.delete_all() == 0
    assert secret.encode() not in stored()
    assert secret.lower().encode() not in stored()


def test_ratings_are_given_changed_and_taken_back(kept: Conversations) -> None:
    first, second = (str(kept.keep("talk", ANSWER)) for _ in range(2))
    kept.rate(first, Rating.UP)
    kept.rate(second, Rating.UP)
    kept.rate(second, Rating.DOWN)
    assert [one.rating for one in kept.rated()] == [Rating.UP, Rating.DOWN]
    kept.rate(first, None)
    assert [one.answer.id for one in kept.rated()] == [second]


def test_any_id_can_be_an_address(kept: Conversations) -> None:
    for name in ("a/b", "../x", "é", "a" * 200, "<b>", "a b"):
        kept.keep(name, asked(name))
        address = address_of(name)
        assert address_of(address) == address
        assert kept.recent(address, 1)[0].question == kept.recent(name, 1)[0].question == name
    assert kept.find().total == 6


def test_a_backup_carries_conversations(tmp_path: Path, catalogue: Catalogue) -> None:
    key = str(catalogue.conversations.keep("talk", ANSWER))
    catalogue.conversations.rate(key, Rating.UP)
    back_up(catalogue, tmp_path / "saved.zip", no_progress)
    other = tmp_path / "other"
    other.mkdir()
    with unpacked(tmp_path / "saved.zip", other, no_progress) as copy:
        put_back(copy, other / "catalogue.sqlite", no_progress)
    with closing(Catalogue(other / "catalogue.sqlite")) as restored:
        assert restored.conversations.answers("talk") == catalogue.conversations.answers("talk")


def test_nothing_is_lost_while_others_ingest_ask_and_delete(
    path: Path, kept: Conversations, put_drawn: Put
) -> None:
    ingested, stop = list[str](), Event()

    def ingest() -> None:
        with closing(Catalogue(path)) as catalogue:  # as another process has it
            while not stop.is_set() or not ingested:
                put_drawn(catalogue, article(f"a{len(ingested)}", "Le port", PORT))
                ingested.append(f"a{len(ingested)}")

    def talk(number: int) -> list[str | None]:
        name = str(number % 4)
        keys = [kept.keep(name, asked(f"{number} {turn} ?")) for turn in range(5)]
        kept.keep(f"passing-{number}", ANSWER)
        kept.delete(f"passing-{number}")
        return keys

    with ThreadPoolExecutor(7) as pool:
        ingestion = pool.submit(ingest)
        keys = [key for keys in pool.map(talk, range(12)) for key in keys]
        stop.set()
        ingestion.result()
    assert {one.answer.id for n in range(4) for one in kept.answers(str(n))} == set(keys)
    assert (len(set(keys)), kept.find().total) == (60, 4)
    with closing(Catalogue(path)) as catalogue:
        assert catalogue.article_ids() == sorted(ingested)


def test_what_was_asked_of_an_article(tmp_path: Path, put_drawn: Put) -> None:
    path = tmp_path / "catalogue.sqlite"
    with closing(Catalogue(path)) as catalogue:
        put_drawn(catalogue, article("port", "Le port", PORT))
        kept = catalogue.conversations
        ids = [kept.keep(f"talk{n}", asked(f"Question {n} ?")) for n in range(3)]
        near = replace(asked("Près ?"), citations=())  # only close to it
        kept.keep("talk0", near)
        found = kept.asked_of("port", first=1, limit=5)
        assert [(one.question, one.answer_id) for one in found.questions] == [
            ("Question 1 ?", ids[1]),
            ("Question 0 ?", ids[0]),
        ]
        assert found.total == 3
        kept.delete("talk1")
        assert [one.conversation_id for one in kept.asked_of("port").questions] == [
            "talk2",
            "talk0",
        ]
        assert kept.asked_of("tram").total == 0

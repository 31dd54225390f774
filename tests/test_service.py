"""The service, beside other processes on its store, after a restart, and when an answer hangs."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest
from langchain_core.runnables import Runnable, RunnableLambda

from qa_service.answering.chain import Outcome
from qa_service.answering.conversations import InMemory
from qa_service.answering.time_limit import TimeLimit
from qa_service.bootstrap import service_of
from qa_service.domain.answer import Request
from qa_service.domain.errors import TooSlow
from qa_service.ingestion.limits import DEFAULTS
from qa_service.models.drawn import DrawnEmbeddings
from qa_service.service import QAService
from qa_service.settings import read_settings
from qa_service.store.archive import Archive, open_catalogue
from qa_service.store.ownership import ingestion_lock
from qa_service.wire import answer_object
from tests.conftest import PORT, Put, article, silent


def test_a_server_and_the_command_line_ingest_one_after_the_other(
    corpus_service: QAService,
) -> None:
    archive = corpus_service._archive
    finished = Event()

    def ingest() -> None:
        corpus_service.ingest()
        finished.set()

    with ingestion_lock(archive._store):  # as another process's ingestion holds it
        thread = Thread(target=ingest)
        thread.start()
        assert not finished.wait(1)
    thread.join(60)
    assert finished.is_set()


def test_every_way_of_asking_ends_in_time(corpus_service: QAService) -> None:
    finish = Event()

    def hang(request: Request) -> Outcome:
        finish.wait(60)
        return corpus_service.outcome(request.text)

    chain: Runnable[Request, Outcome] = RunnableLambda(hang)
    limit = TimeLimit(0.05)
    service = QAService(
        corpus_service._archive,
        chain,
        corpus_service._encoder,
        Path("corpus"),
        DEFAULTS,
        InMemory(),
        time_limit=limit,
    )
    try:
        for ask in (
            lambda: service.ask("Qui ?"),
            lambda: service.ask("Qui ?", conversation_id="1"),
            lambda: service.ask_after("Qui ?"),
            lambda: service.search("Qui ?"),
        ):
            with pytest.raises(TooSlow):
                ask()
    finally:
        finish.set()


QUESTION, FOLLOW_UP = "Qui est Paul Renaud ?", "Quand est-il né ?"


@contextmanager
def opened(store: Path, keep: bool = True) -> Iterator[QAService]:
    """A service on a store, as a server opens it; drawn vectors, since nothing need be found."""
    given = {"store": store, "embedding_model": "drawn", "reading_model": "off"}
    settings = read_settings({**given, "keep_conversations": keep})
    archive = Archive(store, open_catalogue(store, "drawn"), silent)
    with closing(archive):
        yield service_of(archive, DrawnEmbeddings(), settings, silent)  # type: ignore[arg-type]


def test_a_conversation_goes_on_after_a_restart(tmp_path: Path, put_drawn: Put) -> None:
    with opened(tmp_path / "store") as service:
        put_drawn(service._archive.catalogue, article("port", "Le port", PORT))
        given = service.ask(QUESTION, conversation_id="talk")
    with opened(tmp_path / "store") as service:
        kept = service.conversations.answer(str(given.id)).answer
        assert answer_object(kept) == answer_object(given)
        answer = service.ask(FOLLOW_UP, conversation_id="talk")
        assert answer.interpretation is not None
        assert answer.interpretation.question == "Quand Paul Renaud est-il né ?"
        service.conversations.delete("talk")
        alone = service.ask(FOLLOW_UP, conversation_id="talk")
        assert alone.interpretation is not None
        assert alone.interpretation.question == FOLLOW_UP


def test_without_keeping_a_conversation_lives_as_long_as_the_process(
    tmp_path: Path, put_drawn: Put
) -> None:
    with opened(tmp_path / "store", keep=False) as service:
        put_drawn(service._archive.catalogue, article("port", "Le port", PORT))
        assert service.ask(QUESTION, conversation_id="talk").id is None
        answer = service.ask(FOLLOW_UP, conversation_id="talk")
        assert answer.interpretation is not None
        assert answer.interpretation.question == "Quand Paul Renaud est-il né ?"
        assert service.conversations.find().total == 0
    with opened(tmp_path / "store", keep=False) as service:
        again = service.ask(FOLLOW_UP, conversation_id="talk")
        assert again.interpretation is not None
        assert again.interpretation.question == FOLLOW_UP


def test_questions_without_a_conversation_are_not_kept(tmp_path: Path, put_drawn: Put) -> None:
    with opened(tmp_path / "store") as service:
        put_drawn(service._archive.catalogue, article("port", "Le port", PORT))
        assert service.ask(QUESTION).id is None
        assert service.conversations.find().total == 0

"""The service, beside other processes on its store, and with an answer that hangs."""

from pathlib import Path
from threading import Event, Thread

import pytest
from langchain_core.runnables import Runnable, RunnableLambda

from qa_service.answering.chain import Outcome
from qa_service.answering.time_limit import TimeLimit
from qa_service.domain.answer import Request
from qa_service.domain.errors import TooSlow
from qa_service.ingestion.limits import DEFAULTS
from qa_service.service import QAService
from qa_service.store.ownership import ingestion_lock


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

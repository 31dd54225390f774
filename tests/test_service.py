"""The service, beside other processes on its store."""

from threading import Event, Thread

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

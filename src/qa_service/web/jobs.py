"""Ingestions asked for over the web: one at a time, in a thread, watched through snapshots."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Lock, Thread
from typing import Literal
from uuid import uuid4

from qa_service.domain.errors import NotFound, QAServiceError
from qa_service.domain.reports import IngestReport, Progress
from qa_service.wire import IngestObject, WireObject

logger = logging.getLogger(__name__)

State = Literal["running", "done", "failed"]

KEPT = 50  # finished jobs that can still be looked up


@dataclass(frozen=True, slots=True)
class Job:
    """The state of one ingestion at one moment."""

    id: str
    state: State = "running"
    done: int = 0  # steps, of `total`
    total: int = 0  # 0 while unknown
    label: str = ""  # what is being worked on
    report: IngestReport | None = None  # exactly when done
    error: str | None = None  # exactly when failed


class JobObject(WireObject):
    """The state of one ingestion at one moment."""

    id: str
    state: State
    done: int
    """Steps, of `total`."""
    total: int
    """0 while unknown."""
    label: str
    """What is being worked on."""
    report: IngestObject | None
    """What the ingestion did; null until it is done."""
    error: str | None
    """Why it failed; null unless it did."""


class IngestJobs:
    """Starts ingestions and remembers how they went."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._jobs: dict[str, Job] = {}  # oldest first

    def start(self, ingest: Callable[[Progress], IngestReport]) -> Job:
        """A new job, or the one that is running: two would only wait for each other."""
        with self._lock:
            running = self._running()
            if running:
                return running
            job = Job(uuid4().hex)
            self._jobs[job.id] = job
            for old in list(self._jobs)[:-KEPT]:
                del self._jobs[old]
        Thread(target=self._run, args=(job.id, ingest), name="ingest", daemon=True).start()
        return job

    def get(self, job_id: str) -> Job:
        """The job as it stands now; NotFound where there is none of that id."""
        with self._lock:
            if job_id not in self._jobs:
                raise NotFound("No such job. Start one with POST /api/ingest.")
            return self._jobs[job_id]

    def running(self) -> Job | None:
        """The job that is under way, if any."""
        with self._lock:
            return self._running()

    def _running(self) -> Job | None:
        return next((job for job in self._jobs.values() if job.state == "running"), None)

    def _run(self, job_id: str, ingest: Callable[[Progress], IngestReport]) -> None:
        def progress(done: int, total: int, label: str) -> None:
            self._record(Job(job_id, done=done, total=total, label=label))

        try:
            report = ingest(progress)
        except QAServiceError as error:
            self._record(replace(self.get(job_id), state="failed", error=str(error)))
        except Exception:
            logger.exception("the ingestion stopped")
            message = "The ingestion stopped unexpectedly. Read the server's log, then try again."
            self._record(replace(self.get(job_id), state="failed", error=message))
        else:
            self._record(replace(self.get(job_id), state="done", report=report))

    def _record(self, job: Job) -> None:
        with self._lock:
            self._jobs[job.id] = job

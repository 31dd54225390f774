"""Ingestions asked for over the web, in threads of their own, watched through snapshots.

An update that is asked for while one runs is that one; uploads wait for their turn. What is due on
the web is fetched without being asked for (`schedule`).
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from threading import Lock, Thread
from typing import Literal
from uuid import uuid4

from qa_service.domain.errors import NotFound, QAServiceError
from qa_service.domain.library import Outcome, Upload, UploadReport
from qa_service.domain.reports import IngestReport, Progress
from qa_service.wire import IngestObject, UploadObject, WireObject

logger = logging.getLogger(__name__)

State = Literal["running", "done", "failed"]

KEPT = 50  # jobs that can be looked up
STOPPED = "The ingestion stopped unexpectedly. Read the server's log, then try again."


class JobKind(StrEnum):
    """What a job reads."""

    UPDATE = "update"  # all that is followed
    FETCH = "fetch"  # what is due on the web
    UPLOAD = "upload"  # files that were uploaded


@dataclass(frozen=True, slots=True)
class Job:
    """The state of one ingestion at one moment."""

    id: str
    kind: JobKind = JobKind.UPDATE
    state: State = "running"
    done: int = 0  # steps, of `total`
    total: int = 0  # 0 while unknown
    label: str = ""  # what is being worked on
    report: IngestReport | None = None  # exactly when done
    error: str | None = None  # exactly when failed
    uploads: tuple[Upload, ...] = ()  # the files of an upload

    @property
    def is_perfect(self) -> bool:
        """Whether it is done and everything could be read."""
        refused = any(upload.outcome is Outcome.REFUSED for upload in self.uploads)
        return self.report is not None and not self.report.failed and not refused


class JobObject(WireObject):
    """The state of one ingestion at one moment."""

    id: str
    kind: JobKind
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
    uploads: tuple[UploadObject, ...]
    """The files of an upload, and what became of each."""


class IngestJobs:
    """Starts ingestions and remembers how they went."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._jobs: dict[str, Job] = {}  # oldest first

    def start(
        self, ingest: Callable[[Progress], IngestReport], kind: JobKind = JobKind.UPDATE
    ) -> Job:
        """A new job, or the one of its kind that is running: two would only wait for each other."""
        with self._lock:
            running = self._running(kind)
            if running:
                return running
            job = self._kept(Job(uuid4().hex, kind))
        self._run(job, lambda progress: UploadReport((), ingest(progress)))
        return job

    def start_upload(
        self, uploads: tuple[Upload, ...], take_in: Callable[[Progress], UploadReport]
    ) -> Job:
        """A new job, whatever runs."""
        with self._lock:
            job = self._kept(Job(uuid4().hex, JobKind.UPLOAD, uploads=uploads))
        self._run(job, take_in)
        return job

    def get(self, job_id: str) -> Job:
        """The job as it stands now; NotFound where there is none of that id."""
        with self._lock:
            if job_id not in self._jobs:
                raise NotFound("No such job. Start one with POST /api/ingest.")
            return self._jobs[job_id]

    def running(self) -> Job | None:
        """The job that is under way, if any; of several the newest."""
        with self._lock:
            return self._running()

    def _running(self, kind: JobKind | None = None) -> Job | None:
        running = (job for job in reversed(self._jobs.values()) if job.state == "running")
        return next((job for job in running if kind in (None, job.kind)), None)

    def _kept(self, job: Job) -> Job:
        self._jobs[job.id] = job
        ended = [old.id for old in self._jobs.values() if old.state != "running"]
        for old in ended[: max(0, len(self._jobs) - KEPT)]:
            del self._jobs[old]
        return job

    def _run(self, job: Job, work: Callable[[Progress], UploadReport]) -> None:
        def progress(done: int, total: int, label: str) -> None:
            self._record(job.id, done=done, total=total, label=label)

        def run() -> None:
            try:
                report = work(progress)
            except QAServiceError as error:
                self._record(job.id, state="failed", error=str(error))
            except Exception:
                logger.exception("the ingestion stopped")
                self._record(job.id, state="failed", error=STOPPED)
            else:
                done, uploads = report.ingested, report.uploads
                self._record(job.id, state="done", report=done, uploads=uploads)

        Thread(target=run, name="ingest", daemon=True).start()

    def _record(self, job_id: str, **changes: object) -> None:
        with self._lock:
            self._jobs[job_id] = replace(self._jobs[job_id], **changes)  # type: ignore[arg-type]

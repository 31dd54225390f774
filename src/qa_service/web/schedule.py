"""Fetches what is due on the web while a server runs, as jobs that its pages show."""

import logging
from threading import Event, Thread

from qa_service.web.jobs import IngestJobs, Job, JobKind
from qa_service.web.loading import LoadFailed, Loading, NotReady

logger = logging.getLogger(__name__)

LOOK = 5.0  # seconds between two looks at what is due
REST = 120  # looks that are left out after a failure, such as a full disk: hosts are not to suffer


def keep_fetching(loading: Loading, jobs: IngestJobs, stop: Event, look: float = LOOK) -> None:
    """Looks again and again until `stop` is set, in a thread of its own."""

    def run() -> None:
        started: Job | None = None
        wait = look
        while not stop.wait(wait):
            has_failed = started is not None and jobs.get(started.id).state == "failed"
            started, wait = (None, look * REST) if has_failed else (_started(loading, jobs), look)

    Thread(target=run, name="fetch", daemon=True).start()


def _started(loading: Loading, jobs: IngestJobs) -> Job | None:
    """A job, if something is due and no other one runs."""
    try:
        service = loading.service()
        if jobs.running() is None and service.is_fetching_due():
            return jobs.start(service.fetch, JobKind.FETCH)
    except (NotReady, LoadFailed):
        return None
    except Exception:
        logger.exception("what is due on the web could not be looked up")
    return None

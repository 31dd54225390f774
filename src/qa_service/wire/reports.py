"""What long-running work reports."""

from collections.abc import Sequence
from datetime import date
from typing import Literal

from pydantic import Field as Described

from qa_service import __version__
from qa_service.domain.fetching import SourceKind, WebSource
from qa_service.domain.reports import (
    BackupReport,
    Field,
    IngestReport,
    Omission,
    Preview,
    RepairReport,
    SourceSummary,
    VerifyReport,
)
from qa_service.wire.objects import Hundredths, Json, Moment, WireObject
from qa_service.wire.warnings import WarningObject


class FailureObject(WireObject):
    """A file or folder that could not be read, and why."""

    path: str
    reason: str


class WarnedArticleObject(WireObject):
    """An article in which something was found."""

    article_id: str
    source: str
    """Where it was read from."""
    title: str
    warnings: tuple[WarningObject, ...]


class OmittedObject(WireObject):
    """How often something was left out."""

    kind: Omission
    count: int


class AbridgedObject(WireObject):
    """An article of whose file something was not read."""

    source: str
    """Where it was read from."""
    omitted: tuple[OmittedObject, ...]


class FetchObject(WireObject):
    """What was fetched of one source on the web, in pages."""

    url: str
    new: int
    changed: int
    unchanged: int
    """Asked for again."""
    gone: int
    """Vanished since; their articles are kept."""
    failed: int
    waiting: int
    """Left for later, since their host asks for patience or does not answer."""
    beyond: int
    """Older ones than are fetched of a source."""


class TakenColumnObject(WireObject):
    """A column of a table by its heading, and what it was taken for."""

    heading: str
    field: Field


class TableReadObject(WireObject):
    """How the columns of a table of articles were understood."""

    source: str
    """Where it was read from."""
    taken: tuple[TakenColumnObject, ...]
    """None where no column holds texts, so that the table was not read."""
    ignored: tuple[str, ...]
    """The headings of the other columns."""


class IngestObject(WireObject):
    """What an ingestion did, in articles."""

    added: int
    replaced: int
    moved: int
    """The same under another path."""
    removed: int
    unchanged: int
    failed: tuple[FailureObject, ...]
    embedded: int
    """Sentences; those that were embedded before are not again."""
    seconds: Hundredths
    warnings: tuple[WarnedArticleObject, ...]
    """Articles read in which something is addressed to a language model, or hidden."""
    abridged: tuple[AbridgedObject, ...]
    """Articles read without something that their files hold, such as comments in the margin."""
    fetched: tuple[FetchObject, ...]
    """The sources on the web that were visited before."""
    tables: tuple[TableReadObject, ...]
    """Tables of articles that were read, and what their columns were taken for."""


class FileChangeObject(WireObject):
    """What an ingestion would do with one file, in articles."""

    path: str
    change: str = Described(validation_alias="kind")
    added: int
    replaced: int
    moved: int
    removed: int
    unchanged: int
    moved_from: tuple[str, ...]
    failed: tuple[FailureObject, ...]


class PreviewObject(IngestObject):
    """What an ingestion would do."""

    files: tuple[FileChangeObject, ...] = ()


class SourceObject(WireObject):
    """A file or folder that the archive follows."""

    path: str
    there: bool
    """False where it is gone, such as on an unplugged disk."""
    articles: int
    first: date | None
    """The first date of publication among them."""
    last: date | None


class WebSourceObject(WireObject):
    """A source on the web that the archive follows."""

    url: str
    kind: SourceKind
    title: str | None
    every: int
    """Seconds between two visits."""
    listed: int
    """Pages that it names; 1 of a page."""
    beyond: int
    """Among them: older ones than are fetched of a source."""
    kept: int
    """Pages of it that were fetched."""
    failing: int
    """Pages that could not be fetched when they were last tried."""
    fetched: Moment | None
    """When it was last there, in UTC."""
    next: Moment | None
    """When it is visited next, in UTC, if something fetches then."""
    error: str | None
    """Why it was not there when it was last tried, with the next step."""


class SourcesObject(WireObject):
    """All that the archive follows."""

    sources: tuple[SourceObject, ...]
    """Files and folders."""
    web: tuple[WebSourceObject, ...] = ()
    """Feeds, sitemaps and pages."""


class ForgottenObject(WireObject):
    """What went with a source."""

    articles: int


class VerifyObject(WireObject):
    """Whether the catalogue and the indexes agree."""

    ok: bool
    articles: int
    passages: int
    sentences: int
    problems: tuple[str, ...]
    """None exactly where `ok` is true."""


class RepairObject(VerifyObject):
    """How the store stands after a repair, and what was found and done."""

    found: tuple[str, ...] = ()
    """Problems before."""
    dropped: tuple[str, ...] = ()
    """The files whose articles were damaged, to be read again."""
    rebuilt: bool = False
    """Whether the indexes were built anew."""


class HealthObject(WireObject):
    """That the server runs."""

    status: Literal["ok"] = "ok"
    version: str = __version__


class ReadyObject(WireObject):
    """That questions are answered."""

    status: Literal["ready"] = "ready"
    articles: int
    version: str = __version__


class BackupObject(WireObject):
    """What a backup holds."""

    file: str
    articles: int
    passages: int
    sentences: int
    model: str | None
    bytes: int


def ingest_object(report: IngestReport) -> Json:
    """The object of `qa-service ingest --json`."""
    return IngestObject.of(report).as_json()


def preview_object(preview: Preview) -> Json:
    """The object of `qa-service ingest --dry-run --json`."""
    files = tuple(map(FileChangeObject.of, preview.files))
    return PreviewObject.of(preview.report, files=files).as_json()


def sources_object(sources: Sequence[SourceSummary], web: Sequence[WebSource]) -> Json:
    """The object of `qa-service sources --json` and `GET /api/sources`."""
    found = tuple(map(SourceObject.of, sources))
    return SourcesObject(sources=found, web=tuple(map(WebSourceObject.of, web))).as_json()


def verify_object(report: VerifyReport) -> Json:
    """The object of `qa-service verify --json` and `rebuild --json`."""
    return VerifyObject.of(report).as_json()


def repair_object(report: RepairReport) -> Json:
    """The object of `qa-service repair --json`."""
    done = {"found": report.found, "dropped": report.dropped, "rebuilt": report.rebuilt}
    return RepairObject.of(report.after, **done).as_json()


def backup_object(report: BackupReport) -> Json:
    """The object of `qa-service backup --json` and `restore --json`."""
    return BackupObject.of(report).as_json()

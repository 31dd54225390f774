"""A catalogue as one file, and back.

    a ZIP of  manifest.json        what it is, and the SHA-256 of
              catalogue.sqlite     the whole archive as of one moment, with its vectors

The indexes are left out: they are built from the catalogue. Taking a backup needs no lock, since
SQLite copies one moment of a database that others write. A backup may come from anybody: nothing of
it reaches the store before the whole of it has been checked, and then it does so in one transaction
of SQLite, which holds even where another process has the catalogue open.
"""

import json
import os
import shutil
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import delete

from qa_service import __version__
from qa_service.domain.errors import BackupError, StoreError
from qa_service.domain.reports import BackupReport, Progress
from qa_service.store.catalogue import GENERATION, MODEL, Catalogue
from qa_service.store.migrations import NEWEST, OLDEST, make_as_of, newer, version_of
from qa_service.store.records import Counts
from qa_service.store.renewal import give_up
from qa_service.store.soundness import catalogue_problems
from qa_service.store.tables import meta, open_sqlite, pending, writing

FORMAT = 1
MANIFEST, CATALOGUE = "manifest.json", "catalogue.sqlite"
LARGEST_MANIFEST = 10_000  # bytes; it takes some 400
MEGABYTE = 1 << 20
PAGES = 4_000  # of SQLite, written between two reports of progress: 16 MB


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself."""

    format: int
    version: str  # of the program that made it
    schema: str
    model: str | None
    articles: int
    passages: int
    sentences: int
    bytes: int  # of the catalogue
    sha256: str  # of the catalogue, in hexadecimal

    @property
    def counts(self) -> Counts:
        return Counts(self.articles, self.passages, self.sentences)

    def report(self, file: Path) -> BackupReport:
        return BackupReport(
            file=str(file),
            articles=self.articles,
            passages=self.passages,
            sentences=self.sentences,
            model=self.model,
            bytes=file.stat().st_size,
        )


# -- backing up --------------------------------------------------------------------------------


def back_up(catalogue: Catalogue, file: Path, progress: Progress) -> BackupReport:
    """Writes the catalogue, as it is at this moment, to `file`, which is replaced.

    `progress` counts megabytes. Raises BackupError or StoreError; then `file` is as it was.
    """
    try:
        with _folder(file.parent, f".{file.name}-") as folder:
            snapshot, packed = folder / CATALOGUE, folder / file.name
            _copy_moment(catalogue, snapshot)
            manifest = _settled(snapshot)
            _pack(snapshot, manifest, packed, progress)
            os.replace(packed, file)
    except OSError as error:
        raise BackupError(
            f"{file} cannot be written: {error.strerror}. Check the folder and that its disk has "
            "room for twice the catalogue, then try again."
        ) from error
    return manifest.report(file)


def _copy_moment(catalogue: Catalogue, snapshot: Path) -> None:
    with catalogue.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("COMMIT")  # of the transaction in which it may not be
        connection.exec_driver_sql("VACUUM INTO ?", (str(snapshot),))


def _settled(snapshot: Path) -> Manifest:
    """Takes out of a copy what concerns its store alone, and describes it."""
    with closing(Catalogue(snapshot)) as copied:
        give_up(copied)
        with writing(copied.engine) as connection:
            connection.execute(delete(pending))
            connection.execute(delete(meta).where(meta.c.key == GENERATION))
        counts, model = copied.counts(), copied.setting(MODEL)
    with closing(sqlite3.connect(snapshot)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")  # one file holds everything
    with snapshot.open("rb") as file:
        digest = _digest(file)
    return Manifest(
        format=FORMAT,
        version=__version__,
        schema=str(NEWEST),
        model=model,
        articles=counts.articles,
        passages=counts.passages,
        sentences=counts.sentences,
        bytes=snapshot.stat().st_size,
        sha256=digest,
    )


def _pack(snapshot: Path, manifest: Manifest, packed: Path, progress: Progress) -> None:
    with packed.open("wb") as file:
        with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=1) as archive:
            archive.writestr(MANIFEST, json.dumps(asdict(manifest), indent=2))
            with (
                snapshot.open("rb") as source,
                archive.open(CATALOGUE, "w", force_zip64=True) as to,
            ):
                _copy(source, to, manifest.bytes, progress)
        file.flush()
        os.fsync(file.fileno())


# -- restoring ---------------------------------------------------------------------------------


def read_manifest(file: Path) -> Manifest:
    """What the backup says of itself. Raises BackupError if it is none, or one not for us."""
    with _opened(file) as archive:
        return _manifest_of(archive, file)


@contextmanager
def unpacked(file: Path, folder: Path, progress: Progress) -> Iterator[Path]:
    """A sound catalogue from a backup, in a file below `folder` that is gone in the end.

    `progress` counts megabytes. Raises BackupError.
    """
    with _folder(folder, "restoring-") as temporary:
        path = temporary / CATALOGUE
        with _opened(file) as archive:
            manifest = _manifest_of(archive, file)
            _require_room(file, folder, manifest.bytes)
            with archive.open(CATALOGUE) as source, path.open("wb") as to:
                _copy(source, to, manifest.bytes, progress)
                if source.read(1):
                    raise _refusal(file, "it holds more than it says")
        with path.open("rb") as content:
            if _digest(content) != manifest.sha256:
                raise _refusal(file, "its content is not what was backed up")
        _check(path, manifest, file)
        yield path


def put_back(path: Path, catalogue: Path, progress: Progress) -> None:
    """Makes the database `catalogue` a copy of that in `path`, in one transaction."""

    def report(_status: int, remaining: int, total: int) -> None:
        progress(total - remaining, total, "pages")

    Catalogue(catalogue).close()  # made if need be
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(catalogue)) as target:
        try:
            source.backup(target, pages=PAGES, progress=report)
        except sqlite3.Error as error:
            raise StoreError(
                f"The catalogue {catalogue} cannot be written: {error}. Check that the disk has "
                "room, then try again; the store is as it was."
            ) from error


@contextmanager
def _opened(file: Path) -> Iterator[ZipFile]:
    """The archive; whatever reading it raises becomes a BackupError."""
    try:
        with ZipFile(file) as archive:
            yield archive
    # what zipfile raises for what is damaged, encrypted or packed in another way
    except (BadZipFile, EOFError, KeyError, NotImplementedError, RuntimeError, zlib.error) as error:
        raise _refusal(file, f"it is damaged, cut short, or something else ({error})") from error
    except OSError as error:
        raise BackupError(
            f"{file} cannot be read or unpacked: {error.strerror}. Check its name and that the "
            "store's disk has room; the store is as it was."
        ) from error


def _manifest_of(archive: ZipFile, file: Path) -> Manifest:
    if sorted(archive.namelist()) != sorted((MANIFEST, CATALOGUE)):
        raise _refusal(file, "it is a ZIP of something else")
    with archive.open(MANIFEST) as source:
        raw = source.read(LARGEST_MANIFEST + 1)
    if len(raw) > LARGEST_MANIFEST:
        raise _refusal(file, "its manifest is too long")
    try:
        manifest = TypeAdapter(Manifest).validate_json(raw, strict=True, extra="forbid")
    except ValidationError as error:
        raise _refusal(file, "its manifest is not ours") from error
    if (version := version_of(manifest.schema)) > NEWEST or manifest.format > FORMAT:
        raise BackupError(newer(str(file), manifest.version, manifest.schema))
    if version < OLDEST or manifest.format < FORMAT:
        raise _refusal(file, f"no way leads from its schema to {NEWEST}")
    if archive.getinfo(CATALOGUE).file_size != manifest.bytes:
        raise _refusal(file, "its catalogue is not as long as it says")
    return manifest


def _require_room(file: Path, folder: Path, size: int) -> None:
    free = shutil.disk_usage(folder).free
    if 2 * size > free:  # once unpacked, once in the store
        raise BackupError(
            f"{file} needs {2 * size // MEGABYTE + 1} MB to be restored, and the disk of {folder} "
            f"has {free // MEGABYTE}. Free some, or choose another store with --store."
        )


def _check(path: Path, manifest: Manifest, file: Path) -> None:
    """Raises BackupError unless the database is one of ours, whole, and what the manifest says."""
    own = path.with_name("own.sqlite")
    engine = open_sqlite(own)
    with writing(engine) as connection:
        make_as_of(connection, version_of(manifest.schema))
    engine.dispose()
    try:
        # compared before it is used: a foreign schema could hold triggers
        foreign = objects(path) - objects(own)
        if foreign:
            raise _refusal(file, "its catalogue is not of our form")
        with closing(Catalogue(path)) as catalogue:
            problems = catalogue_problems(catalogue)
            counts, model = catalogue.counts(), catalogue.setting(MODEL)
    except (StoreError, sqlite3.Error) as error:
        raise _refusal(file, f"its catalogue cannot be read ({error})") from error
    if problems:
        raise _refusal(file, f"its catalogue is damaged ({problems[0]})")
    if (counts, model) != (manifest.counts, manifest.model):
        raise _refusal(file, "its manifest does not fit its catalogue")


def objects(path: Path) -> set[tuple[str, str, str]]:
    """Tables, indexes, views and triggers, with the statements that made them.

    Spaces do not count: a table that a migration changed has others than one that was made so.
    """
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        connection.execute("PRAGMA trusted_schema=OFF")
        rows = connection.execute("SELECT type, name, coalesce(sql, '') FROM sqlite_master")
        return {(kind, name, " ".join(sql.split())) for kind, name, sql in rows}


# -- both --------------------------------------------------------------------------------------


@contextmanager
def _folder(parent: Path, prefix: str) -> Iterator[Path]:
    """A folder of our own in `parent`, gone in the end; what a crash left of others goes too."""
    for left in parent.glob(f"{prefix}*"):
        shutil.rmtree(left, ignore_errors=True)
    with TemporaryDirectory(prefix=prefix, dir=parent) as folder:
        yield Path(folder)


def _copy(source: IO[bytes], to: IO[bytes], size: int, progress: Progress) -> None:
    """Copies at most `size` bytes, so that nothing swells."""
    done = 0
    while part := source.read(min(MEGABYTE, size - done)):
        to.write(part)
        done += len(part)
        progress(done // MEGABYTE, size // MEGABYTE, "catalogue")


def _digest(file: IO[bytes]) -> str:
    digest = sha256()
    while part := file.read(MEGABYTE):
        digest.update(part)
    return digest.hexdigest()


def _refusal(file: Path, reason: str) -> BackupError:
    return BackupError(
        f"{file} is refused: {reason}. The store is as it was; restore another backup."
    )

"""What people change of an archive by hand: files uploaded, articles deleted and brought back."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import IO

from qa_service.domain.article import Article, carrier_of
from qa_service.domain.errors import StoreError, UnreadableFile, UsageError
from qa_service.domain.library import (
    ArticleStatus,
    Choices,
    Delivered,
    KeptFailure,
    KeptFailures,
    Outcome,
    Removal,
    Shelved,
    Staged,
    Upload,
    UploadReport,
)
from qa_service.domain.reports import Failure, FileChange, IngestReport, Progress, no_progress
from qa_service.ingestion.articles import read_articles
from qa_service.ingestion.following import follow
from qa_service.ingestion.left_out import LeftOut
from qa_service.ingestion.limits import Limits
from qa_service.ingestion.pipeline import Encoder, draft_of, ingest, store
from qa_service.ingestion.sources import covered
from qa_service.ingestion.spelling import one_name
from qa_service.ingestion.uploads import Uploads, safe_name
from qa_service.store.catalogue import Catalogue
from qa_service.store.listing import choices, statuses

FOLDER = "uploads"  # of a store
NAMED = 5  # articles of an uploaded file, in the report


class Library:
    """Of one catalogue. Safe in threads."""

    def __init__(
        self,
        catalogue: Catalogue,
        folder: Path,
        encoder: Callable[[], AbstractContextManager[Encoder]],
        limits: Limits,
        default_source: Path,
        apply: Callable[[Progress], None],
    ) -> None:
        """`folder` is that of the store; `apply` brings its indexes in step."""
        self._catalogue, self._encoder, self._limits = catalogue, encoder, limits
        self._default_source, self._apply = default_source, apply
        self._uploads = Uploads(folder / FOLDER, limits)

    # -- looking through it --------------------------------------------------------------------

    def choices(self) -> Choices:
        """What the list of articles can be limited to."""
        return choices(self._catalogue.engine)

    def statuses(self, article_ids: Sequence[str]) -> dict[str, ArticleStatus]:
        """How each of these articles stands."""
        return statuses(self._catalogue.engine, article_ids)

    def shelved(self, article: Article) -> Shelved:
        """Where an article lies."""
        others = len(self._catalogue.parts(article.source)) - 1
        uploaded = self._uploads.holds(article.source)
        return Shelved(self.statuses([article.id])[article.id], uploaded, others)

    def removal(self, article_id: str) -> Removal:
        """A deleted article. Raises NotFound."""
        return self._catalogue.removals.get(article_id)

    # -- what could not be read ----------------------------------------------------------------

    def failures(self, start: int = 0, count: int | None = None) -> KeptFailures:
        """Lists what could not be read, the newest first: `count` from the one at `start` on."""
        return self._catalogue.failures.find(start, count)

    def dismiss(self, failure_id: str) -> KeptFailure:
        """Lists one of them no longer, unless its file or the reason changes. Raises NotFound."""
        return self._catalogue.failures.dismiss(failure_id)

    # -- uploading -----------------------------------------------------------------------------

    def sweep(self) -> None:
        """Deletes what interrupted uploads left; to be called before there are any."""
        self._uploads.sweep()

    def receive(self, files: Iterable[tuple[str, IO[bytes]]]) -> Delivered:
        """Looks at files by name and first bytes, and writes those that may be read to the disk.

        Raises UsageError where there is none, StoreError where they cannot be written.
        """
        self._require_folder()
        staged = list[Staged]()
        uploads = list[Upload]()
        for name, content in files:
            try:
                found = self._uploads.stage(name, content)
                if any(found.name == other.name for other in staged):
                    self._uploads.discard(found)
                    raise UnreadableFile("Another file of this upload has its name: rename one.")
                staged.append(found)
                uploads.append(Upload(found.name, Outcome.WAITING))
            except UnreadableFile as error:
                uploads.append(_refused(name, error))
        if not uploads:
            raise UsageError("No file was chosen. Choose one or several, then upload them.")
        self._keep_refused(uploads)
        return Delivered(tuple(staged), tuple(uploads))

    def take_in(self, delivery: Delivered, progress: Progress) -> UploadReport:
        """Puts the files that hold articles into the folder and reads them.

        To be called by one at a time. One of a name that is there replaces it.
        """
        placed: dict[str, tuple[Path, bool]] = {}
        refused: dict[str, Upload] = {}
        for staged in delivery.staged:
            try:
                self._require_article(staged)
                placed[staged.name] = self._uploads.place(staged)
            except UnreadableFile as error:
                self._uploads.discard(staged)
                refused[staged.name] = _refused(staged.name, error)
        twice = {_kept_name(one) for one in delivery.uploads if one.outcome is Outcome.REFUSED}
        self._catalogue.failures.forget_refused(placed.keys() - twice)
        self._keep_refused(refused.values())
        report = self._ingest([path for path, _ in placed.values()], progress)
        changes = {file.path: file for file in report.files}

        def ended(upload: Upload) -> Upload:
            if upload.outcome is not Outcome.WAITING:  # refused; another may have its name
                return upload
            if upload.name in refused:
                return refused[upload.name]
            return _outcome(upload, *placed[upload.name], changes, self._catalogue)

        return UploadReport(tuple(map(ended, delivery.uploads)), report)

    def _keep_refused(self, uploads: Iterable[Upload]) -> None:
        refused = [(_kept_name(one), one.reason) for one in uploads if one.reason is not None]
        self._catalogue.failures.refuse(refused)

    def _ingest(self, paths: list[Path], progress: Progress) -> IngestReport:
        if not paths:
            return IngestReport(0, 0, 0, 0, (), 0.0)
        self._follow()
        names = set(map(one_name, paths))
        for place in {place.path for place in self._catalogue.removals.places()}:
            if one_name(place) in names:  # what was deleted of it comes back
                self._catalogue.removals.forget_file(place)
        with self._encoder() as encoder:
            report = ingest(paths, self._catalogue, encoder, progress, self._limits, LeftOut(()))
        self._apply(progress)
        return report

    def _follow(self) -> None:
        """Follows the folder of uploads, beside the default one that nobody named."""
        known = [Path(path) for path in self._catalogue.sources()]
        if not known and self._default_source.exists():
            known = follow(self._catalogue, [], self._default_source)
        if not covered(self._uploads.folder, known):
            self._catalogue.add_source(str(self._uploads.folder))

    def _require_article(self, staged: Staged) -> None:
        """Raises UnreadableFile where a file holds no article that can be read."""
        failures = list[Failure]()
        if next(read_articles(staged.path, failures.append, self._limits), None) is None:
            reason = failures[0].reason if failures else "It holds no article: check the file."
            raise UnreadableFile(reason)

    def _require_folder(self) -> None:
        """Raises StoreError where a new folder would pass for the old one without its files."""
        folder = self._uploads.folder
        if folder.exists():
            return
        if lost := [path for path in self._catalogue.files() if self._uploads.holds(path)]:
            raise StoreError(
                f"The folder {folder} is gone, with {len(lost)} uploaded files whose articles are "
                "still here. Put it back, or forget them with: qa-service sources remove "
                f"{folder}"
            )

    # -- deleting ------------------------------------------------------------------------------

    def remove(self, article_id: str) -> Removal:
        """Takes an article out of the archive; an uploaded file goes aside with its last article.

        Raises NotFound.
        """
        article = self._catalogue.article(article_id)
        uploaded = self._uploads.holds(article.source)
        self._catalogue.lay_aside(article_id, uploaded)
        if uploaded and not self._catalogue.parts(article.source):
            self._uploads.lay_aside(Path(article.source))
            self._catalogue.failures.forget([article.source])
        self._apply(no_progress)
        return self.removal(article_id)

    def restore(self, article_id: str) -> Article:
        """Undoes that. Raises NotFound."""
        removal = self.removal(article_id)
        if removal.uploaded:
            self._uploads.bring_back(Path(removal.article.source))
        with self._encoder() as encoder:  # which starts when something has to be embedded
            store([draft_of(removal.article, removal.fingerprint)], self._catalogue, encoder)
        self._apply(no_progress)
        return removal.article

    def forget(self, article_id: str) -> None:
        """Deletes an uploaded article for good. Raises NotFound, or UsageError for another one."""
        removal = self.removal(article_id)
        if not removal.uploaded:
            raise UsageError(
                "Its file lies in a followed folder: delete the file there. Until then the article "
                "is remembered as deleted, so that it does not come back."
            )
        path = Path(removal.article.source)
        if self._catalogue.removals.count_of(str(path)) == 1:
            self._uploads.delete_aside(path)
        self._catalogue.removals.forget(article_id)


def _refused(name: str, error: UnreadableFile) -> Upload:
    return Upload(name, Outcome.REFUSED, reason=str(error))


def _kept_name(upload: Upload) -> str:
    """The name under which a file would lie among the others, or as it came if that is refused."""
    try:
        return safe_name(upload.name)
    except UnreadableFile:
        return upload.name


def _outcome(
    upload: Upload, path: Path, replaces: bool, changes: dict[str, FileChange], catalogue: Catalogue
) -> Upload:
    change = changes.get(str(path))
    parts = list(catalogue.parts(str(path)).values())
    if change is not None and change.failed and not parts:
        return replace(upload, outcome=Outcome.REFUSED, reason=change.failed[0].reason)
    held = tuple(carrier_of(catalogue.article(part.article_id)) for part in parts[:NAMED])
    return replace(
        upload, outcome=_named(change), articles=len(parts), replaces=replaces, held=held
    )


def _named(change: FileChange | None) -> Outcome:
    if change is None or not (change.added or change.moved or change.replaced or change.removed):
        return Outcome.UNCHANGED
    before = change.replaced or change.removed or change.unchanged
    return Outcome.CHANGED if before else Outcome.ADDED

"""What differs between the sources and the catalogue: articles added, changed, moved, removed.

Nothing is written before `settle` and `forget_gone`, which a preview leaves out.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from qa_service.domain.errors import UnreadableFile
from qa_service.domain.reports import Abridged, Failure, FileChange, IngestReport, TableRead
from qa_service.domain.warnings import WarnedArticle
from qa_service.ingestion.articles import ReadArticle, article_from, failure_of
from qa_service.ingestion.failing import Failing
from qa_service.ingestion.left_out import LeftOut
from qa_service.ingestion.limits import Limits
from qa_service.ingestion.moves import Vanished
from qa_service.ingestion.readers import Found, Headed, Piece, Unread, holds_one, pieces
from qa_service.ingestion.readers.pieces import joined
from qa_service.ingestion.sources import (
    article_id,
    covered,
    fingerprint,
    list_files,
    part_fingerprint,
)
from qa_service.ingestion.spelling import Names, is_writable, respelt
from qa_service.store.catalogue import Catalogue
from qa_service.store.records import KnownFile, KnownPart, Move


@dataclass(slots=True)
class FileRead:
    """How far a file was compared with what is known of it."""

    path: Path
    fingerprint: str
    there: dict[str, KnownPart]
    names: Names  # of the parts that are there
    unmet: set[str]  # parts
    gone: set[str] = field(default_factory=set)  # parts, known at the file's end
    ended: bool = False  # nothing of it is unknown
    counts: Counter[str] = field(default_factory=Counter)  # fields of FileChange
    moves: list[Move] = field(default_factory=list)
    moved_from: Counter[str] = field(default_factory=Counter)  # articles by path
    unread: list[Unread] = field(default_factory=list)

    def end(self) -> None:
        """To be called at the file's end: parts that nothing unread may have held are gone."""
        self.ended = not self.unread
        self.gone = {
            part for part in self.unmet if not any(item.may_have_held(part) for item in self.unread)
        }
        self.counts["removed"] = len(self.gone)

    def change(self) -> FileChange:
        path = str(self.path)
        failed = (Failure(joined(path, item.part), item.reason) for item in self.unread)
        return FileChange(
            path, **self.counts, moved_from=tuple(sorted(self.moved_from)), failed=tuple(failed)
        )


class Changes:
    """Iterates over the articles that have to be stored, and counts as it goes.

    They are new or changed, or are read differently where they now lie.
    """

    def __init__(
        self,
        sources: list[Path],
        catalogue: Catalogue,
        limits: Limits,
        left_out: LeftOut,
        addresses: Mapping[str, str],
    ) -> None:
        """`addresses` are those of fetched files, by path, whose articles go by no ingestion."""
        self._catalogue, self._limits, self._left_out = catalogue, limits, left_out
        self._addresses = addresses
        self._failing = Failing(catalogue, sources)
        everything = catalogue.files()
        known = {path: file for path, file in everything.items() if covered(Path(path), sources)}
        listing = list_files(sources, known)
        named = [path for path in listing.files if is_writable(path)]
        listed = set(map(str, named))
        # what each was known as
        self._respelt = respelt(listed, known.keys() | self._failing.known())
        met = listed.union(self._respelt.values())
        kept = [Path(failure.path) for failure in listing.missing]
        self._missing = listing.missing
        self._gone = {
            path: file
            for path, file in known.items()
            if path not in met and path not in addresses and not covered(Path(path), kept)
        }
        self._unchanged = 0  # articles of files that need not be opened
        self._to_read: list[tuple[Path, str]] = []  # with the fingerprint
        self._files: list[FileChange] = []  # that were read
        self._closed = [_misnamed(path) for path in listing.files if not is_writable(path)]
        for path in named:
            self._compare(path, known.get(self._respelt.get(str(path), str(path))))
        self._vanished = Vanished(catalogue, everything.keys() - met if self._to_read else ())
        self._read: list[FileRead] = []  # and not settled
        self._moved_away: Counter[str] = Counter()  # articles by path
        self._abridged: list[Abridged] = []
        self._tables: list[TableRead] = []

    def _compare(self, path: Path, known: KnownFile | None) -> None:
        try:
            mark = fingerprint(path)
        except OSError as error:
            self._closed.append(failure_of(path, error))
            return
        if known is not None and known.fingerprint == mark:
            self._unchanged += known.articles
        else:
            self._to_read.append((path, mark))

    def respell(self) -> None:
        """Has the catalogue name files as they are named now; to be called before they are read."""
        for new, old in self._respelt.items():
            self._catalogue.respell(old, new)
        self._respelt = {}

    def _parts(self, path: Path) -> dict[str, KnownPart]:
        return self._catalogue.parts(self._respelt.get(str(path), str(path)))

    def _pieces(self, path: Path) -> Iterator[Found]:
        return pieces(path, self._limits, self._addresses.get(str(path)))

    # -- reading -------------------------------------------------------------------------------

    def count(self) -> int:
        """How many articles the iteration yields, or more: what is unreadable counts too."""
        return sum(self._count(path) for path, _ in self._to_read)

    def _count(self, path: Path) -> int:
        if holds_one(path.name):
            return 1
        there, number = self._parts(path), 0
        names = Names(there)
        try:
            for piece in self._pieces(path):
                if isinstance(piece, Piece):
                    mark, known = part_fingerprint(piece.content), names.known(piece.part)
                    if known is not None:
                        number += there[known].fingerprint != mark
                    elif not self._left_out.has(mark, str(path), piece.part):
                        number += mark not in self._vanished
        except (UnreadableFile, OSError):
            return number  # reported when it is read
        return number

    def __iter__(self) -> Iterator[ReadArticle]:
        for path, mark in self._to_read:
            there = self._parts(path)
            reading = FileRead(path, mark, there, Names(there), set(there))
            try:
                yield from self._of_file(reading)
                reading.end()
            except (UnreadableFile, OSError) as error:  # it breaks off
                reading.unread.append(Unread("", failure_of(path, error).reason))
            self._read.append(reading)
            self._moved_away += reading.moved_from
            self._files.append(reading.change())

    def _of_file(self, reading: FileRead) -> Iterator[ReadArticle]:
        for piece in self._pieces(reading.path):
            if isinstance(piece, Unread):
                reading.unread.append(piece)
                continue
            if isinstance(piece, Headed):
                place = joined(str(reading.path), piece.part)
                self._tables.append(TableRead(place, piece.taken, piece.ignored))
                continue
            reading.unmet.discard(reading.names.known(piece.part) or piece.part)
            try:
                changed = self._changed(reading, piece)
            except UnreadableFile as error:
                reading.unread.append(Unread(piece.part, str(error), piece.part))
                continue
            if changed:
                if changed.omitted:
                    place = joined(str(reading.path), piece.part)
                    self._abridged.append(Abridged(place, changed.omitted))
                yield changed

    def _changed(self, reading: FileRead, piece: Piece) -> ReadArticle | None:
        """The article, if it has to be stored. Raises UnreadableFile."""
        mark, part = part_fingerprint(piece.content), reading.names.known(piece.part)
        if part is None and self._left_out.has(mark, str(reading.path), piece.part):
            return None
        if part is None:
            return self._new(reading, piece, mark)
        known = reading.there[part]
        if known.fingerprint == mark:
            reading.counts["unchanged"] += 1
            if part != piece.part:
                reading.moves.append(Move(known.article_id, str(reading.path), piece.part))
            return None
        changed = article_from(reading.path, piece, known.article_id, mark)
        reading.counts["replaced"] += 1
        return changed

    def _new(self, reading: FileRead, piece: Piece, mark: str) -> ReadArticle | None:
        path = str(reading.path)
        place = self._vanished.take(mark, path, piece.part)
        if place is None:
            new = article_from(reading.path, piece, self._new_id(path, piece.part), mark)
            reading.counts["added"] += 1
            return new
        moved = None
        if place.is_read_like(path, piece.part):
            reading.moves.append(Move(place.article_id, path, piece.part))
        else:
            moved = article_from(reading.path, piece, place.article_id, mark)
        reading.counts["moved"] += 1
        reading.moved_from[place.path] += 1
        return moved

    def _new_id(self, path: str, part: str) -> str:
        """That of the place, or another if an article that lay there has taken it along."""
        number = 1
        while self._catalogue.holds(found := article_id(path, part, number)):
            number += 1
        return found

    # -- writing -------------------------------------------------------------------------------

    def read(self) -> list[FileRead]:
        """The files that were read to their end since the last call."""
        read, self._read = self._read, []
        return read

    def settle(self, read: Iterable[FileRead]) -> None:
        """To be called once the articles of these files are stored: what else was found there."""
        for reading in read:
            if reading.moves:
                self._catalogue.move(reading.moves)
            if reading.gone:
                self._catalogue.remove(*(reading.there[part].article_id for part in reading.gone))
            if reading.ended:
                self._catalogue.remember_file(str(reading.path), reading.fingerprint)
            self._failing.note(str(reading.path), reading.fingerprint, reading.unread)

    def forget_gone(self) -> None:
        """To be called at the end: removes what was in files that are gone and is nowhere else."""
        for path in self._gone:
            self._catalogue.forget_file(path)

    def settle_failing(self) -> None:
        """To be called at the end: only what this run could not read is still said to be so."""
        for failure in self._closed:
            self._failing.note(failure.path, "", [Unread("", failure.reason)])
        self._failing.forget_others()

    # -- reporting, when all was read ----------------------------------------------------------

    def files(self) -> tuple[FileChange, ...]:
        """What changes, by file."""
        left = {
            path: file.articles - self._moved_away[path]
            for path, file in sorted(self._gone.items())
        }
        gone = (FileChange(path, removed=number) for path, number in left.items() if number)
        failed = (*self._missing, *self._closed)
        unopened = (FileChange(failure.path, failed=(failure,)) for failure in failed)
        return (*unopened, *filter(None, self._files), *gone)

    def report(
        self, embedded: int, seconds: float, warned: Iterable[WarnedArticle] = ()
    ) -> IngestReport:
        """What changes in all; `embedded` in sentences."""
        files = self.files()
        return IngestReport(
            added=sum(file.added for file in files),
            replaced=sum(file.replaced for file in files),
            removed=sum(file.removed for file in files),
            unchanged=self._unchanged + sum(file.unchanged for file in files),
            failed=tuple(failure for file in files for failure in file.failed),
            seconds=seconds,
            moved=sum(file.moved for file in files),
            embedded=embedded,
            files=files,
            warnings=tuple(warned),
            abridged=tuple(self._abridged),
            tables=tuple(self._tables),
        )


def _misnamed(path: Path) -> Failure:
    shown = str(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return Failure(shown, "Its name is not written in UTF-8: rename it.")

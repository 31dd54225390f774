"""The folder of uploaded files: what may come into it, under which name, and how it goes aside.

    uploads/                  read as every folder that is followed
      .incoming/<key>/<name>  being written, or waiting for its turn; hidden from ingestion
      .removed/<name>         deleted, and brought back if wanted

Nothing outside of it is ever written.
"""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from errno import ENAMETOOLONG
from pathlib import Path, PurePath
from typing import IO
from uuid import uuid4

from qa_service.domain.errors import StoreError, UnreadableFile, UsageError
from qa_service.domain.library import Staged
from qa_service.ingestion.limits import MB, Limits
from qa_service.ingestion.readers import require_readable
from qa_service.ingestion.readers.kinds import HEAD, check_kind
from qa_service.ingestion.sources import is_passed_over
from qa_service.ingestion.spelling import on_disk, one_name

LONGEST_NAME = 255  # bytes in UTF-8: what most file systems take
BLOCK = 1 << 20  # bytes read at once

_FORBIDDEN = re.compile(r'[<>:"|?*]')  # by Windows, from which the folder may be looked at


class Uploads:
    """One such folder, made when something is uploaded."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        self.folder = folder.resolve()
        self._limits = limits

    def holds(self, source: str) -> bool:
        """Whether a file lies here, or did; in a folder of its own somebody else put it."""
        return one_name(Path(source).parent) == one_name(self.folder)

    def sweep(self) -> None:
        """Deletes what an interrupted upload left; to be called while nobody uploads."""
        shutil.rmtree(self._incoming, ignore_errors=True)

    # -- coming in -----------------------------------------------------------------------------

    def stage(self, name: str, content: IO[bytes]) -> Staged:
        """Writes a file where nobody reads it yet.

        Raises UnreadableFile for a name or a content that is refused, StoreError where it cannot be
        written.
        """
        name = safe_name(name)
        require_readable(name)
        head = content.read(HEAD)
        check_kind(head, name)
        folder = self._incoming / uuid4().hex
        try:
            with self._writing(name):
                folder.mkdir(parents=True)
                with (folder / name).open("xb") as file:
                    self._copy(head, content, file)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        return Staged(name, folder / name)

    def _copy(self, head: bytes, content: IO[bytes], file: IO[bytes]) -> None:
        size, block = 0, head
        while block:
            size += len(block)
            if size > self._limits.largest_file * MB:
                raise UnreadableFile(
                    f"It has more than the {self._limits.largest_file} MB a file may have: split "
                    "it, or raise QA_LARGEST_FILE."
                )
            file.write(block)
            block = content.read(BLOCK)
        file.flush()
        os.fsync(file.fileno())

    def place(self, staged: Staged) -> tuple[Path, bool]:
        """Puts a file among the others; its path, and whether one of that name was there.

        Raises UnreadableFile where its name is that of a folder, StoreError where it fails.
        """
        path = on_disk(self.folder / staged.name)
        if path.is_dir() and not path.is_symlink():
            raise UnreadableFile(
                "A folder among the uploaded files has that name: give the file another one."
            )
        replaces = path.is_file() or path.is_symlink()
        with self._writing(staged.name):
            os.replace(staged.path, path)
        self.discard(staged)
        self._aside(path).unlink(missing_ok=True)
        return path, replaces

    def discard(self, staged: Staged) -> None:
        """Takes a staged file away, if it is still there."""
        shutil.rmtree(staged.path.parent, ignore_errors=True)

    # -- going aside ---------------------------------------------------------------------------

    def lay_aside(self, path: Path) -> None:
        """Hides a file that is deleted. Raises StoreError."""
        path = on_disk(path)
        if path.is_file():
            with self._writing(path.name):
                self._removed.mkdir(parents=True, exist_ok=True)
                os.replace(path, self._aside(path))

    def bring_back(self, path: Path) -> None:
        """Undoes that; a file that came to its place since is left there. Raises StoreError."""
        aside = self._aside(path)
        place = on_disk(self.folder / path.name)  # the store may have moved
        if aside.is_file() and not place.exists():
            with self._writing(path.name):
                os.replace(aside, place)

    def delete_aside(self, path: Path) -> None:
        """Deletes a file that went aside. Raises UsageError for one that lies among the others."""
        if on_disk(path).exists():
            raise UsageError(
                f"{path.name} holds other articles, so this one cannot be deleted for good. Delete "
                "those too, or upload the file without it."
            )
        self._aside(path).unlink(missing_ok=True)

    @contextmanager
    def _writing(self, name: str) -> Iterator[None]:
        """Within it the disk's faults are those of the store."""
        try:
            yield
        except OSError as error:
            if error.errno == ENAMETOOLONG:
                raise UnreadableFile(
                    "Its name is longer than the disk of the archive takes: shorten it."
                ) from error
            raise StoreError(
                f"{name} cannot be written to {self.folder}: {error.strerror}. Check that the disk "
                "has room and the folder is writable, then try again."
            ) from error

    @property
    def _incoming(self) -> Path:
        return self.folder / ".incoming"

    @property
    def _removed(self) -> Path:
        return self.folder / ".removed"

    def _aside(self, path: Path) -> Path:
        return on_disk(self._removed / path.name)


def safe_name(given: str) -> str:
    """The name under which a file is kept. Raises UnreadableFile for one that is refused.

    >>> safe_name(' Le  port: "Valmer".txt ')
    'Le port_ _Valmer_.txt'
    """
    name = "".join(char if char.isprintable() else " " for char in one_name(given))
    name = " ".join(_FORBIDDEN.sub("_", name).split())
    if not name:
        raise UnreadableFile("It has no name: save it under one that ends in .txt or the like.")
    if "/" in name or "\\" in name:
        raise UnreadableFile("Its name holds a path: send the name of the file alone.")
    if is_passed_over(PurePath(name)):
        raise UnreadableFile(
            "Files that are named so are passed over, as hidden or as notes on the others: give it "
            "another name."
        )
    if len(name.encode()) > LONGEST_NAME:
        raise UnreadableFile(f"Its name is longer than {LONGEST_NAME} bytes: shorten it.")
    return name

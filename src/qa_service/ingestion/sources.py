"""Which files belong to the archive: those given, and those in the folders it follows."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from qa_service.domain.errors import UsageError
from qa_service.domain.reports import Failure

# Raised when reading, cleaning or cutting changes, so that unchanged files are read again.
RULES = "1"


@dataclass(frozen=True, slots=True)
class Listing:
    """What lies in the sources just now."""

    files: tuple[Path, ...]
    missing: tuple[Failure, ...]  # folders that are gone, e.g. on an unplugged disk


def resolve(paths: list[Path]) -> list[Path]:
    """The absolute paths; raises UsageError for one that does not exist."""
    for path in paths:
        if not path.exists():
            raise UsageError(f"{path} does not exist: give a file or a folder of articles.")
    return [path.resolve() for path in paths]


def list_files(sources: list[Path], known: Iterable[str]) -> Listing:
    """The files in `sources`, folders included with what lies below them.

    `known` are the files that were ingested before: a source that is gone and had files below it
    was a folder, and its disk may only be unplugged.
    """
    folders = {str(folder) for path in known for folder in Path(path).parents}
    files: set[Path] = set()
    missing = []
    for source in sources:
        if source.is_dir():
            files.update(path for path in source.rglob("*") if _is_article(path, source))
        elif source.is_file():
            files.add(source)
        elif str(source) in folders:
            missing.append(
                Failure(str(source), "the folder is gone; its articles are kept until it is back")
            )
    return Listing(tuple(sorted(files)), tuple(missing))


def covered(path: Path, folders: list[Path]) -> bool:
    """Whether `path` is one of `folders` or lies below one."""
    return any(path == folder or folder in path.parents for folder in folders)


def fingerprint(path: Path) -> str:
    """Changes whenever the file's content or our way of reading it does. Raises OSError."""
    return f"{RULES}:{hashlib.sha256(path.read_bytes()).hexdigest()}"


def article_id(source: str) -> str:
    """A short id that stays the same as long as the file keeps its place.

    >>> article_id("/articles/mali.txt")
    'cc38173ec6eb518a'
    """
    return hashlib.sha256(source.encode()).hexdigest()[:16]


def _is_article(path: Path, source: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.relative_to(source).parts)
    return path.is_file() and not hidden and path.stem.lower() != "readme"

"""Which files belong to the archive: those given, and those in the folders it follows."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePath

from qa_service.domain.errors import UsageError
from qa_service.domain.reports import Failure
from qa_service.ingestion.spelling import on_disk, one_name

# Raised when reading, cleaning or cutting changes, so that unchanged files are read again.
RULES = "6"


@dataclass(frozen=True, slots=True)
class Listing:
    """What lies in the sources just now."""

    files: tuple[Path, ...]
    missing: tuple[Failure, ...]  # folders that are gone, e.g. on an unplugged disk


def resolve(paths: list[Path]) -> list[Path]:
    """The absolute paths; raises UsageError for one that does not exist."""
    found = [on_disk(path) for path in paths]
    for path in found:
        if not path.exists():
            raise UsageError(
                f"{path} does not exist: give a file or a folder, or an address with https://."
            )
    return [path.resolve() for path in found]


def list_files(sources: list[Path], known: Iterable[str]) -> Listing:
    """The files in `sources`, folders included with what lies below them.

    `known` are the files that were ingested before: a source that is gone and had files below it
    was a folder, and its disk may only be unplugged.
    """
    folders = {one_name(folder) for path in known for folder in Path(path).parents}
    files: set[Path] = set()
    missing = []
    for source in sources:
        if source.is_dir():
            files.update(path for path in source.rglob("*") if _is_article(path, source))
        elif source.is_file():
            files.add(source)
        elif one_name(source) in folders:
            missing.append(
                Failure(str(source), "the folder is gone; its articles are kept until it is back")
            )
    return Listing(tuple(sorted(files)), tuple(missing))


def covered(path: Path, folders: list[Path]) -> bool:
    """Whether `path` is one of `folders` or lies below one, whatever its accents are written in."""
    named = PurePath(one_name(path))
    return any(named.is_relative_to(one_name(folder)) for folder in folders)


def fingerprint(path: Path) -> str:
    """Changes whenever the file's content or our way of reading it does. Raises OSError."""
    with path.open("rb") as file:  # an export may be larger than memory
        return f"{RULES}:{hashlib.file_digest(file, 'sha256').hexdigest()}"


def part_fingerprint(content: bytes) -> str:
    """The same for what one article of a file is made from."""
    return f"{RULES}:{hashlib.sha256(content).hexdigest()}"


def content_of(fingerprint: str) -> str:
    """The content alone: what people said of it holds when we read it in another way.

    >>> content_of("5:e3b0c442"), content_of("")
    ('e3b0c442', '')
    """
    return fingerprint.rpartition(":")[2]


def article_id(source: str, part: str = "", number: int = 1) -> str:
    """A short id, of the place where an article is first seen; `number` tells apart several.

    >>> article_id("/articles/mali.txt")
    'cc38173ec6eb518a'
    >>> article_id("/articles/mali.zip", "a.txt") != article_id("/articles/mali.zip", "b.txt")
    True
    """
    named = f"{source}\0{part}" if part else source
    if number > 1:
        named += f"\0{number}"
    return hashlib.sha256(one_name(named).encode()).hexdigest()[:16]


def is_passed_over(path: PurePath) -> bool:
    """Whether a path, within a folder or an archive, is hidden or describes the rest.

    >>> is_passed_over(PurePath("mali/.git/a.txt")), is_passed_over(PurePath("mali/a.txt"))
    (True, False)
    """
    hidden = any(part.startswith((".", "__MACOSX")) for part in path.parts)
    return hidden or path.stem.lower() == "readme"


def _is_article(path: Path, source: Path) -> bool:
    return path.is_file() and not is_passed_over(path.relative_to(source))

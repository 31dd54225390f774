from pathlib import Path

from qa_service.domain.errors import UnreadableFile
from qa_service.ingestion.cleaning import Dropped
from qa_service.ingestion.readers.document import RawDocument
from qa_service.ingestion.readers.markdown import read_markdown
from qa_service.ingestion.readers.text import read_text

__all__ = ["SUFFIXES", "Dropped", "RawDocument", "read"]

SUFFIXES = frozenset({".txt", ".md", ".markdown", ".html", ".htm"})
LARGEST = 10_000_000  # bytes: a long article has 100,000; more is a data dump


def read(path: Path) -> RawDocument:
    """The article in a file, by the file's suffix.

    Raises UnreadableFile, whose message is a reason for the user and names the next step.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise UnreadableFile(
            f"Files of the kind '{suffix or path.name}' cannot be read: save the article as .txt, "
            ".md or .html."
        )
    data = _bytes_of(path)
    if suffix == ".txt":
        return read_text(data)
    if suffix in (".md", ".markdown"):
        return read_markdown(data)
    # trafilatura takes 0.4 s to import, which those without HTML files need not wait for.
    from qa_service.ingestion.readers.html import read_html

    return read_html(data)


def _bytes_of(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise UnreadableFile(
                f"It has {size / 1_000_000:.0f} MB, more than the {LARGEST // 1_000_000} MB an "
                "article may have: split it into one file per article."
            )
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UnreadableFile(f"{reason}: check that the file exists and may be read.") from error

"""Whether a file is what its name says."""

from pathlib import PurePath

from qa_service.domain.errors import UnreadableFile

HEAD = 512  # bytes that tell a file's kind

_ZIPPED = frozenset({".zip", ".docx", ".epub", ".xlsx", ".odt"})
_BINARY = _ZIPPED | {".pdf", ".gz", ".rtf", ".msg", ".warc"}
_OLD_OFFICE = "an old or an encrypted office file"
# What a file begins with, what it is then, and by which suffixes it is read.
_SIGNATURES: tuple[tuple[bytes, str, frozenset[str]], ...] = (
    (b"%PDF", "a PDF", frozenset({".pdf"})),
    (b"PK\x03\x04", "a ZIP or office file", _ZIPPED),
    (b"PK\x05\x06", "an empty ZIP file", _ZIPPED),
    (b"\x1f\x8b", "compressed", frozenset({".gz"})),
    (b"\xd0\xcf\x11\xe0", _OLD_OFFICE, frozenset({".msg"})),
    (b"WARC/", "a WARC file", frozenset({".warc"})),
    (b"{\\rtf", "an RTF file", frozenset({".rtf"})),
    (b"\xff\xd8\xff", "an image", frozenset()),
    (b"\x89PNG", "an image", frozenset()),
    (b"GIF8", "an image", frozenset()),
)
_PAGE = (b"<!doctype html", b"<html")


def suffix_of(name: str) -> str:
    """The suffix in small letters, with the dot.

    >>> suffix_of("Mali.PDF")
    '.pdf'
    """
    return PurePath(name).suffix.lower()


def check_kind(head: bytes, name: str) -> None:
    """Raises UnreadableFile for an empty file, and for one that its first bytes give the lie."""
    if not head.strip(b" \t\r\n\xef\xbb\xbf\0"):
        raise UnreadableFile("The file is empty: put the article's text into it, or delete it.")
    suffix = suffix_of(name)
    for start, kind, suffixes in _SIGNATURES:
        if head.startswith(start) and suffix not in suffixes:
            raise UnreadableFile(f"It is {kind}, not what '{suffix}' says: {_step(kind, suffixes)}")
    if suffix in _BINARY and not _is_signed(head, suffix):
        raise UnreadableFile(
            f"It is no {suffix.lstrip('.').upper()} file, although its name says so, or it is "
            "damaged: get it anew, or name it after what it is."
        )
    if suffix == ".txt" and head.lstrip().lower().startswith(_PAGE):
        raise UnreadableFile("It is an HTML page, not plain text: rename it to end in .html.")


def _is_signed(head: bytes, suffix: str) -> bool:
    if suffix == ".pdf":  # other bytes may stand before the mark
        return b"%PDF" in head
    return any(head.startswith(start) for start, _, suffixes in _SIGNATURES if suffix in suffixes)


def _step(kind: str, suffixes: frozenset[str]) -> str:
    if kind == _OLD_OFFICE:
        return "save the article as .txt, .docx or .html, without a password."
    if suffixes:
        return f"rename it to end in {' or '.join(sorted(suffixes))}."
    return "save the article's text as .txt, .docx or .html."

"""Text of a PDF that is drawn without ink, as below the picture of a scanned page.

There it is what was recognised, and most of the page's text. Beside text that is seen, it is
hidden.
"""

import re
from collections.abc import Iterator

from pypdf import PageObject
from pypdf.generic import ContentStream, NameObject, NullObject

from qa_service.ingestion.readers.hidden import SEVERAL
from qa_service.text.injections import is_order

WITHOUT_INK = (3, 7)  # text rendering modes
SHOWS = (b"Tj", b"TJ", b"'", b'"')
_SETS_MODE = re.compile(rb"[37]\s+Tr\b")
Operation = tuple[list[object], bytes]


def take_inkless(page: PageObject) -> str | None:
    """Takes it out of a page; returns its words if they are worth a warning.

    Text within forms that a page draws is left as it is.
    """
    content = content_of(page)
    if content is None or not _SETS_MODE.search(content.get_data()):
        return None
    drawn = list(_with_mode(content.operations))
    hidden = [inked is False for _, inked in drawn]
    if sum(hidden) >= sum(inked is True for _, inked in drawn):
        return None  # recognised
    content.operations = [one for one, inked in drawn if inked is not True]
    words = " ".join(_put(page, content).extract_text().split())
    content.operations = [one for one, inked in drawn if inked is not False]
    _put(page, content)
    return words if len(words.split()) >= SEVERAL or is_order(words) else None


def content_of(page: PageObject) -> ContentStream | None:
    """The operations of a page, a font's codes left as they are: page.get_contents decodes them."""
    written = page.get("/Contents")
    if written is None or isinstance(written.get_object(), NullObject):
        return None
    found = written.get_object()
    return found if isinstance(found, ContentStream) else ContentStream(found, page.pdf, "bytes")


def _with_mode(operations: list[Operation]) -> Iterator[tuple[Operation, bool | None]]:
    """Each operation, and whether it shows text with ink; None where it shows none."""
    mode, saved = 0, list[int]()
    for operands, operator in operations:
        if operator == b"Tr" and operands:
            mode = int(str(operands[0]))
        elif operator == b"q":
            saved.append(mode)
        elif operator == b"Q" and saved:
            mode = saved.pop()
        inked = mode not in WITHOUT_INK if operator in SHOWS else None
        yield (operands, operator), inked


def _put(page: PageObject, content: ContentStream) -> PageObject:
    page[NameObject("/Contents")] = content
    return page

"""Word files, by python-docx."""

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from xml.etree.ElementTree import ParseError

import docx
from docx.document import Document
from docx.opc.exceptions import OpcError
from docx.text.paragraph import Paragraph
from lxml.etree import LxmlError

from qa_service.domain.errors import UnreadableFile
from qa_service.ingestion.limits import Budget, Limits
from qa_service.ingestion.metadata import Metadata
from qa_service.ingestion.readers.archives import opened_zip
from qa_service.ingestion.readers.document import RawDocument, assemble, normalised
from qa_service.ingestion.readers.exports import in_paragraphs, is_marked
from qa_service.ingestion.readers.hidden_runs import take_hidden_runs
from qa_service.ingestion.readers.pieces import Found, Source
from qa_service.ingestion.readers.printed import printed_fields

TEXT = "word/document.xml"
TITLES = ("Title", "Heading 1")  # styles by their names in the file, whatever Word shows


def read_docx(data: bytes, limits: Limits) -> RawDocument:
    """A document from the bytes of a .docx file. Raises UnreadableFile.

    Its dates of creation and change are the file's, not the article's, and are not read.
    """
    with _opened(data, limits) as document:
        hidden = take_hidden_runs(document)
        lines = [line for text in _blocks(document) for line in (*text.split("\n"), "")]
    core = document.core_properties
    title, author = printed_fields(lines, core.title, core.author)
    return assemble(lines, Metadata(title=_styled_title(document) or title, author=author), hidden)


def exported_in(data: bytes, limits: Limits) -> Iterator[Found] | None:
    """The articles that a press database exported in it, or None. Raises UnreadableFile."""
    source = Source("", lambda: io.BytesIO(data), limits, Budget(limits))
    with opened_zip(source) as archive:
        try:
            markup = archive.read(TEXT).decode("utf-8", "replace")
        except KeyError:
            return None  # as it will be said of the file
    if not is_marked(re.sub("<[^<>]*>", "", re.sub("</w:p>", "\n", markup))):
        return None
    with _opened(data, limits) as document:
        hidden = take_hidden_runs(document)
        lines = [line for text in _rows(document) for line in text.split("\n")]
    return in_paragraphs(lines, hidden)


@contextmanager
def _opened(data: bytes, limits: Limits) -> Iterator[Document]:
    with opened_zip(Source("", lambda: io.BytesIO(data), limits, Budget(limits))):
        pass  # it unpacks to no more than is allowed
    try:
        yield docx.Document(io.BytesIO(data))
    except (OpcError, LxmlError, ParseError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise UnreadableFile(
            "It is no Word file that can be read: save it anew as .docx, or as .txt."
        ) from error


def _rows(document: Document) -> Iterator[str]:
    """The text of each paragraph and row, the paragraphs of a cell apart."""
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            yield normalised(block.text)
        else:
            for row in block.rows:
                yield normalised(" | ".join(dict.fromkeys(cell.text.strip() for cell in row.cells)))


def _blocks(document: Document) -> Iterator[str]:
    """The text of each paragraph and each row of a table, in order."""
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            yield normalised(block.text)
        else:
            for row in block.rows:
                cells = dict.fromkeys(cell.text.strip() for cell in row.cells)  # merged: twice
                yield normalised(" | ".join(filter(None, cells)).replace("\n", " "))


def _styled_title(document: Document) -> str | None:
    for style in TITLES:
        for paragraph in document.paragraphs:
            named = paragraph.style is not None and paragraph.style.name == style
            if named and (text := " ".join(normalised(paragraph.text).split())):
                return text
    return None

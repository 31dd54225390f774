"""Word files, by python-docx."""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from xml.etree.ElementTree import ParseError

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RELATIONS
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from lxml.etree import LxmlError

from qa_service.domain.errors import UnreadableFile
from qa_service.domain.reports import Omission, Omitted
from qa_service.ingestion.limits import Budget, Limits
from qa_service.ingestion.metadata import Metadata
from qa_service.ingestion.readers.archives import opened_zip
from qa_service.ingestion.readers.document import RawDocument, assemble
from qa_service.ingestion.readers.exports import in_paragraphs, is_marked
from qa_service.ingestion.readers.hidden_runs import take_hidden_runs
from qa_service.ingestion.readers.pieces import Found, Source
from qa_service.ingestion.readers.printed import printed_fields
from qa_service.ingestion.readers.word_blocks import Block, Blocks
from qa_service.ingestion.readers.word_changes import accept
from qa_service.ingestion.readers.word_lines import NoteId
from qa_service.ingestion.readers.word_omitted import beside, parts
from qa_service.ingestion.readers.word_styles import Element, Styles

TEXT = "word/document.xml"
TITLES = ("title", "heading 1")  # styles by their names in the file, whatever Word shows
_NOTES = {"footnote": RELATIONS.FOOTNOTES, "endnote": RELATIONS.ENDNOTES}


@dataclass(frozen=True, slots=True)
class _Told:
    """What a file says; what it hides and what is no part of it are left out."""

    blocks: list[Block]
    hidden: tuple[str, ...]
    omitted: Counter[Omission]


def read_docx(data: bytes, limits: Limits) -> RawDocument:
    """A document from the bytes of a .docx file. Raises UnreadableFile.

    Its dates of creation and change are the file's, not the article's, and are not read.
    """
    with _opened(data, limits) as document:
        told = _told(document, barred=False)
        core = document.core_properties
        known = (core.title, core.author)
    lines = [line for block in told.blocks for line in (*block.text.split("\n"), "")]
    title, author = printed_fields(lines, *known)
    named = Metadata(title=_styled_title(told.blocks) or title, author=author)
    omitted = tuple(Omitted(kind, told.omitted[kind]) for kind in sorted(told.omitted))
    return replace(assemble(lines, named, told.hidden), omitted=omitted)


def exported_in(data: bytes, limits: Limits) -> Iterator[Found] | None:
    """The articles that a press database exported in it, or None. Raises UnreadableFile."""
    with opened_zip(Source("", lambda: io.BytesIO(data), limits, Budget(limits))) as archive:
        try:
            markup = archive.read(TEXT).decode("utf-8", "replace")
        except KeyError:
            return None  # as it will be said of the file
    if not is_marked(re.sub("<[^<>]*>", "", re.sub("</w:p>", "\n", markup))):
        return None
    with _opened(data, limits) as document:
        told = _told(document, barred=True)
    return in_paragraphs([line for block in told.blocks for line in block.text.split("\n")],
                         told.hidden)  # fmt: skip


@contextmanager
def _opened(data: bytes, limits: Limits) -> Iterator[Document]:
    """A file while it is read, whatever breaks then. Raises UnreadableFile."""
    with opened_zip(Source("", lambda: io.BytesIO(data), limits, Budget(limits))):
        pass  # it unpacks to no more than is allowed
    try:
        yield docx.Document(io.BytesIO(data))
    except (OpcError, LxmlError, ParseError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise UnreadableFile(
            "It is no Word file that can be read: save it anew as .docx, or as .txt."
        ) from error


def _told(document: Document, barred: bool) -> _Told:
    body = document.element.find(qn("w:body"))
    if body is None:
        raise KeyError("w:body")
    notes = {kind: list(parts(document, relation)) for kind, relation in _NOTES.items()}
    stories = [body, *notes["footnote"], *notes["endnote"]]
    omitted = beside(document)
    for story in stories:
        omitted += accept(story)
    styles = Styles(document.styles.element)
    hidden = take_hidden_runs(stories, styles)
    return _Told([*Blocks(styles, _by_id(notes), barred).of(body)], hidden, omitted)


def _by_id(notes: dict[str, list[Element]]) -> dict[NoteId, Element]:
    """The notes by what refers to them."""
    return {
        (qn(f"w:{kind}Reference"), note.get(qn("w:id"))): note
        for kind, stories in notes.items()
        for story in stories
        for note in story.iter(qn(f"w:{kind}"))
    }


def _styled_title(blocks: Sequence[Block]) -> str | None:
    titles = (
        text
        for style in TITLES
        for block in blocks
        if block.style == style and (text := " ".join(block.text.split()))
    )
    return next(titles, None)

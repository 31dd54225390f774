"""What a Word file holds beside its article: named in the report, and not read."""

from collections import Counter
from collections.abc import Iterator

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RELATIONS
from docx.opc.part import XmlPart
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from qa_service.domain.reports import Omission
from qa_service.ingestion.readers.word_changes import accept
from qa_service.ingestion.readers.word_styles import Element

_EDGES = {Omission.HEADER: RELATIONS.HEADER, Omission.FOOTER: RELATIONS.FOOTER}


def beside(document: Document) -> Counter[Omission]:
    """How many comments, headers and footers with words there are."""
    comments = (note for part in parts(document, RELATIONS.COMMENTS) for note in part)
    found = Counter({Omission.COMMENT: sum(bool(_words(comment)) for comment in comments)})
    for kind, relation in _EDGES.items():
        found[kind] = len({words for part in parts(document, relation) if (words := _shown(part))})
    return +found


def parts(document: Document, relation: str) -> Iterator[Element]:
    """The parts of a file that stand in such a relation to its body."""
    for one in document.part.rels.values():
        if one.reltype == relation and not one.is_external:
            part = one.target_part
            yield part.element if isinstance(part, XmlPart) else parse_xml(part.blob)


def _shown(part: Element) -> str:
    """The words that are seen, if there are any besides the number of the page."""
    accept(part)
    words = _words(part)
    return words if any(map(str.isalpha, words)) else ""


def _words(element: Element) -> str:
    return "".join(text.text or "" for text in element.iter(qn("w:t"))).strip()

"""OpenDocument texts (.odt), as LibreOffice and others write them."""

import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from zipfile import ZipFile

import lxml.etree

from qa_service.domain.article import Provenance
from qa_service.domain.errors import UnreadableFile
from qa_service.domain.reports import Field, Omission, Omitted
from qa_service.ingestion.header import same_letters
from qa_service.ingestion.limits import Budget, Limits
from qa_service.ingestion.metadata import Metadata
from qa_service.ingestion.readers.archives import opened_zip, read_member
from qa_service.ingestion.readers.columns import field_of
from qa_service.ingestion.readers.document import RawDocument, assemble, normalised
from qa_service.ingestion.readers.fields import day_of
from qa_service.ingestion.readers.hidden import SEVERAL
from qa_service.ingestion.readers.odt_blocks import Block, Blocks
from qa_service.ingestion.readers.odt_styles import Look, Styles, drawn, qn
from qa_service.ingestion.readers.pieces import Source
from qa_service.ingestion.readers.printed import HEAD, printed_fields
from qa_service.ingestion.readers.styles import Element
from qa_service.text.injections import is_order

KIND = b"application/vnd.oasis.opendocument.text"
MANIFEST = "META-INF/manifest.xml"
_EDGES = {"header": Omission.HEADER, "footer": Omission.FOOTER}


@dataclass(frozen=True, slots=True)
class _Parts:
    """What is read of a file; what it lacks is empty."""

    content: Element
    styles: Element
    meta: Element


def read_odt(data: bytes, limits: Limits) -> RawDocument:
    """A document from the bytes of an .odt file. Raises UnreadableFile.

    Its dates of creation and change are the file's, not the article's, and are not read.
    """
    parts = _opened(data, limits)
    body = parts.content.find(f".//{qn('office:text')}")
    if body is None:
        raise _unreadable()
    blocks = Blocks(Styles(parts.content, parts.styles))
    try:
        told = list(blocks.of(body, _page(parts.styles)))
    except RecursionError as error:
        raise _unreadable() from error
    lines = [line for block in told for line in (*block.text.split("\n"), "")]
    hidden = " ".join(" ".join(blocks.hidden).split())
    warned = len(hidden.split()) >= SEVERAL or is_order(hidden)
    omitted = +(blocks.omitted + _edges(parts.styles))
    document = assemble(lines, _known(parts.meta, told, lines), (hidden,) if warned else ())
    return replace(
        document, omitted=tuple(Omitted(kind, omitted[kind]) for kind in sorted(omitted))
    )


def _opened(data: bytes, limits: Limits) -> _Parts:
    """The parts of a file. Raises UnreadableFile where it is none, or is encrypted."""
    source = Source("", lambda: io.BytesIO(data), limits, Budget(limits))
    with opened_zip(source) as archive:
        if b":encryption-data" in _member(source, archive, MANIFEST):
            raise UnreadableFile("It is encrypted: save a copy without a password.")
        if "content.xml" not in archive.namelist() or not _is_text(source, archive):
            raise _unreadable()
        names = ("content.xml", "styles.xml", "meta.xml")
        return _Parts(*(_tree(_member(source, archive, name)) for name in names))


def _is_text(source: Source, archive: ZipFile) -> bool:
    kind = _member(source, archive, "mimetype")
    return not kind or kind.strip().startswith(KIND)


def _member(source: Source, archive: ZipFile, name: str) -> bytes:
    if name not in archive.namelist():
        return b""
    data = read_member(source, archive, archive.getinfo(name))
    return source.checked(data, source.limits.largest_file)


def _tree(data: bytes) -> Element:
    """The tree of a part. Raises UnreadableFile.

    Entities are not resolved, so that nothing swells; a part that defines some is refused.
    """
    parser = lxml.etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        tree = lxml.etree.fromstring(data or b"<empty/>", parser)
    except (lxml.etree.LxmlError, ValueError) as error:
        raise _unreadable() from error
    if tree.getroottree().docinfo.internalDTD is not None:
        raise _unreadable()
    return tree


def _unreadable() -> UnreadableFile:
    return UnreadableFile(
        "It is no OpenDocument text that can be read: save it anew as .odt, or as .txt."
    )


def _page(styles: Element) -> Look:
    """What lies behind all text: the ground of the pages."""
    look = Look()
    for layout in styles.iter(qn("style:page-layout-properties")):
        look = drawn(look, dict(layout.attrib))
    return Look(ground=look.ground)


def _edges(styles: Element) -> Counter[Omission]:
    """How many headers and footers with words there are."""
    found = Counter[Omission]()
    for edge, kind in _EDGES.items():
        names = (qn(f"style:{edge}{side}") for side in ("", "-left", "-first"))
        texts = {" ".join("".join(part.itertext()).split()) for part in styles.iter(*names)}
        found[kind] = sum(any(map(str.isalpha, text)) for text in texts)
    return found


def _known(meta: Element, blocks: Sequence[Block], lines: Sequence[str]) -> Metadata:
    """What the file says of its article.

    Programs write the name of a computer's owner as the author, so one counts only if the text
    shows it. A title is typed by people, and into templates: that which the text shows comes first.
    """
    given = " ".join(normalised(meta.findtext(f".//{qn('dc:title')}") or "").split()) or None
    creators = (meta.findtext(f".//{qn(name)}") for name in ("dc:creator", "meta:initial-creator"))
    authors = (printed_fields(lines, None, name)[1] for name in creators)
    day = _published(meta)
    return Metadata(
        title=(given if _is_shown(given, lines) else None) or _styled_title(blocks) or given,
        author=next(filter(None, authors), None),
        published=day,
        published_from=Provenance.RECORD if day else None,
    )


def _is_shown(title: str | None, lines: Sequence[str]) -> bool:
    head = [line for line in lines if line.strip()][:HEAD]
    return bool(title) and any(same_letters(line, title or "") for line in head)


def _published(meta: Element) -> date | None:
    """The day in a property that somebody named as that of publication."""
    return next(
        (
            day
            for one in meta.iter(qn("meta:user-defined"))
            if field_of(one.get(qn("meta:name")) or "") == Field.PUBLISHED
            and (day := day_of((one.text or "").strip()))
        ),
        None,
    )


def _styled_title(blocks: Sequence[Block]) -> str | None:
    titles = [block.text for block in blocks if "Title" in block.styles]
    titles += [block.text for block in blocks if block.level == 1]
    return next((text for title in titles if (text := " ".join(title.split()))), None)

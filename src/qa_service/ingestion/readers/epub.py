"""EPUB files: each chapter that holds prose is an article."""

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from urllib.parse import unquote
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from qa_service.domain.article import Provenance
from qa_service.domain.errors import UnreadableFile
from qa_service.ingestion.boilerplate import is_prose
from qa_service.ingestion.metadata import Metadata
from qa_service.ingestion.readers.archives import opened_zip, read_member
from qa_service.ingestion.readers.blocks import lines_of, parse_markup
from qa_service.ingestion.readers.declared import names
from qa_service.ingestion.readers.document import RawDocument, assemble, decode
from qa_service.ingestion.readers.encodings import declared_in
from qa_service.ingestion.readers.fields import day_of
from qa_service.ingestion.readers.hidden import take_hidden
from qa_service.ingestion.readers.pieces import Found, Piece, Source

CONTAINER, ENCRYPTION = "META-INF/container.xml", "META-INF/encryption.xml"
FONTS = (  # these hide fonts only
    "http://www.idpf.org/2008/embedding",
    "http://ns.adobe.com/pdf/enc#RC",
)
CHAPTERS = ("application/xhtml+xml", "text/html")


def read_epub(source: Source) -> Iterator[Found]:
    """The chapters of an EPUB, but for covers and tables of contents. Raises UnreadableFile."""
    with opened_zip(source) as archive:
        members = {member.filename: member for member in archive.infolist()}

        def read(name: str) -> bytes:
            if name not in members:
                raise UnreadableFile(f"It is no whole EPUB, {name} is missing: get it anew.")
            return read_member(source, archive, members[name])

        if ENCRYPTION in members and _is_protected(read(ENCRYPTION)):
            raise UnreadableFile("It is encrypted (DRM): get a copy without protection.")
        package_name = next(_named(_xml(read(CONTAINER)), "rootfile")).get("full-path", "")
        package = _xml(read(package_name))
        book, chapters = _book(package), list(_chapters(package, package_name))
        alone = len(chapters) == 1
        found = [
            Piece(
                name,
                content + repr((book, alone)).encode(),
                partial(_read_chapter, content, book, alone),
            )
            for name in chapters
            if _holds_prose(content := read(name))
        ]
    if not found:
        raise UnreadableFile("It has no chapter with text: save the article as .txt or .html.")
    yield from found


def _read_chapter(content: bytes, book: Metadata, alone: bool) -> RawDocument:
    """The article in a chapter. Raises UnreadableFile."""
    tree = parse_markup(decode(content, declared_in(content)))
    hidden = take_hidden(tree) if tree is not None else ()
    lines = lines_of(tree)
    headings = tree.xpath("//h1 | //h2") if tree is not None else []
    title = next((text for h in headings if (text := " ".join(h.text_content().split()))), None)
    known = replace(book, title=title or (book.title if alone else None))
    return assemble(lines, known, hidden)


def _book(package: Element) -> Metadata:
    """What the package says of all chapters; its date of change is the file's."""
    day = next(
        (
            day
            for date in _named(package, "date")
            if not any(value == "modification" for value in date.attrib.values())
            and (day := day_of(date.text or ""))
        ),
        None,
    )
    language = (_text(package, "language") or "").lower()[:2]
    return Metadata(
        title=_text(package, "title"),
        outlet=_text(package, "publisher"),
        author=names([text for item in _named(package, "creator") if (text := _clean(item.text))]),
        published=day,
        published_from=Provenance.RECORD if day else None,
        language=language if language.isalpha() and len(language) == 2 else None,
    )


def _chapters(package: Element, package_name: str) -> Iterator[str]:
    """The members of the archive that are read one after the other, navigation left out."""
    items = {
        item.get("id"): item
        for item in _named(package, "item")
        if item.get("media-type") in CHAPTERS
        and "nav" not in (item.get("properties") or "").split()
    }
    for place in _named(package, "itemref"):
        if (item := items.get(place.get("idref"))) is not None:
            href = unquote(item.get("href", ""))
            yield posixpath.normpath(posixpath.join(posixpath.dirname(package_name), href))


def _holds_prose(content: bytes) -> bool:
    return any(
        is_prose(line)
        for line in lines_of(parse_markup(decode(content, declared_in(content))))
        if line
    )


def _is_protected(data: bytes) -> bool:
    methods = [item.get("Algorithm") for item in _named(_xml(data), "EncryptionMethod")]
    return any(method not in FONTS for method in methods)


def _xml(data: bytes) -> Element:
    try:
        return fromstring(data)
    except (ParseError, DefusedXmlException, ValueError, zipfile.BadZipFile) as error:
        raise UnreadableFile("It is no EPUB that can be read: get it anew.") from error


def _named(tree: Element, name: str) -> Iterator[Element]:
    """The elements of a name, in whatever namespace."""
    return (element for element in tree.iter() if str(element.tag).rpartition("}")[2] == name)


def _text(tree: Element, name: str) -> str | None:
    return next((text for item in _named(tree, name) if (text := _clean(item.text))), None)


def _clean(text: str | None) -> str:
    return " ".join((text or "").split())

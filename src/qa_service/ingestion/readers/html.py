"""HTML pages: the body by trafilatura, what the page declares by `declared`."""

import re
from configparser import ConfigParser
from functools import cache

import trafilatura
from trafilatura.settings import Document, use_config

from qa_service.domain.errors import UnreadableFile
from qa_service.ingestion.metadata import Metadata
from qa_service.ingestion.readers.declared import Tree, names, read_declared
from qa_service.ingestion.readers.document import RawDocument, assemble, decode, normalised
from qa_service.ingestion.readers.encodings import BROKEN, declared_in, mended
from qa_service.ingestion.readers.hidden import comments_in, take_hidden
from qa_service.ingestion.readers.html_tables import tell_tables
from qa_service.ingestion.readers.raised_markup import mark_raised
from qa_service.text.language import LANGUAGES, detect_language

# Characters: below them trafilatura takes the whole page in one paragraph; by itself it does so
# below 250, which a brief rarely has.
SHORTEST = "100"


def read_html(data: bytes, address: str | None = None, encoding: str | None = None) -> RawDocument:
    """A document from the bytes of an HTML file. Raises UnreadableFile.

    The address at which it was fetched counts where it names no other, and the encoding that the
    server named before its own.
    """
    try:
        text = decode(data, encoding or declared_in(data))
    except UnreadableFile as error:
        return _read_damaged(data, address, error)
    return _read(text, address)


def _read_damaged(data: bytes, address: str | None, error: UnreadableFile) -> RawDocument:
    """The same of a page some of whose characters are broken, unless they are the article's."""
    if (text := mended(data)) is None:
        raise error
    document = _read(normalised(text), address)
    if BROKEN in document.title + document.text:
        raise error
    return document


def _read(text: str, address: str | None) -> RawDocument:
    body = trafilatura.load_html(text)
    hidden = (*(take_hidden(body) if body is not None else ()), *comments_in(text))
    if body is not None:
        mark_raised(body)
        tell_tables(body)
    page = trafilatura.bare_extraction(
        body, url=address, with_metadata=True, include_comments=False, config=_config()
    )
    tree = trafilatura.load_html(text)
    if not isinstance(page, Document) or not page.text or tree is None:
        raise UnreadableFile(
            "No article was found in the page: save its text as .txt, or the page as its own "
            "HTML file."
        )
    declared = read_declared(tree, page.url)
    known = Metadata(
        title=page.title or None,
        outlet=page.sitename or None,
        author=declared.author or names((page.author or "").split("; ")),
        url=page.url or None,
        published=declared.published,
        published_from=declared.published_from,
        updated=declared.updated,
        section=declared.section,
        language=_language(tree, page.text),
    )
    # A blank line after each: here a line is a block. What parts the head of a table is none.
    lines = (line for line in page.text.split("\n") if not re.fullmatch(r"[-|: ]+", line))
    paragraphs = (line.strip("| ").removeprefix("- ") for line in lines)
    return assemble([line for paragraph in paragraphs for line in (paragraph, "")], known, hidden)


@cache
def _config() -> ConfigParser:
    config = use_config()
    config["DEFAULT"]["MIN_EXTRACTED_SIZE"] = SHORTEST
    return config


def _language(tree: Tree, text: str) -> str | None:
    """As the text shows: templates left in English declare "en" on French pages."""
    declared = str(tree.get("lang") or "")[:2].lower()
    if not declared or declared in LANGUAGES:
        return detect_language(text, declared) if declared else None
    return declared if re.fullmatch("[a-z]{2}", declared) else None

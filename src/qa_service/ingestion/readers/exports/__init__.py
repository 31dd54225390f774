"""Files in which a press database exports several articles, known by marks of its own.

A file without them is none, and read as one article.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby

from qa_service.domain.errors import UnreadableFile
from qa_service.ingestion.readers.blocks import lines_of, parse_markup
from qa_service.ingestion.readers.document import RawDocument, decode, hidden_words
from qa_service.ingestion.readers.encodings import declared_in
from qa_service.ingestion.readers.exports import europresse, factiva, nexis, nexis_uni
from qa_service.ingestion.readers.hidden import take_hidden
from qa_service.ingestion.readers.pieces import Found, Piece, Unread
from qa_service.ingestion.readers.rtf import told_in
from qa_service.ingestion.readers.styles import Element, StyleSheet
from qa_service.ingestion.readers.text import split_lines

# What every export has somewhere; what has none of these need not be looked at.
_MARKS = re.compile(
    r"DocPublicationName|\b[a-z]{2}Article\b|DOC_ID_\d|news\W{1,8}\d{8}\W|(?:19|20)\d{6}[a-z0-9]{9}\b"
    r"|(?:of|OF|van) \d+ DOCUMENT|D\w+t \d+ (?:von|de) \d+|"
    + "|".join(map(re.escape, nexis_uni.ENDS))
)


def is_marked(text: str) -> bool:
    """Whether it may be an export, or the beginning of one.

    >>> is_marked("1 of 10 DOCUMENTS"), is_marked("Le bac a repris lundi.")
    (True, False)
    """
    return _MARKS.search(text) is not None


def in_page(data: bytes) -> Iterator[Found] | None:
    """The articles of a page of HTML, or None if it is no export."""
    try:
        markup = decode(data, declared_in(data))
    except UnreadableFile:
        return None  # as it will be said of the page
    tree = parse_markup(markup) if is_marked(markup) else None
    if tree is None:
        return None
    return europresse.in_page(tree, markup) or factiva.in_page(tree) or _of_nexis(tree)


def _of_nexis(tree: Element) -> Iterator[Found] | None:
    """Each element that no other of its kind is around is a block."""
    if not tree.xpath("//a[starts-with(@name, 'DOC_ID_')]"):
        return None
    hidden, sheet = take_hidden(tree), StyleSheet(tree)
    lines = (lines_of(one, sheet) for one in tree.xpath("//div[not(ancestor::div)]"))
    blocks = [told for one in lines if (told := list(filter(None, one)))]
    return _warning(nexis.in_blocks(blocks, wrapped=False), hidden)


def in_text(data: bytes) -> Iterator[Found] | None:
    """The same of a text."""
    try:
        text = decode(data)
    except UnreadableFile:
        return None
    if not is_marked(text):
        return None
    lines = [" ".join(line.split()) for line in text.split("\n")]
    blocks = [list(group) for told, group in groupby(lines, bool) if told]
    return _in_lines(split_lines(factiva.barred(text))) or nexis.in_blocks(blocks, wrapped=True)


def in_rtf(data: bytes) -> Iterator[Found] | None:
    """The same of an RTF file. Raises UnreadableFile."""
    told = told_in(data)
    found = in_paragraphs(told.lines, told.hidden)
    return found if found is None or told.whole else _cut(found)


def in_paragraphs(lines: Sequence[str], hidden: tuple[str, ...]) -> Iterator[Found] | None:
    """The same of a file whose lines are paragraphs, and of words in it that are not seen."""
    if not is_marked("\n".join(lines)):
        return None
    blocks = [[line] for line in lines if line.strip()]
    return _warning(_in_lines(lines) or nexis.in_blocks(blocks, wrapped=False), hidden)


def _in_lines(lines: Sequence[str]) -> Iterator[Found] | None:
    return europresse.in_lines(lines) or factiva.in_lines(lines) or nexis_uni.in_lines(lines)


def _warning(found: Iterator[Found] | None, hidden: tuple[str, ...]) -> Iterator[Found] | None:
    """The same articles; the first one warns of what is hidden, as nobody knows where it stood."""
    return _first_warned(hidden, found) if found and hidden else found


def _first_warned(hidden: tuple[str, ...], found: Iterator[Found]) -> Iterator[Found]:
    for item in found:
        if hidden and isinstance(item, Piece):
            yield replace(item, parse=partial(_warned, item.parse, hidden))
            hidden = ()
        else:
            yield item


def _warned(parse: Callable[[], RawDocument], hidden: tuple[str, ...]) -> RawDocument:
    document = parse()
    return replace(document, warnings=(*hidden_words(hidden), *document.warnings))


def _cut(found: Iterator[Found]) -> Iterator[Found]:
    """The articles of a file that breaks off, which is said if not of one of them."""
    said = False
    for item in found:
        said = said or isinstance(item, Unread)
        yield item
    if not said:
        yield Unread("", "The export breaks off: export it anew.")

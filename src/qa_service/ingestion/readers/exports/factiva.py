"""Exports of Factiva: pages of HTML, and the same as RTF, Word or text.

Each article ends in a line like "Document LQLAC00020230206ej260001x". It has its fields either in
order (title, author, number of words, day, time, outlet, its code, page, language, rights) or each
with its code (HD, BY, WC, PD, SN, ...).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from qa_service.ingestion.boilerplate import is_prose
from qa_service.ingestion.header import LONGEST_BYLINE
from qa_service.ingestion.metadata import Metadata
from qa_service.ingestion.readers.blocks import lines_of
from qa_service.ingestion.readers.exports.exported import (
    Exported,
    also_own,
    broken_off,
    day_in,
    is_count,
    known,
    page_of,
    piece,
    unlike,
)
from qa_service.ingestion.readers.hidden import take_hidden
from qa_service.ingestion.readers.pieces import Found
from qa_service.ingestion.readers.styles import Element, StyleSheet

NUMBER = re.compile(r"\b[^\W\d_]+\s+([A-Z][A-Z0-9]{7}(?:19|20)\d{6}[a-z0-9]{9})")
TITLED = 2  # lines above the title that may be rubrics
# Lines below the day, at most: time, outlet, code, edition, page, volume, language, rights.
FIELDS = 8
KICKER = 4  # words of a rubric, at most
LONGEST_PUBLISHER = 100  # characters
CODES = frozenset(
    "AN ART BY CLM CO CR CT CX CY DE ED ET GC HD HL IN IPC IPD LA LP NGC NS PD PG PUB RE RF RST SC "
    "SE SN TD VOL WC".split()
)
TEXT = ("LP", "TD")  # the codes of the first paragraphs and of the others
SHOWN = ("HD", *TEXT)
_ARTICLE = re.compile(r"\b[a-z]{2}Article\b")
_CODED = re.compile(r"([A-Z]{2,3})(?: ?\| ?|$)(.*)", re.DOTALL)
_SPACED = re.compile(rf"(?m)^({'|'.join(CODES)})(?:  |\t)\s*(?=\S)")
_TIME = re.compile(r"\d{1,2}:\d{2}(?:\s?[AP]M)?")
_RIGHTS = re.compile(r"©|\(c\)|\bcopyright\b|\b(?:rights|droits|rechte|derechos|diritti)\b", re.I)
_NAMES = re.compile(r"[A-ZÀ-Ý][\w.’'-]*(?:,? (?:and |et |und |d[eu] |von )?[A-ZÀ-Ý][\w.’'-]*){1,7}")
_BY = re.compile(r"(?:By|Par|Von|Por|Di|Door) [A-ZÀ-Ý]")


def in_page(tree: Element) -> Iterator[Found] | None:
    """The articles of a page, or None if it is no export of Factiva."""
    articles = [
        one
        for one in tree.iter("div")
        if "article" in (one.get("class") or "").split() and _ARTICLE.search(one.get("class"))
    ]
    sheet = StyleSheet(tree)
    found = [(_of_element(one, sheet), one) for one in articles]
    if not any(article and article.key for article, _ in found):
        return None
    return _of_page(found)


def _of_page(found: Sequence[tuple[Exported | None, Element]]) -> Iterator[Found]:
    for number, (article, element) in enumerate(found, start=1):
        if article and article.key:
            yield piece(article)
        elif article and number == len(found):
            yield broken_off(article.known.title or f"document {number}")
        else:
            told = " ".join(element.text_content().split())
            key = NUMBER.search(told)
            yield unlike(key[1] if key else f"document {number}")


def _of_element(article: Element, sheet: StyleSheet) -> Exported | None:
    hidden = take_hidden(article, sheet)
    rows = [row for row in article.iter("tr") if len(row) == 2]
    codes = {row[0].text_content().strip(): row[1] for row in rows}
    if codes.keys() & CODES:
        return _of_codes({code: lines_of(cell, sheet) for code, cell in codes.items()}, hidden)
    texts = [_text(one) for one in article.iterchildren("div")]
    title = _text(next(iter(article.xpath(".//*[@id='hd']")), None))
    author = _text(next(iter(article.xpath(".//div[@class='author']")), None))
    paragraphs, others = list[str](), list[str]()
    for one in article.iter("p"):
        of_text = "articleParagraph" in (one.get("class") or "")
        (paragraphs if of_text else others).extend(lines_of(one, sheet))
    at = _count_in(texts)
    if at is None or not title:
        return None
    above = [text for text in texts[:at] if text and text not in (title, author)]
    own = tuple(filter(None, [*texts[at:], *others]))
    key = next((found[1] for line in others if (found := NUMBER.fullmatch(line))), None)
    return Exported(
        _known(title, author, above, texts[at + 1 :]), tuple(paragraphs), own, key, hidden
    )


def _text(element: Element | None) -> str:
    return "" if element is None else " ".join(element.text_content().split())


def _count_in(lines: Sequence[str]) -> int | None:
    """Where the number of words stands: a day follows."""
    return next(
        (
            place
            for place, (line, following) in enumerate(pairwise(lines))
            if is_count(line) and day_in(following) and not is_prose(following)
        ),
        None,
    )


def _known(title: str, author: str, kickers: Sequence[str], below: Sequence[str]) -> Metadata:
    """By the fields below the number of words: day, time, outlet, code, page and so on."""
    dated, *rest = below
    if rest and _TIME.fullmatch(rest[0]):
        del rest[0]
    outlet, *rest = rest or [""]
    page = next((page for text in rest[:FIELDS] if (page := _page(text))), "")
    return known(title, outlet, dated, author, (*kickers, page))


def _page(text: str) -> str | None:
    return f"p. {text}" if re.fullmatch(r"[A-Z]{0,2}\d{1,4}", text) else page_of(text)


def _of_codes(fields: Mapping[str, Sequence[str]], hidden: tuple[str, ...]) -> Exported | None:
    told = {code: " ".join(filter(None, lines)) for code, lines in fields.items()}
    number = NUMBER.search(told.get("AN", ""))
    if not told.get("HD") or not day_in(told.get("PD", "")):
        return None
    page = told.get("PG", "")
    places = (told.get("SE", ""), (_page(page) or page) if page else "")
    about = known(told["HD"], told.get("SN", ""), told["PD"], told.get("BY", ""), places)
    lines = [line for code in TEXT for line in (*fields.get(code, ()), "")]
    own = tuple(f"{code} {text}".strip() for code, text in told.items() if code not in SHOWN)
    return Exported(about, tuple(lines), own, number[1] if number else None, hidden)


def in_lines(lines: Sequence[str]) -> Iterator[Found] | None:
    """The articles of such an export as text, or None if it is none."""
    ends = [at for at, line in enumerate(lines) if _number(line)]
    starts = [0, *(end + 1 for end in ends)]
    blocks = [lines[start : end + 1] for start, end in zip(starts, ends, strict=False)]
    found = [_of_block(block) for block in blocks]
    return _of_lines(blocks, found, lines[starts[-1] :]) if any(found) else None


def barred(text: str) -> str:
    """A text whose codes stand apart as those of a table do, where columns parted them.

    >>> barred("HD    Le bac")
    'HD | Le bac'
    """
    return _SPACED.sub(r"\1 | ", text)


def _number(line: str) -> str | None:
    """The number of the article that ends in a line."""
    coded = _CODED.fullmatch(line.strip())
    found = NUMBER.fullmatch(coded[2].strip() if coded and coded[1] == "AN" else line.strip())
    return found[1] if found else None


def _of_lines(
    blocks: Sequence[Sequence[str]], found: Sequence[Exported | None], rest: Sequence[str]
) -> Iterator[Found]:
    started = _of_block([*rest, ""])
    title = (started.known.title or "") if started else _titled(rest)
    last = found[-1] if title else also_own(found[-1], rest)
    for block, article in zip(blocks, (*found[:-1], last), strict=True):
        yield piece(article) if article else unlike(_number(block[-1]) or "")
    if title:
        yield broken_off(title)


def _titled(rest: Sequence[str]) -> str | None:
    coded = (_CODED.fullmatch(line.strip()) for line in rest)
    return next((found[2] for found in coded if found and found[1] == "HD"), None)


def _of_block(block: Sequence[str]) -> Exported | None:
    """The article that ends in the last line; far above its title other things stand."""
    if (coded := _fields_in(block)) is not None:
        return _of_codes(coded, ())
    told = [(place, line.strip()) for place, line in enumerate(block) if line.strip()]
    at = _count_in([line for _, line in told])
    if not at:
        return None
    above = [line for _, line in told[:at]]
    author = above.pop() if at > 1 and _is_author(above[-1]) else ""
    *others, title = above
    kickers = [line for line in others[-TITLED:] if _is_kicker(line)]
    fields_end = _end_of_fields(block, told[at + 1 :])
    fields = [line for place, line in told[at + 1 :] if place <= fields_end]
    body = list(block[fields_end + 1 : -1])
    own = [line for line in others if line not in kickers]
    own += [told[at][1], *fields, block[-1].strip()]
    if body and _is_publisher(body[-1]):
        own.append(body.pop().strip())
    about = _known(title, author, kickers, fields)
    return Exported(about, tuple(body), tuple(filter(None, own)), _number(block[-1]))


def _fields_in(block: Sequence[str]) -> dict[str, list[str]] | None:
    """The fields of a block in which each begins with its code."""
    fields: dict[str, list[str]] = {}
    current = fields.setdefault("", [])  # what stands above them
    for line in block:
        coded = _CODED.fullmatch(line.strip())
        if coded and coded[1] in CODES:
            current = fields.setdefault(coded[1], [])
            current.append(coded[2].strip())
        else:
            current.append(line.strip())
    return fields if fields.keys() >= {"HD", "PD"} else None


def _end_of_fields(block: Sequence[str], below: Sequence[tuple[int, str]]) -> int:
    """The place of the last field below the number of words.

    It is that of the rights, or the last before a blank line, or the last that is no paragraph.
    """
    last = below[0][0]
    for place, line in below[: FIELDS + 1]:
        if _RIGHTS.search(line):
            return place
        if is_prose(line) or (place > last + 1 and place > below[1][0]):
            break
        last = place
    return last


def _is_kicker(line: str) -> bool:
    return len(line.split()) <= KICKER and not is_prose(line)


def _is_author(line: str) -> bool:
    if len(line) > LONGEST_BYLINE or is_prose(line):
        return False
    return bool(_BY.match(line) or _NAMES.fullmatch(line))


def _is_publisher(line: str) -> bool:
    """Whether the line directly above the number is no paragraph of the article."""
    return bool(line.strip()) and len(line) <= LONGEST_PUBLISHER and not is_prose(line)

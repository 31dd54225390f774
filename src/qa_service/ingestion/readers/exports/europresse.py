"""Exports of Europresse: pages of HTML, and what is saved from them as Word, RTF or text.

Each article has the outlet, a line with rubric, day, length and page, title, author, text, rights
and a number like "news·20230206·LQL·4711".
"""

import re
from collections.abc import Iterator, Sequence

from qa_service.ingestion.boilerplate import is_prose
from qa_service.ingestion.header import LONGEST_BYLINE
from qa_service.ingestion.readers.blocks import lines_of
from qa_service.ingestion.readers.exports.exported import (
    Exported,
    also_own,
    broken_off,
    known,
    missing,
    page_of,
    piece,
    unlike,
)
from qa_service.ingestion.readers.hidden import take_hidden
from qa_service.ingestion.readers.pieces import Found
from qa_service.ingestion.readers.styles import Element, StyleSheet
from qa_service.text.dates import find_printed_dates, fold, weekdays

NUMBER = re.compile(r"(?:[^·:\n]{0,40}:\s*)?(news·\d{8}·[^\s·]+·\S+)")
RIGHTS = 8  # lines above the number among which those of rights begin
_ISSUE = re.compile(r",?\s+(?:no\.|n[o°º]\s|Vol\.).*$")
_LENGTH = re.compile(r"\d[\d\s.,]{0,12}\s(?:mots|words|palabras|Wörter)\b")
_HEADED = re.compile(r"[\s,]*(?:(?:p|pg)\. ?(?P<page>[^\s,]+))?(?:\s*-?\s*\d\d:\d\d.*)?[\s,]*")
_HELD = re.compile(r"(?:^|•\s*)(\d{1,6}) documents?$", re.MULTILINE)
_RIGHTS = re.compile(r"©|\(c\)|Copyright\b|Certificat émis le|Certificate issued on", re.IGNORECASE)
_ORIGINAL = re.compile(r"Cet article est paru dans|This article appeared in")
_NAMES = re.compile(
    r"[A-ZÀ-Ý][\w.’'-]*(?:[ ,;]+(?:et |and |d[eu] |la |le )?[A-ZÀ-Ý][\w.’'-]*){1,11}"
)


def in_page(tree: Element, markup: str) -> Iterator[Found] | None:
    """The articles of a page, or None if it is no export of Europresse."""
    articles = [one for one in tree.iter("article") if _named(one, "DocPublicationName")]
    return _of_page(articles, tree, markup) if articles else None


def _of_page(articles: list[Element], tree: Element, markup: str) -> Iterator[Found]:
    sheet = StyleSheet(tree)
    front = markup[: markup.find("<article")]
    held = _promised(re.sub(r"<[^<>]+>", "\n", front))
    broken = markup.count("<article") > markup.count("</article")
    for number, article in enumerate(articles, start=1):
        found = _of_element(article, sheet)
        if broken and number == len(articles):
            yield broken_off(found.known.title or f"document {number}")
        elif found.known.title:
            yield piece(found)
        else:
            yield unlike(found.key or f"document {number}")
    yield from _missing(held, len(articles))


def _of_element(article: Element, sheet: StyleSheet) -> Exported:
    hidden = take_hidden(article, sheet)
    header = ", ".join(_texts(article, "DocHeader"))
    section, dated, page = read_header(header) or ("", header, "")
    outlet = next(iter(_texts(article, "DocPublicationName")), "")
    titles = _texts(article, "titreArticleVisu") or _texts(article, "titreArticle")
    authors = _texts(article, "docAuthors") or _texts(article, "sm-margin-bottomNews")[-1:]
    url, body = None, next(iter(_named(article, "docOcurrContainer")), None)
    if body is None or not body.text_content().strip():
        body = next(iter(_named(article, "DocText")), None)
    own = [outlet, header]
    if body is not None:
        for wrapper in _named(body, "apd-wrapper") + list(body.iter("aside")):
            url = url or next((link.get("href") for link in wrapper.iter("a")
                               if _ORIGINAL.search(link.text_content())), None)  # fmt: skip
            own.append(" ".join(wrapper.text_content().split()))
            wrapper.drop_tree()
    lines = [*_texts(article, "rdp__subtitle"), "", *lines_of(body, sheet)]
    footer = " ".join(" ".join(one.itertext()) for one in article.iter("footer"))
    numbers = [*_texts(article, "publiC-lblNodoc"), *footer.split()]
    key = next((found[1] for text in numbers if (found := NUMBER.search(text))), None)
    author = authors[0] if authors and len(authors[0]) <= LONGEST_BYLINE else ""
    told = known(titles[0] if titles else "", _ISSUE.sub("", outlet), dated, author,
                 (section, page), url)  # fmt: skip
    return Exported(told, tuple(lines), (*filter(None, own), " ".join(footer.split())), key, hidden)


def _named(element: Element, name: str) -> list[Element]:
    """The elements of a class."""
    found = element.xpath(".//*[contains(concat(' ', normalize-space(@class), ' '), $name)]",
                          name=f" {name} ")  # fmt: skip
    return list(found)


def _texts(element: Element, name: str) -> list[str]:
    texts = (" ".join(one.text_content().split()) for one in _named(element, name))
    return [text for text in texts if text]


def read_header(line: str) -> tuple[str, str, str] | None:
    """Rubric, day and page of the line that has them; None for another line.

    >>> read_header("Transports, lundi 6 février 2023 412 mots, p. 12")
    ('Transports', '6 février 2023', 'p. 12')
    >>> read_header("World, Friday, November 13, 2015")
    ('World', 'November 13, 2015', '')
    >>> read_header("Le bac est reparti lundi 6 février 2023.") is None
    True
    """
    dates = find_printed_dates(line)
    if len(dates) != 1:
        return None
    before, after = line[: dates[0].start].strip(" ,"), line[dates[0].end :]
    *places, last = before.rsplit(" ", 1) if before else [""]
    weekday = fold(last) in weekdays()
    section = (places[0] if places else "") if weekday else before
    counted = _LENGTH.search(after)
    ended = _HEADED.fullmatch(_LENGTH.sub("", after, count=1))
    if ended is None or not (weekday or counted or ended["page"]):
        return None
    page = page_of(f"p. {ended['page']}") if ended["page"] else None
    return section.strip(" ,"), line[dates[0].start : dates[0].end], page or ""


def in_lines(lines: Sequence[str]) -> Iterator[Found] | None:
    """The articles of such an export as text, or None if it is none."""
    ends = [at for at, line in enumerate(lines) if NUMBER.fullmatch(line.strip())]
    starts = [0, *(end + 1 for end in ends)]
    blocks = [lines[start : end + 1] for start, end in zip(starts, ends, strict=False)]
    found = [_of_block(block) for block in blocks]
    if not any(found):
        return None
    return _of_lines(lines[: ends[0]], blocks, found, lines[starts[-1] :])


def _of_lines(
    front: Sequence[str],
    blocks: Sequence[Sequence[str]],
    found: Sequence[Exported | None],
    rest: Sequence[str],
) -> Iterator[Found]:
    started = _started(rest)
    last = found[-1] if started else also_own(found[-1], rest)
    for block, article in zip(blocks, (*found[:-1], last), strict=True):
        number = NUMBER.fullmatch(block[-1].strip())
        yield piece(article) if article else unlike(number[1] if number else "")
    if started:
        yield broken_off(started)
    yield from _missing(_promised("\n".join(front)), len(found) + bool(started))


def _of_block(block: Sequence[str]) -> Exported | None:
    """The article that ends with a number; what stands before its outlet is a table of contents."""
    at = next((place for place, line in enumerate(block) if read_header(line)), len(block))
    above = [line.strip() for line in block[:at] if line.strip()]
    below = [line.strip() for line in block[at + 1 : -1]]
    title = next(filter(None, below), None)
    if not above or title is None:
        return None
    section, dated, page = read_header(block[at]) or ("", "", "")
    text = below[below.index(title) + 1 :]
    rights = next((place for place, line in enumerate(text)
                   if place >= len(text) - RIGHTS and _RIGHTS.match(line)), len(text))  # fmt: skip
    first = next(filter(None, text[:rights]), "")
    author = first if _is_author(first) else ""
    body = text[text.index(author) + 1 : rights] if author else text[:rights]
    number = NUMBER.fullmatch(block[-1].strip())
    about = known(title, _ISSUE.sub("", above[-1]), dated, author, (section, page))
    own = filter(None, (*above, block[at].strip(), *text[rights:], block[-1].strip()))
    return Exported(about, tuple(body), tuple(own), number[1] if number else None)


def _is_author(line: str) -> bool:
    named = len(line) <= LONGEST_BYLINE and _NAMES.fullmatch(line) is not None
    return named and not is_prose(line)


def _started(rest: Sequence[str]) -> str | None:
    """The title of an article that begins after the last number."""
    at = next((n for n, line in enumerate(rest) if read_header(line)), None)
    return None if at is None else next((t for t in rest[at + 1 :] if t.strip()), rest[at])


def _promised(front: str) -> int | None:
    """How many documents the export says it has."""
    counts = {int(count) for count in _HELD.findall(front)}
    return counts.pop() if len(counts) == 1 else None


def _missing(promised: int | None, held: int) -> Iterator[Found]:
    names = [f"document {number}" for number in range(held + 1, (promised or 0) + 1)]
    yield from missing(held, names, promised or 0)

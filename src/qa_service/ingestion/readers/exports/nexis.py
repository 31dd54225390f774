"""Exports of Nexis: the older ones, in which each article is numbered "3 of 10 DOCUMENTS".

They come as text, as HTML, and saved from these as Word or RTF. An article is made of blocks:
outlet, day, title, fields ("BYLINE: ..."), paragraphs, more fields ("LOAD-DATE: ...") and rights.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from qa_service.ingestion.readers.exports.exported import (
    RIGHTS,
    Exported,
    also_own,
    broken_off,
    day_in,
    known,
    missing,
    piece,
    places_in,
    unlike,
)
from qa_service.ingestion.readers.pieces import Found
from qa_service.ingestion.readers.text import WIDEST, joined_at

Block = Sequence[str]  # lines, none of them blank

NUMBER = re.compile(
    r"\s*(?:FOCUS -\s*)?(?:(\d{1,6}) (?:of|OF) \d{1,6} DOCUMENTS?|Dokument (\d{1,6}) von \d{1,6}"
    r"|Document (\d{1,6}) de \d{1,6}|(\d{1,6}) van \d{1,6} DOCUMENTEN)\s*"
)
FIELD = re.compile(r"([A-ZÀ-Ý][A-ZÀ-Ý -]{2,28}):(?:\s+(.*))?")
# The names of fields in the languages of the database, as far as they are read.
AUTHOR = frozenset(("BYLINE", "AUTEUR", "AUTOR"))
SECTION = frozenset(("SECTION", "RUBRIQUE", "RUBRIK", "RUBRIEK"))
LENGTH = frozenset(("LENGTH", "LONGUEUR", "LÄNGE", "LENGTE"))
TITLE = frozenset(("HEADLINE", "TITLE", "TITRE", "KOP"))
LEAD = frozenset(("HIGHLIGHT", "ENCART"))
# Fields below the text, of which the first ends it.
BELOW = frozenset(
    "ACC-NO CODE-REVUE CORRECTION-DATE COUNTRY DATE-CHARGEMENT DOCUMENT-TYPE GEOGRAPHIC GRAFIK "
    "GRAPHIC INDUSTRY JOURNAL-CODE LANGUAGE LANGUE LOAD-DATE NOTES ORGANIZATION PERSON PUB-TYPE "
    "PUBLICATION-TYPE SPRACHE SUBJECT SUJET TAAL TYPE-PUBLICATION UPDATE URL".split()
)
WIDTH = 79  # characters at which its text is wrapped
_CHOSEN = re.compile(
    r"[^:]+:.*:\s*(\d{1,6})-(\d{1,6})\s*"
)  # "Download Request: Selected Items: 1-10"


def in_blocks(blocks: Sequence[Block], wrapped: bool) -> Iterator[Found] | None:
    """The articles of an export, or None if it is none; lines are `wrapped` at a width or not."""
    numbered = [(place, number) for place, block in enumerate(blocks)
                if len(block) == 1 and (number := NUMBER.fullmatch(block[0]))]  # fmt: skip
    if not numbered:
        return None
    ends = [*(place for place, _ in numbered[1:]), len(blocks)]
    found = [
        (int(next(filter(None, number.groups()))), _of_blocks(blocks[place:end], wrapped))
        for (place, number), end in zip(numbered, ends, strict=True)
    ]
    if not any(article for _, article in found):
        return None
    front = [line for block in blocks[: numbered[0][0]] for line in block]
    return _of_articles(found, front)


def _of_articles(
    found: Sequence[tuple[int, tuple[Exported, bool] | None]], front: Sequence[str]
) -> Iterator[Found]:
    for place, (number, told) in enumerate(found):
        article, ended = told or (None, False)
        if place == 0:
            article = also_own(article, front)
        if article is None:
            yield unlike(f"document {number}")
        elif place == len(found) - 1 and not ended:
            yield broken_off(article.known.title or f"document {number}")
        else:
            yield piece(article)
    held = [number for number, _ in found]
    chosen = next((range(int(one[1]), int(one[2]) + 1) for line in front[:1]
                   if (one := _CHOSEN.fullmatch(line))), None)  # fmt: skip
    wanted = chosen if chosen and held[0] in chosen else range(held[0], held[-1] + 1)
    kept = set(held)
    if all(after == before + 1 for before, after in pairwise(held)) or len(kept) == len(held):
        lost = [f"document {number}" for number in wanted if number not in kept]
        yield from missing(len(held), lost, len(wanted))


def _of_blocks(blocks: Sequence[Block], wrapped: bool) -> tuple[Exported, bool] | None:
    """An article, and whether it has the fields or rights with which one ends."""
    numbered, *blocks = (block for block in blocks if block)
    first = next((n for n, block in enumerate(blocks) if _field(block)), None)
    if first is None:
        return None
    head = [block for block in blocks[:first] if not RIGHTS.match(block[0].strip())]
    dated = next((n for n, block in enumerate(head) if any(map(day_in, block))), None)
    if dated is None or dated == 0:
        return None
    fields, text = _fields(blocks[first:])
    end = next((n for n, block in enumerate(text) if _is_below(block)), len(text))
    while end and RIGHTS.match(text[end - 1][0].strip()):
        end -= 1
    title, more = _title(head, dated, fields, wrapped)
    about = known(
        title,
        head[0][0],
        next(line for line in head[dated] if day_in(line)),
        fields.get("author", ""),
        places_in(fields.get("section", "")),
        _value("URL", text[end:]),
    )
    lines = [*more, "", fields.get("lead", ""), ""]
    for block in text[:end]:
        longest = max(map(len, block))
        whole = joined_at(block, max(WIDTH, longest)) if wrapped and longest <= WIDEST else block
        lines += [*whole, ""]
    fielded = blocks[first : len(blocks) - len(text)]
    around = [block for block in blocks[:first] if not " ".join(block).startswith(title or "\n")]
    told = (numbered, *around, *fielded, *text[end:])
    own = [line.strip() for block in told for line in block]
    return Exported(about, tuple(lines), tuple(own)), end < len(text)


def _field(block: Block) -> str | None:
    """The name of the field that a block is."""
    found = FIELD.fullmatch(block[0].strip())
    named = AUTHOR | SECTION | LENGTH | TITLE | LEAD | BELOW | {"DATELINE"}
    return found[1] if found and found[1] in named else None


def _is_below(block: Block) -> bool:
    return _field(block) in BELOW


def _fields(blocks: Sequence[Block]) -> tuple[dict[str, str], Sequence[Block]]:
    """The fields above the text, by what they are, and the text with what is below it."""
    fields: dict[str, str] = {}
    kinds = {"author": AUTHOR, "section": SECTION, "length": LENGTH, "title": TITLE, "lead": LEAD}
    for place, block in enumerate(blocks):
        name = _field(block)
        if name is None or name in BELOW:
            return fields, blocks[place:]
        kind = next((kind for kind, names in kinds.items() if name in names), name)
        fields[kind] = " ".join(line.strip() for line in block).partition(":")[2].strip()
    return fields, ()


def _title(
    head: Sequence[Block], dated: int, fields: dict[str, str], wrapped: bool
) -> tuple[str, list[str]]:
    """The title and what stands below it; editions may stand between the day and the title."""
    after, between = head[dated + 1 :], head[1:dated]
    chosen = (after[0] if wrapped else after[-1]) if after else between[-1] if between else None
    if chosen is None:
        return fields.get("title", ""), []
    lines = [line.strip() for line in chosen]
    cut = next((n for n, line in enumerate(lines[:-1], start=1) if line.endswith(";")), len(lines))
    rest = [" ".join(lines[cut:])] if cut < len(lines) else []
    return " ".join(lines[:cut]).rstrip(";"), rest


def _value(name: str, blocks: Sequence[Block]) -> str | None:
    for block in blocks:
        if (found := FIELD.fullmatch(block[0].strip())) and found[1] == name:
            return (found[2] or "").strip() or None
    return None

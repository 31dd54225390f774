"""Plain text: the lines of a scraped page."""

import re
from collections.abc import Sequence
from itertools import pairwise

from qa_service.ingestion.metadata import Metadata
from qa_service.ingestion.readers.document import SOFT, RawDocument, assemble, decode, rejoined

WIDEST = 120  # characters: longer lines were not wrapped by an editor or a mail program
FEWEST_PAIRS = 3  # lines followed by another one; fewer prove no width
SLACK = 3  # characters by which a hand breaks a line early
LEAST_SHARE = 0.6  # of such lines that are full; the others end paragraphs


def read_text(data: bytes) -> RawDocument:
    """A document from the bytes of a .txt file. Raises UnreadableFile."""
    return assemble(split_lines(decode(data)), Metadata())


def split_lines(text: str) -> list[str]:
    """A line for each paragraph, with single spaces; blank lines stay as "".

    Scrapes put a paragraph on each line. Only lines wrapped at a fixed width are joined: those
    that the first word of the next one would have made too long; and those that end in a soft
    hyphen, which divides a word.

    >>> split_lines("Le  Mali.\\n\\nLa Russie.")
    ['Le Mali.', '', 'La Russie.']
    """
    lines = [re.sub(r"[ \t]+", " ", line).strip() for line in text.split("\n")]
    return joined_at(lines, _wrapping_width(lines))


def joined_at(lines: Sequence[str], width: int | None) -> list[str]:
    """The lines of a text that was wrapped at a width, each of which is a paragraph or its end.

    Without a width, only those that end in a soft hyphen go on.

    >>> joined_at(["Le bac de Ganvié", "a repris.", "Il est plein."], 18)
    ['Le bac de Ganvié a repris.', 'Il est plein.']
    """
    joined = list(lines[:1])
    for line, following in pairwise(lines):
        if following and line.endswith(SOFT):
            joined[-1] = rejoined(joined[-1], following)
        elif width is not None and _is_full(line, following, width):
            # A word broken at its own hyphen: "Bamako-" and "Moscou".
            space = "" if re.search(r"\w-$", line) else " "
            joined[-1] += space + following
        else:
            joined.append(following)
    return joined


def _wrapping_width(lines: list[str]) -> int | None:
    """The width at which lines were wrapped, or None if each is a paragraph."""
    pairs = [(line, following) for line, following in pairwise(lines) if line and following]
    width = max((len(line) for pair in pairs for line in pair), default=0)
    if len(pairs) < FEWEST_PAIRS or width > WIDEST:
        return None
    full = sum(_is_full(line, following, width) for line, following in pairs)
    return width if full >= LEAST_SHARE * len(pairs) else None


def _is_full(line: str, following: str, width: int) -> bool:
    if not line or not following:
        return False
    return line.endswith(SOFT) or len(line) + 1 + len(following.split(" ", 1)[0]) > width - SLACK

"""Parts an article from the page around it, by the rules of `boilerplate`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa_service.ingestion.boilerplate import (
    COMMENTS,
    END_RULES,
    RELATED_LIST,
    RULES,
    Rule,
    is_prose,
)

# "3 commentaires" above the article is a link; below this many paragraphs it heads the comments.
PROSE_BEFORE_COMMENTS = 2


@dataclass(frozen=True, slots=True)
class Dropped:
    """A line, or the end of one, that is not of the article, and the name of the rule."""

    line: str
    rule: str


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The paragraphs of an article, and what else stood on its page, both in order."""

    kept: tuple[str, ...]
    dropped: tuple[Dropped, ...]
    numbers: tuple[int, ...] = ()  # of the lines that were kept, from 0


def clean_lines(lines: Sequence[str]) -> Cleaned:
    """Parts an article from its page; blank lines separate blocks and are neither kept nor dropped.

    >>> clean_lines(["1. Aller au contenu", "", "Le Mali a signé.", "Lire aussi → Moscou"]).kept
    ('Le Mali a signé.',)
    """
    kept: dict[int, str] = {}  # by line number, as in `dropped`
    dropped: dict[int, Dropped] = {}
    for number, line in enumerate(lines):
        start, rule = _first_cut(RULES, lines, number)
        if rule:
            dropped[number] = Dropped(line[start:].strip(), rule)
        if line[:start].strip():
            kept[number] = line[:start].strip()
    for step in (_drop_related, _drop_comments, _drop_ending):
        for number, rule in step(kept, dropped).items():
            dropped[number] = Dropped(kept.pop(number), rule)
    return Cleaned(
        tuple(kept.values()), tuple(dropped[number] for number in sorted(dropped)), tuple(kept)
    )


def _drop_related(kept: dict[int, str], dropped: dict[int, Dropped]) -> dict[int, str]:
    """The headlines below "Articles similaires", if nothing but headlines follows."""
    for heading in (number for number, found in dropped.items() if found.rule == RELATED_LIST):
        below = [number for number in kept if number > heading]
        if not any(is_prose(kept[number]) for number in below):
            return dict.fromkeys(below, RELATED_LIST)
    return {}


def _drop_comments(kept: dict[int, str], dropped: dict[int, Dropped]) -> dict[int, str]:
    """What readers wrote between the heading of their comments and the form for the next one."""
    paragraphs = [number for number, line in kept.items() if is_prose(line)]
    first = paragraphs[:PROSE_BEFORE_COMMENTS][-1:]
    places = [n for n, found in dropped.items() if found.rule == COMMENTS and [n] > first]
    inside = [n for n in kept if places and places[0] < n < places[-1]]
    # The heading may be a link in the middle of an article: only a reader's name tells.
    told = any(re.fullmatch(r".{2,60}\b(?:dit|says|a écrit)\s*:", kept[n]) for n in inside)
    return dict.fromkeys(inside, COMMENTS) if told else {}


def _drop_ending(kept: dict[int, str], dropped: dict[int, Dropped]) -> dict[int, str]:
    """Signatures and the like, from the last line upwards until a line is none."""
    going: dict[int, str] = {}
    lines = [*kept.values()]
    for place, number in reversed([*enumerate(kept)][1:]):
        _, rule = _first_cut(END_RULES, lines, place)
        if rule is None:
            break
        going[number] = rule
    return going


def _first_cut(rules: Sequence[Rule], lines: Sequence[str], number: int) -> tuple[int, str | None]:
    for rule in rules:
        if lines[number].strip() and (start := rule.cut(lines, number)) is not None:
            return start, rule.name
    return len(lines[number]), None

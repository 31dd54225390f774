"""How rules for phrases are written and looked for."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from qa_service.domain.warnings import Finding, WarningKind
from qa_service.text.injections.letters import Letters, letters

START = 4  # letters by which it is seen at once that most key words are not there
LONGEST_ENDING = 16  # letters by which a shorter form ends before the word does
REACH = 140  # letters around a key word in which its phrase lies


@dataclass(frozen=True, slots=True)
class Rule:
    """A phrase among the letters of a text; one of `keys` stands in each that matches.

    What it matches is compiled when one of its keys is met: most never are, and all together take
    a tenth of a second.
    """

    kind: WarningKind
    keys: tuple[str, ...]
    starts: frozenset[str]  # of the keys; one of them stands in each text that matches
    written: str  # as people write, where spaces mean nothing
    unless: str | None = None  # what may not stand right before it, written so too

    @property
    def pattern(self) -> re.Pattern[str]:
        return _compiled(self.written)

    def is_excused(self, before: str) -> bool:
        """Whether what stands before it says that nothing is commanded."""
        return bool(self.unless and _compiled(f"{self.unless}$").search(before))


def rule(kind: WarningKind, keys: str, written: str, unless: str | None = None) -> Rule:
    """A rule from words as they are written."""
    found = tuple(letters(key) for key in keys.split())
    return Rule(kind, found, frozenset(key[:START] for key in found), written, unless)


@cache
def _compiled(written: str) -> re.Pattern[str]:
    """A pattern for letters: those in it are written as they are compared."""
    bare = re.sub(r"\s+", "", written)
    return re.compile(re.sub(r"[^\W\d_]", lambda found: letters(found[0]), bare))


class Form:
    """One form of a text's letters, in which key words are looked for."""

    def __init__(self, letters: str) -> None:
        self.letters = letters
        self._starts = {letters[at : at + START] for at in range(len(letters) - START + 1)}
        self._places: dict[str, list[int]] = {}

    def may_match(self, rule: Rule) -> bool:
        """Whether one of its key words begins somewhere, or is too short to tell."""
        return not rule.starts.isdisjoint(self._starts) or any(
            len(start) < START for start in rule.starts
        )

    def places(self, key: str) -> Sequence[int]:
        """Where a key word begins."""
        if key not in self._places:
            self._places[key] = list(self._found(key))
        return self._places[key]

    def _found(self, key: str) -> Iterator[int]:
        place = self.letters.find(key)
        while place >= 0:
            yield place
            place = self.letters.find(key, place + 1)


def matches(rules: tuple[Rule, ...], form: Form) -> Iterator[tuple[int, int, Rule]]:
    """Where the rules' phrases lie in a form of a text's letters."""
    for one in filter(form.may_match, rules):
        for start, end in _windows(one.keys, form):
            # overlapping ones too: the first may begin in the middle of a word
            while found := one.pattern.search(form.letters, start, end):
                before = form.letters[max(0, found.start() - 20) : found.start()]
                if not one.is_excused(before):
                    yield *found.span(), one
                start = found.start() + 1


def phrases(rules: tuple[Rule, ...], text: Letters, form: Form) -> Iterator[Finding]:
    """The findings of the rules in one of the forms that read from left to right."""
    for start, end, one in matches(rules, form):
        if not text.begins_word(start):
            continue
        for whole in text.word_ends(end, end + LONGEST_ENDING):
            if one.pattern.fullmatch(form.letters, start, whole):
                span = text.span(start, whole)
                yield Finding(span.start, span.end, one.kind)
                break


def _windows(keys: tuple[str, ...], form: Form) -> Iterator[tuple[int, int]]:
    """The stretches around key words, joined where they meet."""
    places = sorted(place for key in keys for place in form.places(key))
    windows: list[tuple[int, int]] = []
    for place in places:
        start, end = max(0, place - REACH), place + REACH
        if windows and start <= windows[-1][1]:
            start, _ = windows.pop()
        windows.append((start, end))
    yield from windows

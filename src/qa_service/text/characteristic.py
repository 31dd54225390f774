"""The names and words that articles begin with most often, to tell what an archive is about."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qa_service.text.analysis import terms

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_NAME = re.compile(r"[A-ZÀ-ÞŒ][^\W\d_]+(?:-[^\W\d_]+)*(?: [A-ZÀ-ÞŒ][^\W\d_]+(?:-[^\W\d_]+)*)*")
_BEGINS = re.compile(r"(?:^|[.!?:;…»«\n(]\s*|[-–—]\s+)$")  # where any word has a capital
# "ministre des Affaires étrangères", "les Nations unies": half a name of a body
_BODY = re.compile(r"\b(?:des|les|aux) ([A-ZÀ-Þ][a-zà-ÿ]+s) (?=[a-zà-ÿ]{4,})")
ALWAYS_TOGETHER = 0.7  # of the articles with a part of a name, so many have the whole
PREPOSITIONS = frozenset(
    "après avant contre selon sous chez vers depuis entre face lors after before over under".split()
)  # which the lists of stop words lack
SHORTEST = 4  # letters of a word that tells something


@dataclass(frozen=True, slots=True)
class Characteristic:
    """What is said most, most frequent first."""

    names: tuple[str, ...]
    words: tuple[str, ...]


def characteristic(
    openings: Sequence[tuple[str, str]], languages: Sequence[str], most: int
) -> Characteristic:
    """The names in titles and leads and the other words of titles, at most so many each.

    Each counts once an article; two articles at least have it, if there are more than two.

    >>> openings = [("Le port rouvre", "À Valmer, Paul Renaud se félicite de la fin."),
    ...     ("Grève au port", "Hier à Valmer, la grève inquiétait Paul Renaud."),
    ...     ("Valmer : le port ferme", "La fin de la grève n'est pas pour demain à Valmer.")]
    >>> characteristic(openings, ["fr"], 3)
    Characteristic(names=('Valmer', 'Paul Renaud'), words=('port',))
    """
    least = 2 if len(openings) > 2 else 1
    names = _names([f"{title}\n{lead}" for title, lead in openings], least)
    named = {part for name in names for part in name.lower().split()}
    words = Counter[str]()
    for title, _ in openings:
        words.update({word.lower() for word in _WORD.findall(title)})
    said = [
        word
        for word, count in _ranked(words)
        if count >= least and word not in named | PREPOSITIONS
    ]
    return Characteristic(tuple(names[:most]), tuple(_telling(said, languages, most)))


def _names(texts: Iterable[str], least: int) -> list[str]:
    whole, parts, plain = Counter[str](), Counter[str](), Counter[str]()
    bodies = set[str]()
    within = set[str]()  # capitalised where no other word would be
    for text in texts:
        found = list(_NAME.finditer(text))
        bodies.update(_BODY.findall(text))
        within.update(one[0] for one in found if not _BEGINS.search(text[: one.start()][-4:]))
        whole.update({one[0] for one in found})
        parts.update({part for one in found for part in one[0].split()})
        plain.update({word for word in _WORD.findall(text) if word.islower()})
    names = [
        name
        for name, count in _ranked(parts | whole)
        if count >= least
        and name not in bodies
        and _is_name(name, within, plain[name.lower()], count)
    ]
    return [name for name in names if not _is_part(name, names, whole, parts)]


def _is_name(name: str, within: set[str], plain: int, count: int) -> bool:
    known = name in within or any(name in other.split() for other in within)
    return known and len(name) > 2 and plain < count


def _is_part(name: str, names: Sequence[str], whole: Counter[str], parts: Counter[str]) -> bool:
    """Whether a name is nearly always said within a longer one, or the longer one seldom."""
    if " " in name:
        return whole[name] < ALWAYS_TOGETHER * max(parts[part] for part in name.split())
    return any(
        name in other.split() and whole[other] >= ALWAYS_TOGETHER * parts[name]
        for other in names
        if " " in other
    )


def _ranked(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _telling(words: Iterable[str], languages: Sequence[str], most: int) -> list[str]:
    """Those that are no stop words of any of the languages, one of each stem."""
    found: dict[str, str] = {}
    for word in words:
        if len(found) == most:
            break
        stems = [terms(word, language) for language in languages]
        if len(word) >= SHORTEST and all(stems) and stems[0][0].isalpha():
            found.setdefault(stems[0][0], word)
    return list(found.values())

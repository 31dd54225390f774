"""The persons that a sentence names, and what it says that they are."""

from qa_service.text.speech.mentions import Sort, mention_at
from qa_service.text.speech.speakers import Person, Speakers
from qa_service.text.speech.words import ARTICLES, BOUNDARIES, CLITIC, QUOTED, Token

PLACING = frozenset("à en au aux sur dans via vers".split())  # before no person's name


def persons_named(words: list[Token], speakers: Speakers) -> list[tuple[int, Person]]:
    """The persons that a sentence names, with their places."""
    found: list[tuple[int, Person]] = []
    at = 0
    while at < len(words):
        word = words[at]
        mention = None
        if word.is_capital or (word.low in ARTICLES and _has_capital(words, at)):
            mention = mention_at(words, at, len(words))
        if mention is None or mention.sort is not Sort.NAME:
            is_body = at + 1 < len(words) and words[at + 1].is_capital  # "l'AFP"
            at = mention.end if mention is not None and is_body else at + 1
            continue
        placed = at > 0 and words[at - 1].low in PLACING
        if not placed and (person := speakers.meet(mention)) is not None:
            _describe(words, mention.end, person, speakers)
            quotes = mention.end < len(words) and words[mention.end].low == QUOTED
            if not quotes and (at == 0 or words[at - 1].low in BOUNDARIES):
                found.append((word.start, person))
        at = max(mention.end, at + 1)
    return found


def _has_capital(words: list[Token], at: int) -> bool:
    return any(word.is_capital for word in words[at + 1 : at + 12])


def _describe(words: list[Token], at: int, person: Person, speakers: Speakers) -> None:
    """Takes in an apposition: "Paul Renaud, maire de Valmer"."""
    if at + 1 >= len(words) or words[at].low not in {",", "("}:
        return
    first = words[at + 1]
    if not first.text[0].isalpha() or first.is_capital or CLITIC.match(first.low):
        return
    behind = words[at + 1 : at + 12]
    title = mention_at(behind, 0, len(behind))
    if title is None:  # "maire de Valmer" has no article
        behind = [Token(first.start, first.start, "le", "le", False), *behind]
        title = mention_at(behind, 0, len(behind))
    if title is None or title.role is None or len(title.role) < 3:
        return
    if title.end == len(behind) or not behind[title.end].text[0].isalpha():  # else a clause
        speakers.describe(person, title.role, title.of)

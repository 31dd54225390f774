"""Where a phrase that means somebody ends, and the proper name in it.

No part of speech is known here. A phrase begins with an article or a name and goes on until a word
that no phrase of a speaker holds: a preposition other than "de", a day, a punctuation mark.
"""

from qa_service.text.speech.verbs import lexicon
from qa_service.text.speech.words import (
    ARTICLES,
    HONORIFICS,
    OF,
    OFFICES,
    PARTICLES,
    PERSONAL,
    STOPS,
    VERBS,
    Token,
)

NETWORKS = frozenset(("twitter", "facebook"))


def phrase_end(words: list[Token], at: int, limit: int) -> int:
    """The token behind the phrase."""
    if words[at].low not in ARTICLES:
        return _coordinated(words, at, _name_end(words, at, limit), limit)
    place = at + 1
    named = False
    while place < limit:
        word = words[place]
        if word.low in OF or (word.low in {"la", "le", "les", "l'", "l’"} and _is_of(words, place)):
            if named and not (word.low in OF and place + 1 < limit):
                break
            place += 1
            named = False
        elif word.low in {"à", "au", "aux"} and words[place - 1].low in OFFICES:
            place += 2 if place + 1 < limit and words[place + 1].low in ARTICLES else 1
        elif word.low in STOPS - {"état"} or word.low in ARTICLES or not word.text[0].isalpha():
            break
        elif place == at + 1 and word.text.isupper() and len(word.text) > 1:
            place += 1  # "l'AFP", of which what follows is no part
            named = True
        elif word.is_capital and named:
            break
        elif word.is_capital and not _is_body(words, at, place, limit):
            of = words[place - 1].low in OF | ARTICLES and place > at + 1
            place = _name_end(words, place, limit)
            named = not of  # "l'élu de la France insoumise" goes on
        elif named or (place > at + 1 and _is_verb(word)):
            break
        else:
            place += 1
    while place > at + 1 and words[place - 1].low in OF | ARTICLES:
        place -= 1
    return place


def _is_verb(word: Token) -> bool:
    """Whether a word behind a noun is a verb of which the phrase is the subject."""
    return word.low in VERBS or word.low in lexicon("fr").finite


def _is_body(words: list[Token], at: int, place: int, limit: int) -> bool:
    """Whether a capital begins a body's name that goes on small: "l'Union syndicale"."""
    if words[place].low in {"premier", "première"}:
        return place + 1 < limit and words[place + 1].low == "ministre"
    if place != at + 1 or place + 1 >= limit:
        return False
    following = words[place + 1]
    return (
        following.text[0].isalpha()
        and not following.is_capital
        and following.low not in STOPS | ARTICLES | OF
        and len(following.low) > 3
    )


def _is_of(words: list[Token], place: int) -> bool:
    return words[place - 1].low in OF | {"à"}


def _name_end(words: list[Token], at: int, limit: int) -> int:
    """The token behind the capitalised words from `at` on, with particles between them."""
    place = at
    while place < limit:
        word = words[place]
        if (word.is_capital and word.text[-1] not in "'’") or word.low in HONORIFICS:
            place += 1
            if word.low in NETWORKS:
                break  # "sur Twitter Paul Renaud"
            continue
        if place > at and word.text.isdigit() and words[place - 1].low in {"europe", "france"}:
            place += 1  # a broadcaster
            continue
        behind = place
        while behind < limit and words[behind].low in PARTICLES:
            behind += 1
        elided = behind < limit and words[behind].is_capital and words[behind].text[-1] in "'’"
        if (
            place > at
            and place < behind < limit
            and behind - place <= 2
            and words[behind].is_capital
            and not elided
        ):
            place = behind
        elif word.is_capital and word.text[-1] in "'’":
            place += 1  # L'Équipe, D'Alembert, or at the end "les Members'"
            if place == limit or not words[place].is_capital:
                break
        else:
            break
    return max(place, at)


def _coordinated(words: list[Token], at: int, end: int, limit: int) -> int:
    """With a second name: "Anne Marel et Luc Aubin"."""
    if end > at and end + 1 < limit and words[end].low in {"et", "and"}:
        behind = _name_end(words, end + 1, limit)
        if behind > end + 1:
            return behind
    return end


def name_in(words: list[Token], at: int, end: int) -> tuple[int, int] | None:
    """The tokens of the proper name in a phrase: its last capitalised run that is not "of"."""
    first = at
    while first < end and (words[first].low in HONORIFICS):
        first += 1
    if words[at].low not in ARTICLES:
        return (first, end) if first < end else None
    run = end
    while run > at + 1 and (words[run - 1].is_capital or words[run - 1].low in PARTICLES - OF):
        run -= 1
    while run < end and not words[run].is_capital:
        run += 1
    run = _without_particle_break(words, at, run, end)
    if run >= end:
        return None
    if (
        run - 1 > at and words[run - 1].low in OF | ARTICLES
    ):  # "de la République Marie Aubin", "de Valmer"
        run = max(run, end - 2) if end - run >= 3 else end
    while run < end and (words[run].text.isupper() or words[run].low in HONORIFICS):
        run += 1  # "la députée LREM Aurore Marel"
    titled = run - 1 > at + 1 and run < end and PERSONAL.match(words[run - 1].low)
    if titled and any(word.low in OF for word in words[at + 1 : run - 1]):
        return None  # "la femme de l'ancien président Paul Aubin"
    if end - run == 1 and any(word.low in OF for word in words[at + 1 : run]):
        return None  # "le président de l'académie Marel"
    return (run, end) if run < end else None


def _without_particle_break(words: list[Token], at: int, run: int, end: int) -> int:
    """Before a particle inside a name: "Ursula von der Leyen", "Charles de Courson"."""
    if (
        run - 2 > at
        and words[run - 1].low in {"de", "von", "van", "der", "d'", "d’"}
        and words[run - 2].is_capital
        and not words[run - 2].text.isupper()
    ):
        start = run - 1
        while start > at + 1 and (words[start - 1].is_capital or words[start - 1].low in PARTICLES):
            start -= 1
        while start < run and not words[start].is_capital:
            start += 1
        if words[start - 1].low not in OF | ARTICLES:
            return start
    return run


def _is_full_name(words: list[Token]) -> bool:
    capitals = [word for word in words if word.is_capital and word.low not in HONORIFICS]
    return len(capitals) >= 2 or bool(words and words[0].low in HONORIFICS)


def second_title(words: list[Token], at: int, limit: int) -> tuple[int, int] | None:
    """The name in "le journaliste et critique musical Alex Marel"; `at` is the "et"."""
    start = at + 1
    while start < limit and start - at <= 4 and words[start].text.islower():
        if words[start].low in STOPS | ARTICLES | OF:
            return None
        start += 1
    end = _name_end(words, start, limit) if start < limit else start
    return (start, end) if start > at + 1 and _is_full_name(words[start:end]) else None


def apposed_name(words: list[Token], at: int, limit: int) -> tuple[int, int] | None:
    """The name that follows a title's comma: ", Hélène Corvaz,", ", le commandant Sissel,"."""
    if words[at].low in {"le", "la", "l'", "l’"}:
        end = phrase_end(words, at, limit)
        name = name_in(words, at, end)
        between = words[at + 1].low if at + 1 < limit else ""
        titled = between in HONORIFICS or PERSONAL.match(between)
        return name if name and titled and name[0] - at <= 3 else None
    end = _name_end(words, at, limit)
    if end == at or not _is_full_name(words[at:end]):
        return None
    return name_in(words, at, end)

"""Who does what to whom: names and nouns that change places between statement and evidence."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from qa_service.answering.checking.ground import Ground, names_of
from qa_service.answering.checking.lexicon import neutral
from qa_service.answering.checking.parsing import Parsed, Sort, Word

SUBJECT = "subject"
PREPOSITIONS = {  # with their accents: "a" is a verb
    word: role
    for role, words in {
        "to": "à au aux envers auprès to",
        "in": "en vers dans chez in into at",
        "of": "de du d' of from depuis",
        "by": "par by",
        "with": "avec with",
        "before": "avant before",
        "after": "après after",
        "between": "entre between",
        "against": "contre against",
        "than": "than",
        "for": "pour for",
    }.items()
    for word in words.split()
}
DETERMINERS = frozenset(
    "le la les l' un une ce cet cette ces son sa ses leur leurs the a an this that these those its "
    "his her their plusieurs certains deux".split()
)
HAS = ("a", "fr")  # a verb in French, an article in English
JOINING = frozenset("et ou and or".split())
TITLES = frozenset("colonel general ministre president premier docteur".split())
PASSIVE = re.compile(  # of words joined by spaces; "s'est réjouie" is none
    r"(?<!s' )\b(?:est|sont|etait|etaient|ete|fut|furent|sera|seront|etre|is|are|was|were|been|be)"
    r"(?: \w+ment| \w+ly)? \w+(?:e|es|i|is|ie|ies|u|us|ue|ues|it|its|ite|ites|ed|en|rt|rte|rts|"
    r"rtes)"
    r"(?: [\w']+){0,4}? (?:par|by)\b"
)
GIVING = {SUBJECT, "to"}  # in which two nouns, too, are never exchanged by chance
Roles = dict[str, set[str]]


def are_swapped(claim: Parsed, ground: Ground, spoken: frozenset[str] = frozenset()) -> bool:
    """Whether two names, or a name and a noun, have taken each other's place.

    `spoken` are the keys of those who say so, who may stand anywhere.
    """
    if claim.language != ground.language:
        return False
    mine, theirs = roles(claim), roles(ground.quote)
    aside = spoken | ground.outlet_keys
    shared = [key for key in mine if key in theirs and key not in aside]
    told = names_of(claim) | {word.key for word in claim.words if word.sort is Sort.NUMBER}
    exchanged = any(
        _exchanged(mine, theirs, one, two) or _exchanged(mine, theirs, two, one)
        for one, two in combinations(shared, 2)
        if told & {one, two} or "@" in one[0] + two[0] or mine[one] | mine[two] == GIVING
    )
    return (
        exchanged
        or _does_other(claim, ground.quote)
        or _reordered(claim, ground.quote, aside)
        or _attached_otherwise(claim, ground)
    )


def _exchanged(mine: Roles, theirs: Roles, one: str, two: str) -> bool:
    if len(mine[one]) != 1 or len(mine[two]) != 1 or mine[one] == mine[two]:
        return False
    return (
        not mine[one] & theirs[one]
        and not mine[two] & theirs[two]
        and mine[one] <= theirs[two]
        and mine[two] <= theirs[one]
    )


def roles(text: Parsed) -> Roles:
    """What governs each name and number, and each noun behind an article or preposition.

    >>> from qa_service.answering.checking.parsing import parsed
    >>> roles(parsed("La Russie a livré du blé au Mali.", "fr"))
    {'@russie': {'subject'}, 'ble': {'of'}, '@mali': {'to'}}
    """
    found: Roles = {}
    passive = is_passive(text)
    for word, role in _placed(text):
        if passive and role == "by":
            role = SUBJECT
        elif passive and role == SUBJECT:
            role = "object"
        elif role == "in" and (word.sort is Sort.NAME or word.key.startswith("@")):
            role = "to"  # "au Mali", "en Russie"
        found.setdefault(word.key, set()).add(role)
    return found


def is_passive(text: Parsed) -> bool:
    """Whether it tells what was done by somebody."""
    return PASSIVE.search(" ".join(word.low for word in text.words)) is not None


def _placed(text: Parsed) -> Iterator[tuple[Word, str]]:
    """The words of meaning that begin a phrase, with what governs them; with both if unclear."""
    role, open_, last, may_appose, before = SUBJECT, True, SUBJECT, False, ""
    for word in text.words:
        is_function = word.sort is Sort.PLAIN and not word.key
        is_double, before = before == "auprès", word.text.lower()
        if word.sort is Sort.MARK:
            may_appose = word.low == ","
            last, role, open_ = role, SUBJECT, word.low != "%"
        elif is_function and word.low == "des":
            role, open_, last, may_appose = role, True, "of" if role == SUBJECT else role, True
        elif is_function and (governing := PREPOSITIONS.get(word.text.lower())):
            if not (governing == "of" and is_double):  # "auprès de" is one
                role = governing
            open_, may_appose = True, False
        elif is_function and word.low in DETERMINERS and (word.low, text.language) != HAS:
            open_ = True
        elif word.key and (open_ or word.sort is Sort.NAME):
            yield word, role
            if may_appose:
                yield word, last
            open_ = word.sort is Sort.NAME
            may_appose = may_appose and open_
        elif not word.key or word.sort is Sort.DATE:
            role, open_, may_appose = SUBJECT, False, False


def _reordered(claim: Parsed, quote: Parsed, aside: frozenset[str]) -> bool:
    """Whether of two names, neither behind a preposition, the other one comes first."""
    if is_passive(claim) != is_passive(quote):
        return _same_order_in_passive(claim, quote)
    mine, theirs = _bare_names(claim), _bare_names(quote)
    shared = [key for key in mine if key in theirs and key not in aside]
    return any(theirs.index(one) > theirs.index(two) for one, two in combinations(shared, 2))


def _same_order_in_passive(claim: Parsed, quote: Parsed) -> bool:
    """Whether who did it and whom it was done to are the same way round in active and passive."""
    passive, active = (claim, quote) if is_passive(claim) else (quote, claim)
    agents = [word.key for word, role in _placed(passive) if role == "by" and _is_named(word)]
    patients = [key for key in _bare_names(passive) if key not in agents]
    order = _bare_names(active)
    return any(
        agent in order and patient in order and order.index(patient) < order.index(agent)
        for agent in agents
        for patient in patients
    )


def _does_other(claim: Parsed, quote: Parsed) -> bool:
    """Whether somebody is said to have done what was done to it, or what another did."""
    mine, theirs = _agents(claim), _agents(quote)
    doing = {agent for _, agent in theirs}
    for verb, agent in mine:
        others = {other for done, other in theirs if done == verb}
        if (others and agent not in others and agent in doing) or _is_object(verb, agent, quote):
            return True
    return any(_is_object(verb, agent, claim) for verb, agent in theirs)


def _agents(text: Parsed) -> set[tuple[str, str]]:
    """What was done, and by whom: "adopté", "conseil" of "adopté par le conseil"."""
    found, words = set(), text.words
    for n, word in enumerate(words):
        behind = next((one for one in words[n + 1 : n + 4] if one.key), None)
        if n and word.low in ("par", "by") and behind and behind.sort is not Sort.NUMBER:
            done = words[n - 1]
            if done.key and done.key not in neutral(text.language):
                found.add((done.key, behind.key))
    return found


def _is_object(verb: str, noun: str, text: Parsed) -> bool:
    """Whether a noun stands right behind a verb, without a preposition."""
    words = text.words
    for n, word in enumerate(words[:-1]):
        if word.key == verb:
            at = n + 1
            while at < len(words) and words[at].low in DETERMINERS:
                at += 1
            if at < len(words) and words[at].key == noun and words[at].sort is not Sort.MARK:
                return True
    return False


def _is_named(word: Word) -> bool:
    return word.sort is Sort.NAME


def _bare_names(text: Parsed) -> list[str]:
    """The names that are subject or object, in order; one of several joined ones stands for all."""
    found: list[str] = []
    joined = False
    for n, word in enumerate(text.words):
        if not _is_named(word):
            if _is_of_bare_noun(text.words, n):
                found.append(word.key)
            continue
        if n and text.words[n - 1].sort is Sort.NAME:
            if found and not joined:
                found[-1] = word.key  # the last name
            continue
        before = list(text.words[max(0, n - 4) : n])
        while before and before[-1].low in DETERMINERS | TITLES:
            before.pop()
        if len(before) > 1 and before[-1].sort is Sort.PLAIN and before[-1].key:
            before = _before_phrase(before)  # "de la plateforme Appel citoyen"
        joined = bool(before) and _joins(before, _behind_name(text.words, n))
        if not joined:
            found.append(word.key)
    return list(dict.fromkeys(found))


def _before_phrase(before: Sequence[Word]) -> list[Word]:
    """The words before a noun and its articles if a preposition is the last, else all of them."""
    rest = list(before[:-1])
    while rest and rest[-1].low in DETERMINERS:
        rest.pop()
    return rest if rest and rest[-1].text.lower() in PREPOSITIONS else list(before)


def _is_of_bare_noun(words: Sequence[Word], n: int) -> bool:
    """Whether an adjective of a state belongs to a subject or object: "des soldats maliens"."""
    if not words[n].key.startswith("@") or n < 2 or not words[n - 1].key:
        return False
    return words[n - 2].low in ("des", "les", "the") and (
        n < 3 or words[n - 3].text.lower() not in (*PREPOSITIONS, *JOINING)
    )


def _behind_name(words: Sequence[Word], n: int) -> str:
    """The word behind the name that begins at a place."""
    while n < len(words) and words[n].sort is Sort.NAME:
        n += 1
    return words[n].low if n < len(words) else ""


def _joins(before: Sequence[Word], behind: str) -> bool:
    """Whether a name between these is governed, or one of several."""
    last = before[-1].low
    if last == ",":  # "A, B et C", not "la maire, Hélène Vasseroy,"
        return len(before) > 1 and before[-2].sort is Sort.NAME and behind in (*JOINING, ",")
    return last in JOINING or before[-1].text.lower() in PREPOSITIONS


def _attached_otherwise(claim: Parsed, ground: Ground) -> bool:
    """Whether a noun has another state or name attached than it has in the evidence."""
    theirs: dict[str, set[str]] = {}
    for noun, name in _attached(ground.quote):
        theirs.setdefault(noun, set()).add(name)
    known = ground.keys
    return any(
        noun in theirs
        and name not in theirs[noun]
        and name in known
        and not _follows(claim, noun, theirs[noun])
        for noun, name in _attached(claim)
    )


def _follows(claim: Parsed, noun: str, names: set[str]) -> bool:
    """Whether the noun also has its own name in the statement."""
    return any(one == noun and name in names for one, name in _attached(claim))


def _attached(text: Parsed) -> Iterator[tuple[str, str]]:
    """Nouns with the adjective of a state, or with the name behind "de"."""
    words = text.words
    for n, word in enumerate(words[:-1]):
        if word.sort is not Sort.PLAIN or not word.key or word.key in neutral(text.language):
            continue
        if word.key.startswith("@"):
            continue
        following = words[n + 1]
        if following.sort is Sort.PLAIN and following.key.startswith("@"):
            yield word.key, following.key
        elif following.low in ("de", "du", "d'", "of"):
            behind = [
                one for one in words[n + 2 : n + 4] if one.low not in ("la", "l'", "le", "the")
            ]
            if behind and behind[0].sort is Sort.NAME and behind[0].key.startswith("@"):
                yield word.key, behind[0].key

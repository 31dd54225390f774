"""Whether the numbers of a statement are those of the evidence, and count the same things."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from qa_service.answering.checking.ground import Ground, names_of
from qa_service.answering.checking.lexicon import are_synonyms, stem
from qa_service.answering.checking.parsing import Parsed, Sort, Word

OF = frozenset("de d' du des of".split())
DEFINITE = frozenset("la le l' du the cette ce".split())
BOUNDS = {
    "above": {"plus de", "plus d'", "au moins", "more than", "at least"},
    "below": {"moins de", "moins d'", "au plus", "less than", "fewer than", "at most"},
}
BOTH = frozenset("les ces the leurs tous aux".split())
SPANS = {  # of time, that something is counted by
    "jour": {"jour", "jours", "day"},
    "semaine": {"semaine", "semaines", "week"},
    "mois": {"mois", "month"},
    "an": {"an", "ans", "annee", "annees", "year"},
    "heure": {"heure", "heures", "hour"},
}
RATES = {
    low: span
    for span, adjectives in {
        "jour": "quotidien quotidienne quotidiens quotidiennes quotidiennement journalier "
        "journaliere daily",
        "semaine": "hebdomadaire hebdomadaires weekly",
        "mois": "mensuel mensuelle mensuels mensuelles monthly",
        "an": "annuel annuelle annuels annuelles annuellement annual yearly",
    }.items()
    for low in adjectives.split()
}
ABOUT = {
    "dizaine": "10", "douzaine": "12", "quinzaine": "15", "vingtaine": "20", "trentaine": "30",
    "quarantaine": "40", "cinquantaine": "50", "soixantaine": "60", "centaine": "100",
}  # fmt: skip
APPROXIMATE = frozenset("environ quelque quelques pres presque around about some roughly".split())
TODAY = frozenset("aujourd' aujourd'hui hui today now".split())
# What any persons may be called.
PEOPLE = frozenset(
    stem(word, "fr") for word in "personnes hommes gens individus habitants salariés".split()
)


def has_other_figures(claim: Parsed, ground: Ground) -> bool:
    """Whether a number is not in the evidence, or counts something else there."""
    if _has_other_rate(claim, ground) or _has_other_source(claim, ground):
        return True
    return any(
        not _is_told(claim, place, ground)
        for place, word in enumerate(claim.words)
        if word.sort is Sort.NUMBER
    )


def _is_told(claim: Parsed, place: int, ground: Ground) -> bool:
    words, theirs = claim.words, ground.quote.words
    told = [
        other
        for other, word in enumerate(theirs)
        if word.sort is Sort.NUMBER
        and (word.key == words[place].key or _is_about(words, place, word))
    ]
    if not told:
        return _is_both(words, place, ground) or _is_name(words, place, ground)
    if claim.language != ground.language or _is_name(words, place, ground):
        return True
    return any(
        _is_bounded_same(words, place, theirs, other)
        and _counts_same(words, place, theirs, other, ground.language)
        and not _is_of_other_time(words, place, theirs, other)
        for other in told
    )


def _is_about(words: Sequence[Word], place: int, told: Word) -> bool:
    """Whether "around twenty" stands for "une vingtaine"."""
    before = {word.low for word in words[max(0, place - 2) : place]}
    return words[place].key == ABOUT.get(told.key) and bool(before & APPROXIMATE)


def _is_bounded_same(words: Sequence[Word], place: int, others: Sequence[Word], other: int) -> bool:
    """Whether "plus de" or "moins de" stands before both numbers or before none."""
    return _bound(words, place) == _bound(others, other)


def _bound(words: Sequence[Word], place: int) -> str | None:
    before = " ".join(word.low for word in words[max(0, place - 2) : place])
    return next((bound for bound, said in BOUNDS.items() if before in said), None)


def _is_both(words: Sequence[Word], place: int, ground: Ground) -> bool:
    """Whether "les deux" only counts what is named."""
    before = words[place - 1].low if place else ""
    return words[place].key == "2" and before in BOTH and len(names_of(ground.quote)) >= 2


def _is_name(words: Sequence[Word], place: int, ground: Ground) -> bool:
    """Whether a number is part of a name that quote or context has: "la ligne 4"."""
    if place < 2 or words[place - 1].sort is not Sort.PLAIN or not words[place - 1].key:
        return False
    if words[place - 2].low not in DEFINITE:
        return False
    wanted = words[place - 1].key, words[place].key
    return any(
        (one.key, two.key) == wanted
        for text in (ground.around.words, ground.quote.words)
        for one, two in pairwise(text)
    )


def _counts_same(
    words: Sequence[Word], place: int, others: Sequence[Word], other: int, language: str
) -> bool:
    following = next((word for word in words[place + 1 : place + 3] if word.key), None)
    if following is not None and following.sort is Sort.NAME:  # which is checked as one
        return True
    counted, theirs = _counted(words, place), _counted(others, other)
    if not counted or not theirs:
        return True
    if len(counted) > 1 and _is_act_upon(counted, theirs, others, language):
        return True  # "120 suppressions de postes"
    if len(theirs) > 1 and _is_act_upon(theirs, counted, words, language):
        return True
    if counted[0] not in PEOPLE and not _met(counted[0], theirs, language):
        return False
    if len(counted) > 1 and len(theirs) > 1 and are_synonyms(counted[0], theirs[0], language):
        return _met(counted[1], theirs[1:], language)
    return True


def _is_act_upon(
    counted: Sequence[str], theirs: Sequence[str], others: Sequence[Word], language: str
) -> bool:
    """Whether the first of what is counted is said of the second elsewhere: "postes supprimés"."""
    said = [word.key for word in others if word.key]
    return are_synonyms(counted[1], theirs[0], language) and _met(counted[0], said, language)


def _met(key: str, others: Sequence[str], language: str) -> bool:
    return any(are_synonyms(key, other, language) for other in others)


def _counted(words: Sequence[Word], place: int) -> list[str]:
    """What a number counts, and what that is of: "tonnes", "blé"."""
    found: list[str] = []
    linked = True
    for word in words[place + 1 : place + 7]:
        if word.key == "%":
            return ["%"]
        if word.sort in (Sort.MARK, Sort.NUMBER, Sort.DATE):
            break
        if word.key and linked:
            found.append(word.key)
            linked = False
        elif word.low in OF and found:
            linked = True
        elif word.low not in OF:
            break
        if len(found) == 2:
            break
    return found


def _is_of_other_time(
    words: Sequence[Word], place: int, others: Sequence[Word], other: int
) -> bool:
    """Whether the date beside a number stands beside another number in the evidence."""
    mine, theirs = _nearest_date(words, place), _nearest_date(others, other)
    if mine is None or theirs is None or mine == theirs:
        return False
    rivals = (n for n, word in enumerate(others) if word.sort is Sort.NUMBER and n != other)
    return any(_nearest_date(others, rival) == mine for rival in rivals)


def _nearest_date(words: Sequence[Word], place: int) -> str | None:
    """The last word of the nearest date: its year, or its month."""
    near = sorted(_dates(words), key=lambda n: (abs(n - place), -n))
    return words[near[0]].low if near else None


def _dates(words: Sequence[Word]) -> Iterator[int]:
    for n, word in enumerate(words):
        if word.low in TODAY:
            continue
        if word.sort is Sort.DATE and (n + 1 == len(words) or words[n + 1].sort is not Sort.DATE):
            yield n


def _has_other_rate(claim: Parsed, ground: Ground) -> bool:
    """Whether something is told "par semaine" that is "par jour" in the evidence."""
    mine, theirs = _rates(claim), _rates(ground.quote)
    return bool(mine and theirs) and not mine & theirs


def _rates(text: Parsed) -> set[str]:
    """The spans of time that something is counted by, by their French nouns."""
    found = {adjective for word in text.words if (adjective := RATES.get(word.low))}
    for one, two in pairwise(text.words):
        if one.low in ("par", "per", "a", "chaque", "each", "every", "tous", "toutes"):
            found.update(span for span, nouns in SPANS.items() if two.low in nouns)
    return found


def _has_other_source(claim: Parsed, ground: Ground) -> bool:
    """Whether of several numbers one is credited to who gives another: "600 selon la police"."""
    mine, theirs = dict(_sourced(claim)), dict(_sourced(ground.quote))
    return len(theirs) > 1 and any(
        number in theirs and source != theirs[number] and source in theirs.values()
        for number, source in mine.items()
    )


def _sourced(text: Parsed) -> Iterator[tuple[str, str]]:
    """Each number with the noun behind the "selon" that follows it before another number."""
    numbers = [n for n, word in enumerate(text.words) if word.sort is Sort.NUMBER]
    for number, end in pairwise([*numbers, len(text.words)]):
        for n in range(number, end):
            if text.words[n].low in ("selon", "according"):
                source = next((one.key for one in text.words[n + 1 : n + 5] if one.key), "")
                yield text.words[number].key, source
                break

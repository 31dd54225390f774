"""Whether a statement is surer, or says more, than the evidence: "all", "is", "was done"."""

import re
from collections.abc import Iterator, Sequence

from qa_service.answering.checking.ground import Ground
from qa_service.answering.checking.lexicon import (
    CONDITIONAL,
    POSSIBLE,
    STRONG,
    TENTATIVE,
    UNCOUNTED,
    WEAK,
    are_synonyms,
    stem,
)
from qa_service.answering.checking.parsing import Parsed, Sort, Word
from qa_service.answering.checking.polarity import NE

EXPECTED = re.compile(  # future, or what is about to be, in French
    r"\b(?!(?:cam|op)éra\b)\w{2,}(?:ra|ront)\b|"
    r"\b(?:va|vont|doit|doivent|devait|devaient|devrait|devraient|pourrait|pourraient) "
    r"(?:\w+ment |ainsi |aussi |donc |alors )?(?:se |s' |y |en |le |la |les |lui |leur )?"
    r"(?:être|\w+(?:er|ir|re|oir))\b|\b(?:prévoit|table|promet|attend|compte(?:nt)? \w+(?:er|ir|"
    r"re|oir)|prévue?s?|attendue?s?|espère)\b"
)
TO_COME = re.compile(
    r"\b(?:va|vont|doit|doivent|devait|devaient|devrait|devraient|pourrait|pourraient|veut|veulent|"
    r"entend|entendent|prévoit|prévoient|compte|comptent|promet|promettent) "
    r"(?:\w+ment |ainsi |aussi |donc |alors )?(?:de |d' |se |s' |être )?\w+(?:er|ir|re|oir|é|ée|"
    r"és|ées)\b|"
    r"\b\w{3,}r(?:a|ont)\b"
)
WILL = frozenset(  # what an English statement expects by
    "will would shall should must may might could to plans plan expects expected due set wants "
    "promises intends intend going hopes".split()
)
DONE = re.compile(  # the perfect
    r"\b(?:a|ont|est|sont|été|s' est|se sont)(?: \w+ment| déjà| aussi)? "
    r"\w+(?:é|ée|és|ées|i|is|it|u|us|ue|ues|ert|erte)\b"
)
RESTRICTED = re.compile(
    r"\bn(?:e|') (?!.{0,30}\b(?:pas|plus|jamais)\b)(?:\w+ ){1,3}qu(?:e|') (?!(?:en|a|au|dans) )"
)
ONLY = frozenset("seulement uniquement seul seule only just merely".split())
WOULD = re.compile(  # the conditional; "espérait" and "tirait" are past
    r"(?!(?:re|at|s?ou|ad|in|res|as|dé|ex|v)?(?:t|m|sp|p|s|v|ch)irai)\w+(?:[ei]|[dv])rai(?:t|ent)"
)
NEAR = 2  # words of meaning behind a conditional that it makes uncertain


def exaggerates(claim: Parsed, ground: Ground) -> bool:
    """Whether a statement says "all" where the evidence does not, or drops "some"."""
    strong = [word for n, word in enumerate(claim.words) if _is_strong(claim.words, n)]
    told = {word.low for word in ground.quote.words}
    if strong and not told & STRONG:
        return True
    if _restricts(claim) and not (_restricts(ground.quote) or told & ONLY):
        return True
    if claim.language != ground.language:
        return False
    return any(
        _is_definite(claim.words, noun) and not _has_weak(claim.words, noun)
        for noun in _limited(ground.quote.words)
    )


def _restricts(text: Parsed) -> bool:
    """Whether it says "ne ... que"."""
    return RESTRICTED.search(" ".join(word.low for word in text.words)) is not None


def _is_strong(words: Sequence[Word], n: int) -> bool:
    if words[n].low not in STRONG:
        return False
    before = words[n - 1].low if n else ""
    following = words[n + 1].low if n + 1 < len(words) else ""
    if words[n].low == "toujours":
        return following not in ("selon", "d'") and not any(one.low in NE for one in words)
    if words[n].low == "jamais":
        return False  # a negation
    return following not in UNCOUNTED and before not in (
        "le",
        "du",
        "en",
        "avant",
        "tout",
        "surtout",
    )


def _limited(words: Sequence[Word]) -> Iterator[str]:
    """The nouns of which the evidence speaks of some alone."""
    for n, word in enumerate(words):
        if word.low not in WEAK or word.low in (
            "regulierement",
            "parfois",
            "souvent",
            "often",
            "sometimes",
        ):
            continue
        behind = [one for one in words[n + 1 : n + 5] if one.key and one.low not in WEAK]
        if behind and behind[0].sort in (Sort.PLAIN, Sort.NAME):
            yield behind[0].key


def _is_definite(words: Sequence[Word], noun: str) -> bool:
    return any(
        word.key == noun and n and words[n - 1].low in ("la", "les", "l'", "le", "the")
        for n, word in enumerate(words)
    )


def _has_weak(words: Sequence[Word], noun: str) -> bool:
    place = next(n for n, word in enumerate(words) if word.key == noun)
    return any(
        one.low in WEAK or one.low in ("certain", "des", "un", "une", "ces")
        for one in words[max(0, place - 5) : place]
    )


def makes_past(claim: Parsed, ground: Ground) -> bool:
    """Whether a statement tells as done what the evidence only expects."""
    if claim.language == "en" and ground.language == "fr":
        return expects(ground.quote) and not (
            DONE.search(_plain(ground.quote)) or WILL & {word.low for word in claim.words}
        )
    if claim.language != ground.language or claim.language != "fr":
        return False
    return _is_told_done(claim, ground.quote) or (
        expects(ground.quote)
        and not DONE.search(_plain(ground.quote))
        and not expects(claim)
        and DONE.search(_plain(claim)) is not None
    )


def _is_told_done(claim: Parsed, quote: Parsed) -> bool:
    """Whether the same verb is to come in the evidence and past in the statement."""
    mine, theirs, done = _verbs(DONE, claim), _verbs(TO_COME, quote), _verbs(DONE, quote)
    return any(
        are_synonyms(one, other, claim.language)
        for one in mine
        for other in theirs
        if not any(are_synonyms(one, past, claim.language) for past in done)
    )


def _verbs(pattern: re.Pattern[str], text: Parsed) -> set[str]:
    """The stems of the last words of what a pattern finds."""
    return {stem(found[0].split()[-1], text.language) for found in pattern.finditer(_plain(text))}


def expects(text: Parsed) -> bool:
    """Whether a text tells of something to come, in French."""
    plain = _plain(text)
    return EXPECTED.search(plain) is not None


def _plain(text: Parsed) -> str:
    return " ".join(word.text.lower() for word in text.words)


def makes_certain(claim: Parsed, ground: Ground, is_credited: bool) -> bool:
    """Whether a statement tells as a fact what the evidence puts in the conditional.

    `is_credited`: it says who says so, which "aurait" may become, but not "pourrait".
    """
    mine = {word.low for word in claim.words}
    told = {word.low for word in ground.quote.words}
    if (
        mine & CONDITIONAL
        or mine & TENTATIVE - told
        or any(WOULD.fullmatch(w.text.lower()) for w in claim.words)
    ):
        return False
    quote = ground.quote.words
    for n, word in enumerate(quote):
        is_verb = WOULD.fullmatch(word.text.lower()) is not None
        if not (is_verb or word.low in CONDITIONAL) or (is_credited and word.low not in POSSIBLE):
            continue
        following = [one.key for one in quote[n + 1 :] if one.key]
        behind = [word.key] if is_verb and word.low not in CONDITIONAL else following[:NEAR]
        if claim.language != ground.language:
            return True
        if any(
            are_synonyms(key, one.key, claim.language) for key in behind for one in claim.content
        ):
            return True
    return False

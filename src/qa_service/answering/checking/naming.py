"""Whether the names of a statement are in the evidence, whole and in the office they have there."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from qa_service.answering.checking.ground import Ground, names_of
from qa_service.answering.checking.lexicon import are_synonyms, stem
from qa_service.answering.checking.parsing import Parsed, Sort, Word
from qa_service.text.folding import folded
from qa_service.text.speech.words import PERSONAL

EXPANDED = 90  # code points before an abbreviation in brackets that spell it out
BETWEEN = 3  # words that a full name may have within a shorter form of it
# Capitalised in one language and not in the other.
TITLES = frozenset(
    "prime minister president foreign affair affairs colonel general state mayor line army council "
    "government union chamber commerce premier ministre president affaires etrangeres etat ligne "
    "security director port city region".split()
)


def has_other_names(claim: Parsed, ground: Ground) -> bool:
    """Whether a name, or the adjective of a state, is neither in the quote nor in its context."""
    words = claim.words
    named = (word for word in words if word.sort is Sort.NAME or word.key.startswith("@"))
    return (
        any(
            not (_is_known(word, claim, ground) or is_of_noun(word, claim, ground))
            for word in named
        )
        or any(not _is_whole(run, ground) for run in runs(words))
        or _has_other_office(claim, ground)
    )


def _is_known(word: Word, claim: Parsed, ground: Ground) -> bool:
    if word.key in ground.keys or word.key in ground.around_keys:
        return True
    if claim.language != ground.language and word.low in TITLES:
        return True
    common = stem(word.text, claim.language)  # "les Occidentaux", "les puissances occidentales"
    if len(common) > 6 and any(
        are_synonyms(common, one.key, ground.language)
        for one in ground.quote.words
        if one.sort is Sort.PLAIN
    ):
        return True
    return _is_abbreviated(word.low, claim, ground)


def is_of_noun(word: Word, claim: Parsed, ground: Ground) -> bool:
    """Whether the article gives this name to a noun of the quote: "la liaison avec Port-Elvan"."""
    at = claim.words.index(word)
    for n in range(max(0, at - 4), at):
        noun = claim.words[n]
        if noun.sort is Sort.PLAIN and noun.key and noun.key in ground.keys:
            phrase = r"\W+".join(re.escape(one.low.rstrip("'")) for one in claim.words[n : at + 1])
            if re.search(rf"\b{phrase}\b", ground.folded_article):
                return _is_definite(noun, ground)
    return False


def _is_definite(noun: Word, ground: Ground) -> bool:
    words = ground.quote.words
    return any(
        two.key == noun.key and one.low in ("la", "le", "l'", "les", "ce", "cet", "cette", "the")
        for one, two in pairwise(words)
    )


def _is_abbreviated(low: str, claim: Parsed, ground: Ground) -> bool:
    """Whether the quote has the other form of a name of which the article gives both."""
    text = ground.folded_article
    # in whatever way the article says what "(JNIM)" of the statement stands for
    own = folded(claim.text)
    if re.search(rf"\b{re.escape(low)}\b", text):
        text = f"{text} {own}"
    for found in re.finditer(r"\((\w{2,8})\)", text):
        spelled = re.findall(r"\w+", text[max(0, found.start() - EXPANDED) : found.start()])
        spelled = spelled[-2 * len(found[1]) :]
        short, long = found[1] in _lows(ground), any(one in _lows(ground) for one in spelled[-3:])
        if (low == found[1] and long) or (low in spelled and short):
            return True
    return False


def _lows(ground: Ground) -> frozenset[str]:
    return frozenset(word.low for word in (*ground.quote.words, *ground.around.words))


def runs(words: Sequence[Word]) -> Iterator[tuple[Word, ...]]:
    """The names of several words."""
    run: list[Word] = []
    for word in words:
        if word.sort is Sort.NAME and (not run or word.start <= run[-1].end + 1):
            run.append(word)
            continue
        if len(run) > 1:
            yield tuple(run)
        run = [word] if word.sort is Sort.NAME else []
    if len(run) > 1:
        yield tuple(run)


def _is_whole(run: Sequence[Word], ground: Ground) -> bool:
    """Whether the article joins the parts of a name, or what was joined here are several."""
    gap = rf"\W+(?:[\w'’-]+\W+){{0,{BETWEEN - 1}}}?"
    pattern = gap.join(re.escape(word.low.rstrip("s")) + "s?" for word in run)
    article = ground.article
    known = f"{ground.folded_article} {folded(f'{article.outlet} {article.author}')}"
    return re.search(rf"\b{pattern}\b", known) is not None or any(
        word.key.startswith("@") or word.is_first for word in run
    )


def _has_other_office(claim: Parsed, ground: Ground) -> bool:
    """Whether somebody is given the title that the quote gives to somebody else."""
    theirs = _offices(ground.quote.words)
    for title, name in _offices(claim.words):
        same = {other for office, other in theirs if office == title}
        if same and name not in same and name in names_of(ground.quote):
            return True
    return False


def _offices(words: Sequence[Word]) -> set[tuple[str, str]]:
    """Titles with the last name of whoever stands beside them in apposition."""
    found = set()
    for n, word in enumerate(words):
        if word.sort is not Sort.PLAIN or not word.key or not PERSONAL.match(word.low):
            continue
        named = n + 1 < len(words) and words[n + 1].sort is Sort.NAME
        before = [
            one for one in words[max(0, n - 3) : n] if one.low not in ("l'", "le", "la", "the")
        ]
        if (
            not named
            and len(before) >= 2
            and before[-1].low == ","
            and before[-2].sort is Sort.NAME
        ):
            found.add((word.key, before[-2].key))
        else:
            found.update((word.key, name) for name in _behind(words, n))
    return found


def _behind(words: Sequence[Word], title: int) -> list[str]:
    """The last name behind a title: "ministre Abdoulaye Diop", "ambassadeur du Mali, H. Samaké"."""
    at = title + 1
    while at < len(words) and words[at].low != "," and not _begins_person(words, at):
        if words[at].sort is Sort.MARK or at > title + 6:
            return []
        at += 1
    at += at < len(words) and words[at].low == ","
    end = at
    while end < len(words) and words[end].sort is Sort.NAME:
        end += 1
    return [words[end - 1].key] if end > at + 1 else []


def _begins_person(words: Sequence[Word], at: int) -> bool:
    before = words[at - 1].low
    pair = at + 1 < len(words) and words[at].sort is words[at + 1].sort is Sort.NAME
    return pair and before not in ("de", "d'", "du", "des", "of")

"""How words are compared: the same for the index and for a question.

"L’accord de coopération" and "accords cooperation" meet: elisions and accents go, stop words go,
what is left is stemmed in the language of the article. Numbers, dates and abbreviations have one
form however they are written (`text/units`), and "week-end" is also "weekend".
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

from qa_service.text.days import month_words
from qa_service.text.language import OPENING_WORDS
from qa_service.text.units import split_units, tidied

# Raised when the terms of a text change, or the fields of the index that holds them: indexes made
# with another version are built anew.
ANALYSIS = "5"
FRENCH = "fr"

# Elided words ("l'", "qu'") become words of their own; question words say what is asked for, not
# what it is about. Accents are folded before this list is applied.
ELIDED = "l d j m n s t c qu jusqu lorsqu puisqu quelqu".split()
ASKING = (
    "quel quelle quels quelles qui que quoi dont ou quand comment combien pourquoi lequel laquelle "
    "lesquels lesquelles est etait sont ont a t il elle ils elles on ce cet cette ces y en plus "
    "the of what who whom whose when where why how which did does do is are was were has have had "
    "in to and by for with from it its that this"
).split()
# tantivy's names of the stemmers, which are Snowball's
STEMMERS = {
    "fr": "french",
    "en": "english",
    "es": "spanish",
    "de": "german",
    "pt": "portuguese",
    "it": "italian",
    "ar": "arabic",
    "ru": "russian",
    "nl": "dutch",
}
NO_STOP_WORDS = frozenset(("ar",))  # tantivy has none

# "dit-elle" and "a-t-il" are no compounds
_COMPOUND = re.compile(
    r"\b[^\W\d_]+(?:-(?!(?:elles?|ils?|on|nous|vous|lui|leur|les?|la|moi|toi|ce|ci|là|y|en)\b)"
    r"[^\W\d_]{2,})+\b",
    re.IGNORECASE,
)
_CHAIN = re.compile(r"\w+(?:-\w+)*")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A word of a question. Any of its index terms in a text meets it."""

    written: str
    terms: tuple[str, ...]  # the first is its own, the others are those of other languages
    is_name: bool  # capitalised within the question, a number, a date or an abbreviation


def analysed_as(language: str) -> str:
    """The language as which an article in `language` is stemmed: French if it has no stemmer."""
    return language if language in STEMMERS else FRENCH


def terms(text: str, language: str = FRENCH) -> list[str]:
    """The index terms of an article's text, with repetitions.

    >>> terms("L’accord du 4 juillet a-t-il été approuvé par vingt-cinq députés ?")
    ['accord', 'ete', 'approuv', 'deput', '--07-04', '--07', '25']
    """
    language = analysed_as(language)
    rest, units = split_units(tidied(text, language), language)
    if "-" in rest:
        rest = " ".join((rest, *_compounds(rest)))
    found = _stemmed(rest, language, language)
    found.extend(term for unit in units for term in unit.terms)
    return found


def wanted(text: str, language: str, languages: Iterable[str]) -> list[Wanted]:
    """The distinct words of a question in `language`, for articles in `languages`, in its order.

    An article meets a word by the stem of the article's language.

    >>> [word.terms for word in wanted("When did the Malian soldiers leave?", "en", ["fr", "en"])]
    [('malian',), ('soldier', 'soldi'), ('leav',)]
    """
    rest, units = split_units(tidied(text, language), language)
    found = [
        (unit.start, Wanted(unit.written, (term,), True)) for unit in units for term in unit.terms
    ]
    stemmers = sorted({analysed_as(code) for code in languages}, key=lambda code: code != language)
    for chain in _CHAIN.finditer(rest):
        compound = " ".join(_compounds(chain[0]))
        for word in _WORD.finditer(chain[0]):
            start = chain.start() + word.start()
            if meets := _alternatives(word[0], compound, language, stemmers):
                found.append((start, Wanted(word[0], meets, _is_name(word[0], start))))
    distinct: dict[str, Wanted] = {}
    for _, one in sorted(found, key=lambda item: item[0]):
        distinct.setdefault(one.terms[0], one)
    return list(distinct.values())


def _alternatives(
    word: str, compound: str, written: str, stemmers: Sequence[str]
) -> tuple[str, ...]:
    """The index terms of a word by each stemmer, then those of the compound that it is part of."""
    own = [term for stemmer in stemmers for term in _stemmed(word, stemmer, written)]
    if not own:
        return ()  # a stop word
    whole = [term for stemmer in stemmers for term in _stemmed(compound, stemmer, written)]
    return tuple(dict.fromkeys(own + whole))


def _is_name(word: str, start: int) -> bool:
    return (start > 0 and word[0].isupper()) or any(character.isdigit() for character in word)


def _compounds(text: str) -> list[str]:
    """The compounds of a text, each as one word."""
    chained = " ".join(word for word in text.split() if "-" in word)  # what is searched is short
    return [compound.replace("-", "") for compound in _COMPOUND.findall(chained)]


def _stemmed(text: str, stemmer: str, written: str) -> list[str]:
    months = _months(stemmer, written)
    return [months.get(term, term) for term in _analyzer(stemmer, written).analyze(text)]


@cache
def _months(stemmer: str, written: str) -> dict[str, str]:
    """The index term of a month by the stem of its name."""
    analyze = _analyzer(stemmer, written).analyze
    return {
        stem: month for name, month in month_words(written).items() for stem in analyze(name)[:1]
    }


@cache
def _analyzer(stemmer: str, written: str) -> TextAnalyzer:
    """Stems as `stemmer`, without the stop words of this language nor of the one `written`."""
    builder = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.lowercase())
    for language in sorted({stemmer, written} & STEMMERS.keys() - NO_STOP_WORDS):
        builder = builder.filter(Filter.stopword(STEMMERS[language]))
    asking = [*ELIDED, *ASKING, *OPENING_WORDS.get(written, "").split()]
    return (
        builder.filter(Filter.ascii_fold())
        .filter(Filter.custom_stopword(asking))
        .filter(Filter.stemmer(STEMMERS[stemmer]))
        .build()
    )

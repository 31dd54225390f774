"""How much of a question a text speaks of, rare words weighing more."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qa_service.text.analysis import terms


@dataclass(frozen=True, slots=True)
class QuestionTerms:
    """The index terms of a question with their weights in this archive."""

    words: dict[str, str]  # index term -> the word of the question it came from
    weights: dict[str, float]  # index term -> inverse document frequency, as in BM25
    absent: frozenset[str]  # index terms that occur in no passage
    names: frozenset[str]  # index terms of proper names and numbers

    def coverage(self, found: Iterable[str]) -> float:
        """The share in [0, 1] of the question's weight that is among `found`."""
        total = sum(self.weights.values())
        return sum(self.weights.get(term, 0.0) for term in set(found)) / total if total else 0.0

    def unknown_words(self) -> list[str]:
        """The words of the question that no passage contains, in its order."""
        return [word for term, word in self.words.items() if term in self.absent]


def question_terms(text: str, passages: int, frequencies: Sequence[int]) -> QuestionTerms:
    """Weighs the distinct terms of `text`.

    `frequencies` says in how many of the `passages` each of `distinct_terms(text)` occurs.
    """
    words = distinct_terms(text)
    weights = {
        term: math.log(1 + (passages - frequency + 0.5) / (frequency + 0.5))
        for term, frequency in zip(words, frequencies, strict=True)
    }
    absent = frozenset(
        term for term, frequency in zip(words, frequencies, strict=True) if not frequency
    )
    return QuestionTerms(words, weights, absent, frozenset(_names(text)))


def distinct_terms(text: str) -> dict[str, str]:
    """Each index term of `text` with the word it came from, in order.

    >>> distinct_terms("Les accords de Bamako")
    {'accord': 'accords', 'bamako': 'Bamako'}
    """
    found: dict[str, str] = {}
    for word in re.findall(r"\w+", text):
        for term in terms(word):
            found.setdefault(term, word)
    return found


def _names(text: str) -> list[str]:
    """Index terms of words that are capitalised within the sentence, or hold a digit."""
    words = re.findall(r"\w+", text)
    named = [
        word
        for position, word in enumerate(words)
        if (position and word[0].isupper()) or any(character.isdigit() for character in word)
    ]
    return [term for word in named for term in terms(word)]

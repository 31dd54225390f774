"""How much of a question a text speaks of, rare words weighing more."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qa_service.text.analysis import Wanted


@dataclass(frozen=True, slots=True)
class QuestionTerms:
    """The words of a question with their weights in this archive, each by its first index term."""

    words: dict[str, Wanted]
    weights: dict[str, float]  # inverse document frequency, as in BM25
    absent: frozenset[str]  # those that occur in no passage
    names: frozenset[str]  # those that are proper names, numbers and dates

    def met(self, found: Iterable[str]) -> set[str]:
        """The words that the index terms `found` meet."""
        terms = set(found)
        return {own for own, word in self.words.items() if not terms.isdisjoint(word.terms)}

    def coverage(self, found: Iterable[str]) -> float:
        """The share in [0, 1] of the question's weight that the index terms `found` meet."""
        total = sum(self.weights.values())
        return sum(self.weights[own] for own in self.met(found)) / total if total else 0.0

    def shares(self) -> list[tuple[Sequence[str], float]]:
        """The index terms of each word with its share of the question's weight."""
        total = sum(self.weights.values())
        return [(word.terms, self.weights[own] / total) for own, word in self.words.items()]


def question_terms(
    words: Sequence[Wanted], passages: int, frequencies: Sequence[int]
) -> QuestionTerms:
    """Weighs the words of a question; `frequencies` says in how many `passages` each occurs."""
    by_term = {word.terms[0]: word for word in words}
    # the index counts what was just removed until it tidies up
    occurring = {
        own: min(frequency, passages) for own, frequency in zip(by_term, frequencies, strict=True)
    }
    return QuestionTerms(
        words=by_term,
        weights={
            own: math.log(1 + (passages - frequency + 0.5) / (frequency + 0.5))
            for own, frequency in occurring.items()
        },
        absent=frozenset(own for own, frequency in occurring.items() if not frequency),
        names=frozenset(own for own, word in by_term.items() if word.is_name),
    )

"""How well citations back the sentences they stand behind, in the manner of ALCE.

Gao, Yen, Yu and Chen (2023), "Enabling Large Language Models to Generate Text with Citations",
section 3: a sentence is recalled if all that it cites, taken together, supports it; a citation is
precise if its sentence is recalled and it is not irrelevant, that is, if it supports the sentence
alone or the others do not without it. There a model of entailment judges; here any function may.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

Judge = Callable[[str, Sequence[int]], bool]  # whether these pieces of evidence support a sentence


@dataclass(frozen=True, slots=True)
class CitedSentence:
    """A sentence of an answer, without markers, and the evidence that it cites."""

    text: str
    cited: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CitationFigures:
    """Shares in [0, 1]; None where there is nothing to count."""

    recall: float | None  # of the sentences
    precision: float | None  # of the citations
    supported: float | None  # of the sentences, by something that was given, cited or not


def citation_figures(
    sentences: Sequence[CitedSentence], given: Sequence[int], supports: Judge
) -> CitationFigures:
    """All three for one answer; `given` is the evidence that its writer had.

    >>> backing = {"Le port rouvre": {1}, "La ville paie": {2, 3}}
    >>> def supports(text, evidence): return backing[text] <= set(evidence)
    >>> written = [CitedSentence("Le port rouvre", (1, 2)), CitedSentence("La ville paie", (2,))]
    >>> citation_figures(written, [1, 2, 3], supports)
    CitationFigures(recall=0.5, precision=0.3333333333333333, supported=1.0)
    """
    return CitationFigures(
        citation_recall(sentences, supports),
        citation_precision(sentences, supports),
        supported_share(sentences, given, supports),
    )


def citation_recall(sentences: Sequence[CitedSentence], supports: Judge) -> float | None:
    """The share of sentences that all they cite supports; one that cites nothing is not."""
    return _share([_is_recalled(one, supports) for one in sentences])


def citation_precision(sentences: Sequence[CitedSentence], supports: Judge) -> float | None:
    """The share of citations that support alone, or without which the others do not."""
    return _share(
        [
            _is_recalled(one, supports) and not _is_irrelevant(one, number, supports)
            for one in sentences
            for number in one.cited
        ]
    )


def supported_share(
    sentences: Sequence[CitedSentence], given: Sequence[int], supports: Judge
) -> float | None:
    """The share of sentences that the evidence supports, whatever they cite."""
    return _share([supports(one.text, given) for one in sentences])


def _is_recalled(sentence: CitedSentence, supports: Judge) -> bool:
    return bool(sentence.cited) and supports(sentence.text, sentence.cited)


def _is_irrelevant(sentence: CitedSentence, number: int, supports: Judge) -> bool:
    others = [one for one in sentence.cited if one != number]
    alone = supports(sentence.text, [number])
    return not alone and bool(others) and supports(sentence.text, others)


def _share(counted: Sequence[bool]) -> float | None:
    return sum(counted) / len(counted) if counted else None

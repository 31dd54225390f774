"""How much of a statement the evidence says, word by word and as a whole."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from qa_service.answering.checking.bilingual import lacks_translation
from qa_service.answering.checking.ground import Ground
from qa_service.answering.checking.lexicon import are_synonyms, neutral
from qa_service.answering.checking.naming import is_of_noun
from qa_service.answering.checking.parsing import Parsed, Sort, Word
from qa_service.answering.checking.polarity import says_by_negation
from qa_service.answering.checking.weights import INTERCEPT, WEIGHTS
from qa_service.models.questions import WordVectors

FEATURES = ("missing", "share", "run", "lowest", "mean", "cosine")
EDGES = frozenset(("debut", "fin", "mi", "courant", "early", "late", "mid"))  # of a month or year
PHRASE = 2  # words of meaning that one word may stand in place of
LEAST = 0.3  # of a statement's words the evidence must have itself
ALONE = 0.8  # the same where there are no vectors
UNLIKE = 0.7  # cosine of two words that have nothing to do with each other
# Of a statement in another language than its evidence.
ACROSS_COSINE, ACROSS_MEAN, ACROSS_LOWEST = 0.86, 0.815, 0.68
Floats = NDArray[np.float64]
Rows = NDArray[np.float32]  # (words, dimension)


@dataclass(frozen=True, slots=True)
class Meeting:
    """The words of a statement that need support, and which of them the evidence has."""

    needing: tuple[Word, ...]
    met: tuple[bool, ...]
    around: int = 0  # plain words, besides, that only the context has

    @property
    def missing(self) -> list[Word]:
        return [word for word, met in zip(self.needing, self.met, strict=True) if not met]

    @property
    def share(self) -> float:
        """Of the words that need support, those that have it; 0 where there are none."""
        return sum(self.met) / len(self.met) if self.met else 0.0

    @property
    def has_names_alone(self) -> bool:
        """Whether nothing but names has support."""
        return not any(
            met and word.sort is Sort.PLAIN
            for word, met in zip(self.needing, self.met, strict=True)
        )

    @property
    def run(self) -> int:
        """The most words in a row that the evidence does not have."""
        longest = current = 0
        for met in self.met:
            current = 0 if met else current + 1
            longest = max(longest, current)
        return longest


def meeting(claim: Parsed, ground: Ground) -> Meeting:
    """Compares words by their stems; what the context alone has neither helps nor hurts."""
    aside = neutral(claim.language)
    outlet = ground.outlet_keys
    needing, met, around = [], [], 0
    edges = {
        one for one, two in pairwise(claim.words) if two.sort is Sort.DATE and one.low in EDGES
    }
    for word in claim.content:
        if word.key in aside or word.key in outlet or word in edges:
            continue
        is_met = word.key in ground.keys or any(
            are_synonyms(word.key, key, ground.language) for key in ground.keys
        )
        is_met = is_met or says_by_negation(word, claim, ground)
        if not is_met and word.sort is Sort.NAME and is_of_noun(word, claim, ground):
            continue
        if not is_met and (word.key in ground.around_keys or _is_appellation(word, ground)):
            around += word.sort is Sort.PLAIN
            continue
        needing.append(word)
        met.append(is_met)
    return Meeting(tuple(needing), tuple(met), around)


def _is_appellation(word: Word, ground: Ground) -> bool:
    """Whether the article calls a name of the quote so: "la compagnie maritime Nordane"."""
    named = (one for one in (*ground.quote.words, *ground.around.words) if one.sort is Sort.NAME)
    names = {one.low for one in named if one.key[0] != "@"}
    pattern = rf"\b{re.escape(word.low)}(?: (?!des? |du |a |en |of )\w+)? (?!des? |du )(\w+)"
    return any(found[1] in names for found in re.finditer(pattern, ground.folded_article))


def replaced(claim: Parsed, ground: Ground, missing: Sequence[Word]) -> int:
    """How many words stand right where the quote has another, between words that both have."""
    mine = [word for word in claim.words if word.key]
    theirs = [word.key for word in ground.quote.words if word.key]
    keys = [_counterpart(word.key, theirs, ground.language) for word in mine]
    pieces = SequenceMatcher(None, keys, theirs, autojunk=False).get_opcodes()
    return sum(
        word in missing
        for kind, start, end, other, last in pieces
        if kind == "replace" and end - start == 1 and last - other <= PHRASE
        for word in mine[start:end]
    )


def _counterpart(key: str, others: Sequence[str], language: str) -> str:
    if key in others:
        return key
    return next((other for other in others if are_synonyms(key, other, language)), key)


def _free(claim: Parsed, ground: Ground) -> list[Word]:
    """The words of the quote that the statement has in no form: what it may put otherwise."""
    keys = {word.key for word in claim.words if word.key}
    return [
        word
        for word in ground.quote.content
        if not any(are_synonyms(word.key, key, ground.language) for key in keys)
    ]


class Words(Protocol):
    """What `models.embedding.SentenceEmbeddings` knows of words."""

    def word_vectors(self, text: str) -> WordVectors | None: ...


class Support:
    """Judges by words first, then by the vectors of the embedding model, which are multilingual."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def is_given(self, claim: Parsed, ground: Ground) -> bool:
        """Whether the evidence says what is stated, as far as that is a matter of words."""
        if claim.language != ground.language:
            return self._is_given_across(claim, ground)
        met = meeting(claim, ground)
        if met.around > sum(met.met) or (met.around and met.has_names_alone):
            return False  # it is about the context rather than the quote
        if not met.missing:
            return bool(met.needing) or _names_alone(claim, ground)
        if met.share < LEAST or replaced(claim, ground, met.missing):
            return False
        features = self.features(claim, ground, met)
        if features is None:
            return met.share >= ALONE and met.run <= 1
        return float(features @ np.array(WEIGHTS)) + INTERCEPT > 0

    def features(self, claim: Parsed, ground: Ground, met: Meeting) -> Floats | None:
        """`FEATURES` of a statement in the language of the evidence; None without vectors."""
        compared = self.compared(claim, ground, met.missing, _free(claim, ground))
        if compared is None:
            return None
        lowest, mean, cosine = compared
        told = (len(met.missing), met.share, met.run, lowest, mean, cosine)
        return np.array(told, np.float64)

    def _is_given_across(self, claim: Parsed, ground: Ground) -> bool:
        if lacks_translation(claim, ground):
            return False
        words = [word for word in claim.content if word.sort is Sort.PLAIN]
        theirs = [word for word in ground.quote.words if word.sort is not Sort.MARK]
        compared = self.compared(claim, ground, words, theirs)
        if compared is None:
            return False
        lowest, mean, cosine = compared
        return cosine >= ACROSS_COSINE and mean >= ACROSS_MEAN and lowest >= ACROSS_LOWEST

    def compared(
        self, claim: Parsed, ground: Ground, words: Sequence[Word], others: Sequence[Word]
    ) -> tuple[float, float, float] | None:
        """Cosines: of the words to the nearest of the quote's `others`, lowest and mean; of all."""
        mine = self._words.word_vectors(claim.text)
        theirs = self._words.word_vectors(ground.quote.text)
        if mine is None or theirs is None:
            return None
        rows, columns = _rows(mine, words), _rows(theirs, others)
        near = (rows @ columns.T).max(axis=1, initial=UNLIKE).tolist() or [1.0]
        return min(near), sum(near) / len(near), float(mine.whole @ theirs.whole)


def _names_alone(claim: Parsed, ground: Ground) -> bool:
    """Whether names and numbers are all that a statement has, and the quote has some of them."""
    own = [word for word in claim.words if word.key]
    return bool(own) and any(word.key in ground.keys for word in own)


def _rows(vectors: WordVectors, words: Sequence[Word]) -> Rows:
    """A unit vector for each word: the mean of its tokens."""
    found = list(_word_rows(vectors, words))
    return np.array(found, np.float32).reshape(len(found), vectors.tokens.shape[1])


def _word_rows(vectors: WordVectors, words: Sequence[Word]) -> Iterator[Rows]:
    for word in words:
        own = [
            n
            for n, (start, end) in enumerate(vectors.places)
            if start < word.end and word.start < end
        ]
        if own:
            row = vectors.tokens[own].mean(axis=0)
            yield row / np.linalg.norm(row)

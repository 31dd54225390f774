"""Knowing when there is no answer: a calibrated probability from several signals.

No single score tells an unanswerable question from another; several together, weighed by a logistic
regression, do better. `training/README.md` has the figures.
"""

import numpy as np

from qa_service.answering import odds, overview, statements
from qa_service.answering.ranking import FEATURES, Ranked
from qa_service.answering.reading import RELEVANCE, SPAN, Floats
from qa_service.answering.weights import (
    CONFIDENCE_ACROSS,
    CONFIDENCE_READ_ACROSS,
    CONFIDENCE_READ_WITHIN,
    CONFIDENCE_WITHIN,
    LIKELY_FROM,
    SURE_FROM,
)
from qa_service.domain.answer import Assurance

SIMILARITY, SENTENCE, PASSAGE, FORM = (
    FEATURES.index(name) for name in ("similarity", "sentence_coverage", "passage_coverage", "form")
)
OUTSIDE = 0.05  # confidence where nothing tells of the period or of the names in a broad question
NO_NAMES = 0.7  # the signal's mean where there are names: their absence says nothing either way
FARTHEST = 8.0  # a lead beyond it says no more
ALONE = 3.0  # the lead of a sentence without rivals, about the mean of all
UNREAD = -5.0  # logits, where none of what is left was read

READING_SIGNALS = (
    "relevance",  # of the passage that holds the best sentence
    "relevance_highest",  # of all passages read
    "span",  # logits of the best sentence's likeliest answer
    "share",  # log-probability of that answer among those of all sentences and none
    "lead",  # how far the best sentence's score stands above the mean of the next three
    "form",  # 1 unless the question asks for a date, a number, ... and the sentence has none
    "similarity",  # the highest cosine of question and sentence
    "names",  # share of the question's names and numbers in the best sentence's passage
)

SIGNALS = (  # in their place where nothing was read
    "similarity",
    "passage_coverage",  # of the question's terms by the best sentence's passage and title
    "sentence_coverage",  # the same by the sentence alone
    "lead",
    "names",
    "unknown",  # share of the question's weight that occurs nowhere in the archive
    "agreement",  # 1 where both legs put the same passage first
    "form",
)


def confidence(ranked: Ranked) -> float:
    """How likely the archive answers the question, in [0, 1]."""
    if not ranked.evidence:
        return 0.0
    told = statements.confidence(ranked)
    probability = _fitted(ranked) if told is None else told
    retrieved = ranked.retrieved
    question = retrieved.question
    if question.broad:
        probability = overview.calibrated(ranked, probability)
    asks_for_a_period = question.broad is not None and not question.broad.subject
    is_sure = asks_for_a_period or all(named.is_sure for named in question.dates)
    if (retrieved.is_outside and is_sure) or (question.broad and names_the_unknown(ranked)):
        probability = min(probability, OUTSIDE)
    return probability


def names_the_unknown(ranked: Ranked) -> bool:
    """Whether a broad question's subject names somebody or some place, and no article any of it."""
    asked = ranked.terms
    named = {own for own, word in asked.words.items() if word.written[0].isupper()}
    return ranked.is_within and bool(named) and named <= asked.absent


def assurance(confidence: float) -> Assurance:
    """How sure an answer of that confidence is.

    >>> [str(assurance(one)) for one in (LIKELY_FROM - 0.01, LIKELY_FROM, SURE_FROM)]
    ['closest', 'likely', 'sure']
    """
    if confidence >= SURE_FROM:
        return Assurance.SURE
    return Assurance.LIKELY if confidence >= LIKELY_FROM else Assurance.CLOSEST


def _fitted(ranked: Ranked) -> float:
    """What the regression makes of the signals."""
    # Across languages words do not meet, only names do: the signals weigh differently.
    same = ranked.evidence[0].article.language == ranked.retrieved.question.language
    if ranked.reading is None:
        intercept, *weights = CONFIDENCE_WITHIN if same else CONFIDENCE_ACROSS
    else:
        intercept, *weights = CONFIDENCE_READ_WITHIN if same else CONFIDENCE_READ_ACROSS
    score = intercept + float(np.dot(weights, signals(ranked)))
    return odds.probability(score)


def signals(ranked: Ranked) -> tuple[float, ...]:
    """The values of `READING_SIGNALS`, or of `SIGNALS` where nothing was read.

    Needs at least one piece of evidence.
    """
    best, form = ranked.features[0], float(ranked.features[0, FORM])
    similarity, names = highest_similarity(ranked), _share_of_names(ranked, _spoken(ranked))
    if ranked.reading is not None:
        return (*_read(ranked.reading), _lead(ranked), form, similarity, names)
    nearest, matching = ranked.retrieved.legs
    agree = bool(nearest and matching and nearest[0][0] == matching[0][0])
    return (
        similarity,
        float(best[PASSAGE]),
        float(best[SENTENCE]),
        _lead(ranked),
        names,
        ranked.terms.coverage(ranked.terms.absent),
        float(agree),
        form,
    )


def highest_similarity(ranked: Ranked) -> float:
    """The highest cosine of question and sentence. Needs at least one piece of evidence."""
    return float(ranked.features[:, SIMILARITY].max())


def _read(reading: Floats) -> tuple[float, float, float, float]:
    """The first four of `READING_SIGNALS`; what was not read is taken at the least that was."""
    known = reading[~np.isnan(reading).any(axis=1)]
    if not len(known):
        return (UNREAD, UNREAD, UNREAD, UNREAD)
    first = np.where(np.isnan(reading[0]), known.min(axis=0), reading[0])
    return (
        float(first[RELEVANCE]),
        float(known[:, RELEVANCE].max()),
        float(first[SPAN]),
        float(first[SPAN] - np.logaddexp.reduce([0.0, *known[:, SPAN]])),
    )


def _lead(ranked: Ranked) -> float:
    first, *others = [item.score for item in ranked.evidence[:4]]
    return min(FARTHEST, first - float(np.mean(others))) if others else ALONE


def _share_of_names(ranked: Ranked, found: set[str]) -> float:
    names = ranked.terms.names
    return len(names & ranked.terms.met(found)) / len(names) if names else NO_NAMES


def _spoken(ranked: Ranked) -> set[str]:
    """The index terms of the best sentence's passage, its title and date."""
    first = ranked.evidence[0].sentence
    return ranked.passage_terms[first.article_id, first.passage]

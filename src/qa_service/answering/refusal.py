"""Knowing when there is no answer: a calibrated probability from several signals.

No single score tells an unanswerable question from another; several together, weighed by a logistic
regression, do better. `training/README.md` has the figures.
"""

import numpy as np

from qa_service.answering import odds, overview, statements
from qa_service.answering.ranking import FEATURES, Ranked, heading
from qa_service.answering.reading import LINEAR, RELEVANCE, SPAN, Floats, highest_relevance
from qa_service.answering.weights import (
    CONFIDENCE_ACROSS,
    CONFIDENCE_READ_ACROSS,
    CONFIDENCE_READ_WITHIN,
    CONFIDENCE_WITHIN,
    LIKELY_FROM,
    SURE_FROM,
)
from qa_service.domain.answer import Assurance
from qa_service.text.analysis import terms
from qa_service.text.expectation import STRICT, counted, counted_thing

SIMILARITY, SENTENCE, TITLED, PASSAGE, FORM = (
    FEATURES.index(name)
    for name in (
        "similarity",
        "sentence_coverage",
        "titled_coverage",
        "passage_coverage",
        "form",
    )
)
FORMLESS = 0.2  # confidence in a sentence that cannot hold what is asked for
OUTSIDE = 0.2  # the same where nothing tells of the period that the question names
NO_NAMES = 0.7  # the signal's mean where there are names: their absence says nothing either way
FARTHEST = 8.0  # a lead beyond it says no more

SIGNALS = (
    "similarity",  # the highest cosine of question and sentence
    "passage_coverage",  # of the question's terms by the best sentence's passage and title
    "titled_coverage",  # the same by the sentence and title
    "sentence_coverage",  # the same by the sentence alone
    "lead",  # how far its score stands above the mean of the next three
    "names",  # share of the question's names and numbers in the best sentence's passage
    "named",  # the same in the best sentence, its article's title and date
    "counted",  # 0 if the question asks how many there are of what those do not name, else 1
    "unknown",  # share of the question's weight that occurs nowhere in the archive
    "agreement",  # 1 where both legs put the same passage first
    "form",  # 1 unless the question asks for a date, a number, ... and the sentence has none
)

READING_SIGNALS = (  # more of them where passages were read
    "relevance",  # of the passage that holds the best sentence
    "relevance_highest",  # of all passages read
    "span",  # logits of the best sentence's likeliest answer
    "share",  # log-probability of that answer among those of all sentences and none
    "agrees",  # 1 where the ranking before put a sentence of the same passage first
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
    is_formless = told is None and ranked.form in STRICT and not ranked.features[0][FORM]
    if is_formless or ranked.is_misread or counts_the_unknown(ranked):
        probability = min(probability, FORMLESS)
    asks_for_a_period = question.broad is not None and not question.broad.subject
    is_sure = asks_for_a_period or all(named.is_sure for named in question.dates)
    if retrieved.is_outside and is_sure:
        probability = min(probability, OUTSIDE)
    return probability


def assurance(confidence: float) -> Assurance:
    """How sure an answer of that confidence is.

    >>> [str(assurance(one)) for one in (LIKELY_FROM - 0.01, LIKELY_FROM, SURE_FROM)]
    ['closest', 'likely', 'sure']
    """
    if confidence >= SURE_FROM:
        return Assurance.SURE
    return Assurance.LIKELY if confidence >= LIKELY_FROM else Assurance.CLOSEST


def counts_the_unknown(ranked: Ranked) -> bool:
    """Whether a number is wanted of what no article mentions: other numbers do not answer then."""
    thing = counted_thing(ranked.retrieved.question.text)
    if thing is None or not ranked.is_within:
        return False
    own = [term for term, word in ranked.terms.words.items() if word.written.casefold() == thing]
    return bool(own) and ranked.terms.absent.issuperset(own)


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
    """The values of `SIGNALS`, and of `READING_SIGNALS` where passages were read.

    Needs at least one piece of evidence.
    """
    question, best = ranked.terms, ranked.features[0]
    nearest, matching = ranked.retrieved.legs
    agree = bool(nearest and matching and nearest[0][0] == matching[0][0])
    said = _said(ranked)
    return (
        float(ranked.features[:, SIMILARITY].max()),
        float(best[PASSAGE]),
        float(best[TITLED]),
        float(best[SENTENCE]),
        _lead(ranked),
        _share_of_names(ranked, _spoken(ranked)),
        _share_of_names(ranked, said),
        _counted(ranked, said),
        question.coverage(question.absent),
        float(agree),
        float(best[FORM]),
        *(() if ranked.reading is None else _reading_signals(ranked, ranked.reading)),
    )


def _reading_signals(ranked: Ranked, reading: Floats) -> tuple[float, ...]:
    keys = [(item.article.id, item.sentence.passage) for item in ranked.evidence]
    before = int(np.nanargmax(reading[:, LINEAR]))
    spans = reading[~np.isnan(reading[:, SPAN]), SPAN]
    return (
        float(reading[0, RELEVANCE]),
        highest_relevance(reading),
        float(reading[0, SPAN]),
        float(reading[0, SPAN] - np.logaddexp.reduce([0.0, *spans])),
        float(keys[0] == keys[before]),
    )


def _lead(ranked: Ranked) -> float:
    first, *others = [item.score for item in ranked.evidence[:4]]
    return min(FARTHEST, first - float(np.mean(others))) if others else 0.0


def _share_of_names(ranked: Ranked, found: set[str]) -> float:
    names = ranked.terms.names
    return len(names & ranked.terms.met(found)) / len(names) if names else NO_NAMES


def _counted(ranked: Ranked, found: set[str]) -> float:
    question = ranked.retrieved.question
    word = counted(question.text)
    wanted = ranked.terms.words.keys() & set(terms(word or "", question.language))
    return float(not wanted or bool(wanted & ranked.terms.met(found)))


def _said(ranked: Ranked) -> set[str]:
    """The index terms of the best sentence, of its article's title and date."""
    best = ranked.evidence[0]
    return {*terms(best.quote, best.article.language), *heading(best.article)}


def _spoken(ranked: Ranked) -> set[str]:
    """The index terms of the best sentence's passage, its title and date."""
    first = ranked.evidence[0].sentence
    return ranked.passage_terms[first.article_id, first.passage]

"""The lines of an answer to a broad question: relevant, different, of several articles.

One sentence answers an ordinary question; here each line tells something that the others do not.
Lines are taken one by one, each the best by its score less what it shares with those before
(maximal marginal relevance). How these numbers were found is told in `docs/answers.md`.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray

from qa_service.answering.context import in_context, with_next
from qa_service.answering.crediting import credited
from qa_service.answering.moments import names_only_others
from qa_service.answering.odds import log_odds, probability
from qa_service.answering.ranking import FEATURES, PASSAGE, Ranked
from qa_service.answering.reading import highest_relevance
from qa_service.answering.weights import ANSWERED_FROM
from qa_service.domain.answer import Evidence
from qa_service.domain.broad import BroadKind
from qa_service.domain.period import Period
from qa_service.domain.speech import Speech
from qa_service.store.archive import Archive
from qa_service.text.analysis import terms
from qa_service.text.dates import any_of, fold, months, weekdays

MOST = 10  # lines
LOOKED_AT = 80  # sentences, best first
FLOOR = 4.0  # how far below the best sentence another may lie
WEIGHTS = {"similarity": 40.0, "fusion": 26.0, "sentence_coverage": 0.8, "passage_coverage": 0.2}
QUOTED, PERSON_NAMED = 1.0, 0.8  # for a quotation, and a person, where positions are asked for
DATED, DATES = 0.9, 3  # for each date of a sentence, of so many, where the course of things is
OUTSIDE = 3.2  # less in an article that is not of the named period
ALIKE = 1.0  # less at a cosine of 1 with a line
CROWDED = 0.1  # less for each line of the same article
OF_ONE = 4  # lines of an article, unless all that is relevant stands in one
NEAR = 2.0  # how far below the best what is relevant may lie
SAME_WORDS, SAME_SENSE = 0.6, 0.9  # shares of words, and cosines, from which a line is a repetition
COVERED, KNOWN, TOLD = 0.9, 0.6, 0.5  # shares of the subject's weight; the confidence where met
# of the log-odds that any question would have: intercept and weight; where passages were read, also
# of the highest relevance, which tells more here than a sentence that cannot answer alone
CALIBRATED, CALIBRATED_READ = (2.42, 1.08), (3.3, 0.93, 0.83)
# That the archive tells of a subject is likelier than that one sentence answers: from here on the
# question is answered, whose confidence then is what any question is answered from.
TOLD_FROM = 0.4
SHIFT = log_odds(ANSWERED_FROM) - log_odds(TOLD_FROM)
ASKS_FOR_FIGURES = re.compile(r"\b(?:chiffres|montants|statistiques|figures|statistics|amounts)\b")
HAS_FIGURE = re.compile(r"\d")
COUNTED = 1.5  # what a line with a figure gains where figures are asked for: no other is one
PERSON = re.compile(r"\b[A-ZÀ-Ý][\w’'-]+ (?:(?:de|du|Le|El) )?[A-ZÀ-Ý][\w’'-]+")


@dataclass(frozen=True, eq=False)
class Line:
    """A candidate. Its quote is made when it is looked at: most never are."""

    item: Evidence  # the sentence alone
    said: Sequence[Speech]  # in its article
    period: Period | None  # of which lines are wanted
    score: float
    vector: NDArray[np.float32]  # of length 1, without what all candidates have in common

    @property
    def article_id(self) -> str:
        return self.item.article.id

    @cached_property
    def evidence(self) -> Evidence:
        """With its quote as it would be cited."""
        return _standing_alone(self.item, self.said, self.period)

    @cached_property
    def words(self) -> set[str]:
        return set(terms(self.evidence.quote, self.evidence.article.language))


def lines(ranked: Ranked, archive: Archive) -> list[Evidence]:
    """The lines for a broad question, the best first. Needs at least one piece of evidence."""
    found = _candidates(ranked, archive)
    best = max(line.score for line in found)
    left = [line for line in found if line.score >= best - FLOOR]
    relevant = {line.article_id for line in found if line.score >= best - NEAR}
    of_one = OF_ONE if len(relevant) > 1 else MOST
    scores, vectors = (
        np.array([line.score for line in left]),
        np.stack([line.vector for line in left]),
    )
    less = np.zeros(len(left))  # what each line loses to those that were chosen before it
    alike = np.zeros(len(left))
    chosen: list[Line] = []
    told = Counter[str]()  # lines of each article
    while len(chosen) < MOST and np.isfinite(scores).any():
        place = int(np.argmax(scores - less))
        line, scores[place] = left[place], -np.inf
        if told[line.article_id] == of_one or any(_repeats(line, one) for one in chosen):
            continue
        chosen.append(line)
        told[line.article_id] += 1
        alike = np.maximum(alike, vectors @ line.vector)
        less = ALIKE * alike + CROWDED * np.array([told[one.article_id] for one in left])
    return [line.evidence for line in chosen]


def calibrated(ranked: Ranked, fitted: float) -> float:
    """How likely the archive tells of a broad question's subject, on the scale of any question.

    `fitted` is what any question would have, too low for one that no sentence can answer: "Résume
    la grève".
    """
    if ranked.reading is None:
        intercept, weight = CALIBRATED
        return probability(SHIFT + intercept + weight * log_odds(fitted))
    intercept, weight, relevant = CALIBRATED_READ
    highest = highest_relevance(ranked.reading)
    return probability(SHIFT + intercept + weight * log_odds(fitted) + relevant * highest)


def confidence(ranked: Ranked, calibrated: float) -> float:
    """The same, where it counts too that one passage speaks of nearly all that is named.

    Or of most, while the archive knows all of it; where nothing is named but a period, all of its
    articles do.
    """
    question, wanted = ranked.retrieved.question, ranked.terms
    if question.period and question.broad and not question.broad.subject:
        return max(calibrated, TOLD)
    if not wanted.words:
        return calibrated
    covered = float(ranked.features[:, PASSAGE].max())
    enough = KNOWN if not wanted.coverage(wanted.absent) else COVERED
    return max(calibrated, TOLD) if covered >= enough else calibrated


def _candidates(ranked: Ranked, archive: Archive) -> list[Line]:
    question = ranked.retrieved.question
    period = None if ranked.retrieved.is_outside else question.period
    scores = _scores(ranked)
    rows = np.argsort(-scores, kind="stable")[:LOOKED_AT]
    found = [replace(ranked.evidence[n], answer=None) for n in rows]
    shown = credited(found, archive.catalogue, question.scope)
    said = archive.speeches(list({item.article.id for item in shown}))
    vectors = ranked.vectors[rows] - ranked.vectors[rows].mean(axis=0)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9
    lines = [
        Line(item, said[item.article.id], period, float(score), vector)
        for item, score, vector in zip(shown, scores[rows], vectors, strict=True)
    ]
    if question.broad is None or not question.broad.spoken:
        return lines
    return [line for line in lines if line.evidence.speaker] or lines


def _standing_alone(item: Evidence, said: Sequence[Speech], period: Period | None) -> Evidence:
    """The quote with what belongs to it, but not with what happened at another time."""
    own = in_context(item, said)
    longer = with_next(own, said)
    added = item.article.text[own.sentence.end : longer.sentence.end]
    is_other = period and names_only_others(added, period, item.article.published)
    return own if is_other else longer


def _scores(ranked: Ranked) -> NDArray[np.float64]:
    """Of each piece of evidence: log-odds, but for a constant, that a line is expected of it."""
    question = ranked.retrieved.question
    columns = [FEATURES.index(name) for name in WEIGHTS]
    weighed = ranked.features[:, columns] @ np.array(list(WEIGHTS.values()))
    kind = question.broad.kind if question.broad else None
    figures = bool(ASKS_FOR_FIGURES.search(fold(question.text)))
    told = [_told(item, kind, figures) - _late(item, question.period) for item in ranked.evidence]
    return np.asarray(weighed + np.array(told), np.float64)


def _told(item: Evidence, kind: BroadKind | None, figures: bool) -> float:
    """What a sentence gains that tells what this kind of question wants, or `figures`."""
    gain = COUNTED * bool(figures and HAS_FIGURE.search(item.quote))
    if kind is BroadKind.VOICES:
        gain += QUOTED * ("«" in item.quote) + PERSON_NAMED * bool(PERSON.search(item.quote))
    elif kind is BroadKind.TIMELINE:
        gain += DATED * min(DATES, len(_dates().findall(fold(item.quote))))
    return gain


@cache
def _dates() -> re.Pattern[str]:
    """Dates in folded text, however incomplete."""
    names = any_of([*months(), *weekdays()])
    return re.compile(rf"\b(?:(?:\d{{1,2}}(?:er)? )?(?:{names})|(?:19|20)\d\d)\b")


def _late(item: Evidence, period: Period | None) -> float:
    """What a sentence loses that tells of the named period, but in an article of another."""
    day = item.article.published
    return 0.0 if period is None or day is None or day in period else OUTSIDE


def _repeats(line: Line, other: Line) -> bool:
    mine, others = line.evidence, other.evidence
    overlap = (
        mine.article.id == others.article.id
        and mine.sentence.start < others.sentence.end
        and others.sentence.start < mine.sentence.end
    )
    if mine.speaker and others.speaker and mine.speaker != others.speaker:
        return overlap  # two who say the same
    shared = len(line.words & other.words)
    fewest = max(1, min(len(line.words), len(other.words)))
    alike = float(line.vector @ other.vector)
    return overlap or shared >= SAME_WORDS * fewest or alike > SAME_SENSE

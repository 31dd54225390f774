"""The lines of an answer to a broad question: relevant, different, of several articles.

One sentence answers an ordinary question; here each line tells something that the others do not.
Lines are taken one by one, each the best by its score less what it shares with those before
(maximal marginal relevance). How these numbers were found is told in `docs/answers.md`.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from qa_service.answering.context import in_context, sentence_spans, with_next
from qa_service.answering.crediting import credited
from qa_service.answering.ranking import PASSAGE, Ranked
from qa_service.answering.reading import LINEAR, RELEVANCE
from qa_service.domain.answer import Evidence
from qa_service.domain.broad import BroadKind
from qa_service.domain.period import Period
from qa_service.store.archive import Archive
from qa_service.text.analysis import terms

MOST = 8  # lines
LOOKED_AT = 80  # sentences, best first
FLOOR = 8.0  # how far below the best sentence another may lie
READ = 1.0  # of the reading's score beside the linear one
UNREAD = 1.0  # below the worst that was read
OPENING = (1.0, 0.5)  # for the first sentences of an article, which tell its news
NAMED = 1.5  # for a name or a speech where positions are asked for
OUTSIDE = 2.0  # less in an article that is not of the named period
AGAIN = 0.3  # less for each line that names the same person
ALIKE = 0.5  # less at a cosine of 1 with a line
CROWDED = 0.6  # less for each line of the same article
OF_ONE = 3  # lines of an article, unless all that is relevant stands in one
NEAR = 2.0  # how far below the best what is relevant may lie
SAME_WORDS, SAME_SENSE = 0.6, 0.9  # shares of words, and cosines, from which a line is a repetition
COVERED, TOLD = 0.9, 0.5  # a share of the subject's weight; the confidence where it is met
PERSON = re.compile(r"\b[A-ZÀ-Ý][\w’'-]+ (?:(?:de|du|Le|El) )?[A-ZÀ-Ý][\w’'-]+")


@dataclass(frozen=True)
class Line:
    """A candidate, with its quote as it would be cited."""

    evidence: Evidence
    score: float
    vector: NDArray[np.float32]  # of length 1, without what all candidates have in common

    @cached_property
    def words(self) -> set[str]:
        return set(terms(self.evidence.quote, self.evidence.article.language))

    @cached_property
    def people(self) -> set[str]:
        return set(PERSON.findall(self.evidence.quote))


def lines(ranked: Ranked, archive: Archive) -> list[Evidence]:
    """The lines for a broad question, the best first. Needs at least one piece of evidence."""
    found = _candidates(ranked, archive)
    best = max(line.score for line in found)
    left = [line for line in found if line.score >= best - FLOOR]
    relevant = {line.evidence.article.id for line in found if line.score >= best - NEAR}
    of_one = OF_ONE if len(relevant) > 1 else MOST
    chosen: list[Line] = []
    while left and len(chosen) < MOST:
        line = max(left, key=lambda one: one.score - _less(one, chosen))
        chosen.append(line)
        told = Counter(one.evidence.article.id for one in chosen)
        left = [
            one
            for one in left
            if told[one.evidence.article.id] < of_one and not _repeats(one, line)
        ]
    return [line.evidence for line in chosen]


def confidence(ranked: Ranked, fitted: float) -> float:
    """How likely the archive tells of a broad question's subject, in [0, 1].

    `fitted` is what any question would have. "Résume la grève" names nothing that a sentence could
    answer, so that it also counts where one passage speaks of nearly all that is named.
    """
    covered = float(ranked.features[:, PASSAGE].max()) if ranked.is_within else 0.0
    named = ranked.retrieved.terms.words
    return max(fitted, TOLD) if named and covered >= COVERED else fitted


def _candidates(ranked: Ranked, archive: Archive) -> list[Line]:
    question = ranked.retrieved.question
    scores = _scores(ranked)
    rows = np.argsort(-scores, kind="stable")[:LOOKED_AT]
    found = [replace(ranked.evidence[n], answer=None) for n in rows]
    shown = credited(found, archive.catalogue, question.scope)
    said = archive.speeches(list({item.article.id for item in shown}))
    vectors = ranked.vectors[rows] - ranked.vectors[rows].mean(axis=0)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9
    voices = question.broad is not None and question.broad.kind is BroadKind.VOICES
    return [
        Line(
            quoted := with_next(in_context(item, said[item.article.id])),
            float(score)
            + (_voiced(quoted) if voices else _opening(item))
            - _late(item, question.period),
            vector,
        )
        for item, score, vector in zip(shown, scores[rows], vectors, strict=True)
    ]


def _scores(ranked: Ranked) -> NDArray[np.float64]:
    """Of each piece of evidence; what was not read counts as a little worse than what was."""
    scores = np.array([item.score for item in ranked.evidence])
    if ranked.reading is None:
        return scores
    unread = np.isnan(ranked.reading[:, RELEVANCE])
    worst = scores[~unread].min() if not unread.all() else 0.0
    read = np.where(unread, worst - UNREAD, scores)
    weighed: NDArray[np.float64] = np.add(ranked.reading[:, LINEAR], READ * (read - read.max()))
    return weighed


def _late(item: Evidence, period: Period | None) -> float:
    """What a sentence loses that tells of the named period, but in an article of another."""
    day = item.article.published
    return 0.0 if period is None or day is None or day in period else OUTSIDE


def _opening(item: Evidence) -> float:
    first = sentence_spans(item.article)[: len(OPENING)]
    places = (n for n, span in enumerate(first) if span.start == item.sentence.start)
    return next((OPENING[n] for n in places), 0.0)


def _voiced(item: Evidence) -> float:
    return NAMED if item.speaker or PERSON.search(item.quote) else 0.0


def _less(line: Line, chosen: Sequence[Line]) -> float:
    """What of its score a line loses to those that were chosen before it."""
    if not chosen:
        return 0.0
    alike = max(float(line.vector @ one.vector) for one in chosen)
    crowded = sum(one.evidence.article.id == line.evidence.article.id for one in chosen)
    again = sum(bool(one.people & line.people) for one in chosen)
    return ALIKE * max(0.0, alike) + CROWDED * crowded + AGAIN * again


def _repeats(line: Line, other: Line) -> bool:
    mine, others = line.evidence, other.evidence
    overlap = (
        mine.article.id == others.article.id
        and mine.sentence.start < others.sentence.end
        and others.sentence.start < mine.sentence.end
    )
    shared = len(line.words & other.words)
    fewest = max(1, min(len(line.words), len(other.words)))
    alike = float(line.vector @ other.vector)
    return overlap or shared >= SAME_WORDS * fewest or alike > SAME_SENSE

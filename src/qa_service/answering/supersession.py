"""Newer evidence wins where a question asks how things stand.

"Quand ouvrira la ligne 4 ?" has an answer in each article that announced a date. The newest is
cited first, and older ones that say otherwise after it, as superseded.
"""

from dataclasses import replace
from datetime import date

import numpy as np

from qa_service.answering.ranking import FEATURES, Ranked, heading
from qa_service.answering.reading import SPAN
from qa_service.domain.answer import Evidence, Question
from qa_service.text.analysis import terms
from qa_service.text.expectation import STRICT, Form
from qa_service.text.present_questions import asks_about_present

RIVALS = 12  # pieces of evidence, best first, among which it is looked for
WEAKER = 3.0  # how far below the best one another's score may lie
AS_GOOD = 1.5  # the same for one that takes the first place
READ = 2.0  # logits of a short answer, from which it tells the same fact
SIMILAR = 0.85  # cosine of two sentences about one fact, each under its article's title
SHOWN = 2  # superseded ones
TITLED = FEATURES.index("titled_coverage")


def newest_first(ranked: Ranked) -> Ranked:
    """The evidence with the best first that says of the fact asked for what the newest says.

    Others stay as they were. Older ones that say otherwise follow it, marked as superseded.
    """
    question = ranked.retrieved.question
    if ranked.form is Form.ANY or question.dates or question.statement:
        return ranked
    if not _is_present(question):
        return ranked
    rivals = _rivals(ranked)
    if len(rivals) < 2:
        return ranked
    leading = [n for n in rivals if _may_lead(ranked, n)]
    newest = max(leading, key=lambda n: (_day(ranked, n), -n))
    first = next(n for n in leading if not _differ(ranked, n, newest))
    older = [n for n in rivals if _day(ranked, n) < _day(ranked, first)]
    contrary = [n for n in older if _differ(ranked, n, newest)][:SHOWN]
    others = [n for n in range(len(ranked.evidence)) if n != first and n not in contrary]
    rows = [first, *contrary, *others]
    evidence = [replace(ranked.evidence[n], superseded=n in contrary) for n in rows]
    return ranked.taken(np.array(rows, np.intp), evidence)


def _is_present(question: Question) -> bool:
    return asks_about_present(question.text, question.language)


def _rivals(ranked: Ranked) -> list[int]:
    """Places of what answers the question as the best does, which is the first of them."""
    matter = _matter(ranked, 0)
    if ranked.reading is None or not (matter or not ranked.is_within):
        return []
    near = [
        n
        for n, item in enumerate(ranked.evidence[:RIVALS])
        if item.answer is not None
        and item.article.published is not None
        and item.score >= ranked.evidence[0].score - WEAKER
        and ranked.reading[n, SPAN] >= READ
        and ranked.vectors[n] @ ranked.vectors[0] >= SIMILAR
        and (not matter or matter & _matter(ranked, n))
    ]
    return near if near[:1] == [0] else []


def _matter(ranked: Ranked, n: int) -> set[str]:
    """The question's words, but names, that a sentence speaks of under its title.

    They are the office or the figure asked for: two who are named beside it hold it one after the
    other only where both sentences speak of it.
    """
    item = ranked.evidence[n]
    said = {*terms(item.quote, item.article.language), *heading(item.article)}
    return ranked.terms.met(said) - ranked.terms.names


def _may_lead(ranked: Ranked, n: int) -> bool:
    """Whether it speaks as much of the question as the best does, and about as surely.

    "A ouvert" may not be the word of a question that says "ouvre": what was read more surely in it
    speaks of the same.
    """
    if ranked.evidence[n].score < ranked.evidence[0].score - AS_GOOD:
        return False
    covered = ranked.features[:, TITLED]
    if covered[n] >= covered[0] - 1e-6:
        return True
    return ranked.reading is not None and bool(ranked.reading[n, SPAN] > ranked.reading[0, SPAN])


def _day(ranked: Ranked, n: int) -> date:
    return ranked.evidence[n].article.published or date.min


def _differ(ranked: Ranked, n: int, other: int) -> bool:
    """Whether two short answers contradict each other: of names and dates one may be longer."""
    one, two = _words(ranked.evidence[n]), _words(ranked.evidence[other])
    if ranked.form in STRICT:
        numbers = [{word for word in words if word[:1].isdigit()} for words in (one, two)]
        return numbers[0] != numbers[1]
    return not (one <= two or two <= one)


def _words(item: Evidence) -> set[str]:
    said = item.answer.of(item.article.text) if item.answer else ""
    return set(terms(said, item.article.language))

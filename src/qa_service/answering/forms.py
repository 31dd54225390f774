"""How much of the evidence an answer takes, by what kind of question it is.

A name, a day or a number stands in one sentence, and more would only blur it; reasons and ways are
told by neighbouring sentences of one passage before others.
"""

import re
from collections.abc import Sequence

from qa_service.answering.ranking import Ranked
from qa_service.answering.reading import SPAN
from qa_service.answering.writers import DISTANCE
from qa_service.domain.answer import Evidence
from qa_service.text.kinds import Kind, question_kind

SURE = 9.0  # logits of a short answer beside which no other sentence was ever the right one
SHORT = frozenset({Kind.WHO, Kind.WHEN, Kind.WHERE, Kind.HOW_MANY})
TOLD_TOGETHER = frozenset({Kind.WHY, Kind.HOW})
DEFINED = re.compile(
    r"^(?:qu['’]est[- ]ce (?:que|qu['’]) ?|c['’]est quoi |que (?:signifie|veut dire) "
    r"|définition |what does .+ (?:mean|stand for)|what is an? |definition of )",
    re.IGNORECASE,
)
# "Qui est Choguel Maïga ?" asks what is known of somebody, and no sentence tells all of it.
DESCRIBED = re.compile(
    r"^(?:qui (?:est|était|sont)|who (?:is|was|are)) "
    r"(?P<whom>(?!(?:l[ea]s?|une?|the|an?|à|en|au|in|at)\b|l['’])(?:\S+ ?){1,4})$",
    re.IGNORECASE,
)
# "a également été formé aux États-Unis": there is more to tell.
NOT_ALL = re.compile(
    r"\b(?:également|aussi|en outre|par ailleurs|also|as well|too)\b", re.IGNORECASE
)
ROLE = r"(?:le |la |l['’]|un |une |the |an? )?[a-zà-ÿ-]{4,} (?:d[eu]s? |d['’]|[àa] |of |in )"
SEVERAL = re.compile(r"\b(?:sont|quels|quelles|who are|were|what are)\b", re.IGNORECASE)


def fitting(ranked: Ranked) -> Sequence[Evidence]:
    """The evidence that an answer of the form asked for is made of, best first.

    What is superseded stays with what supersedes it. Needs at least one piece of evidence.
    """
    question, first = ranked.retrieved.question.text, ranked.evidence[0]
    kind, older = question_kind(question), [item for item in ranked.evidence if item.superseded]
    alone = (kind in SHORT and wants_one(question)) or DEFINED.match(question)
    if older or (alone and _is_told(ranked)):
        return [first, *older]
    if (whom := DESCRIBED.match(question)) and not SEVERAL.search(question):
        return _introduced(whom["whom"].strip(" ?!."), ranked)
    if kind in TOLD_TOGETHER:
        return sorted(ranked.evidence, key=lambda item: _passage(item) != _passage(first))
    return ranked.evidence


def _introduced(name: str, ranked: Ranked) -> Sequence[Evidence]:
    """The evidence with what says who somebody is first, where it comes near the best."""
    introduces = re.compile(
        rf"{re.escape(name)},? (?:qui |est (?:une? |l[ea] |l['’])|{ROLE})", re.IGNORECASE
    )
    least = ranked.evidence[0].score - DISTANCE

    def is_beside(item: Evidence) -> bool:
        return item.score < least or introduces.search(item.quote) is None

    return sorted(ranked.evidence, key=is_beside)


def wants_one(question: str) -> bool:
    """Whether a question asks for one name, day or number, so that one sentence may hold it.

    >>> wants_one("Qui dirige Transvia ?"), wants_one("Qui est Paul Renaud ?")
    (True, False)
    """
    bare = question.rstrip(" ?!.")
    return not (SEVERAL.search(bare) or DESCRIBED.match(bare))


def _is_told(ranked: Ranked) -> bool:
    if ranked.reading is None or NOT_ALL.search(ranked.evidence[0].quote):
        return False
    return bool(ranked.reading[0, SPAN] >= SURE)


def _passage(item: Evidence) -> tuple[str, int]:
    return item.article.id, item.sentence.passage

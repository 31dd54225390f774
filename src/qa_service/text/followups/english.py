"""English pronouns and descriptions in a question, and the question with what they mean."""

import re
from collections.abc import Iterator

from qa_service.text.followups.antecedents import Wanted
from qa_service.text.followups.french import Anaphor, replacing
from qa_service.text.followups.phrases import phrases_of
from qa_service.text.followups.words import AUXILIARIES, DETERMINERS

EMPTY_IT = re.compile(
    r"\b(?:is|was|does|did) it (?:true|take|possible|likely)|what time|it is (?:true|possible)"
    r"|\bit's",
    re.IGNORECASE,
)
PRONOUN = re.compile(r"(?<![\w-])(?P<who>he|she|they|him|them|it)(?![\w'-])", re.IGNORECASE)
OWNER = re.compile(r"(?<![\w-])(?P<whose>his|her|its|their)\s(?P<noun>[a-z][\w-]*)", re.IGNORECASE)
HER = re.compile(
    r"(?<![\w-])(?P<who>her)(?=\s*(?:[?.,]|$|in |to |at |on |for |after |before ))", re.I
)
THERE = re.compile(
    r"(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )\bthere\b(?! (?:is|are|was|were)\b)", re.I
)
DESCRIBED = re.compile(
    r"\b(?P<this>that|this|these|those|the same)\s(?P<noun>[a-z][\w-]*)(?P<owner>'s)?",
    re.IGNORECASE,
)
NOT_NOUNS = AUXILIARIES | DETERMINERS | frozenset(
    "he she it they we you i there happened happen means meant time year week month".split()
)  # fmt: skip
DAY = re.compile(
    r"\b(?:on )?that (?:same )?(?P<noun>day|date|month|year|week|time)\b|\bthen(?=\s*\?)", re.I
)
CLAUSE = re.compile(r"\b(?:that|this)(?=\s*(?:\?|$))", re.I)
WANTED = {
    "he": Wanted("m", is_person=True),
    "him": Wanted("m", is_person=True),
    "his": Wanted("m", is_person=True),
    "she": Wanted("f", is_person=True),
    "her": Wanted("f", is_person=True),
    "it": Wanted(is_person=False),
    "its": Wanted(is_person=False),
    "they": Wanted(plural=True),
    "them": Wanted(plural=True),
    "their": Wanted(plural=True),
}


def anaphors(question: str) -> Iterator[Anaphor]:
    """The first of each sort, as they should be resolved: each `put` is for the question as it is.

    >>> [one.put("Paul Renaud") for one in anaphors("And who did he meet?")]
    ['And who did Paul Renaud meet?']
    >>> [one.put("Ann Lee") for one in anaphors("What is her job?")]
    ["What is Ann Lee's job?"]
    """
    for match in PRONOUN.finditer(question):
        who = match["who"].lower()
        if (who == "it" and EMPTY_IT.search(question)) or _named_before(question, match.start()):
            continue
        yield Anaphor("pronoun", WANTED[who], "", replacing(question, match))
        break
    if match_her := HER.search(question):
        yield Anaphor("pronoun", WANTED["her"], "", replacing(question, match_her))
    elif (owner := OWNER.search(question)) and not _named_before(question, owner.start()):
        whose = owner["whose"]

        def put(text: str) -> str:
            behind = question[owner.start() + len(whose) :]
            return f"{question[: owner.start()]}{text}'s{behind}"

        yield Anaphor("pronoun", WANTED[whose.lower()], "", put)
    if match_there := THERE.search(question):
        put_place = replacing(question, match_there)
        yield Anaphor("place", Wanted(), "", lambda text: put_place(f"in {text}"))
    yield from _descriptions(question)


def _descriptions(question: str) -> Iterator[Anaphor]:
    if day := DAY.search(question):
        yield Anaphor("day", Wanted(), day["noun"] or "time", replacing(question, day))
        return
    for match in DESCRIBED.finditer(question):
        if match["noun"].lower() in NOT_NOUNS:
            continue

        def put(text: str, match: re.Match[str] = match) -> str:
            owner = match["owner"] or ""
            return f"{question[: match.start()]}{text}{owner}{question[match.end() :]}"

        plural = match["this"].lower() in {"these", "those"}
        yield Anaphor("described", Wanted(plural=plural), match["noun"], put)
        return
    if clause := CLAUSE.search(question):
        yield Anaphor("clause", Wanted(), "", replacing(question, clause))


def _named_before(question: str, at: int) -> bool:
    return any(one.is_name and one.end <= at for one in phrases_of(question))

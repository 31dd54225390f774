"""Sentences of a chat model against the evidence that they cite."""

import re
from collections.abc import Iterable, Sequence

from qa_service.domain.answer import MARKER, Evidence, Question
from qa_service.domain.checked import Checked, Fault
from qa_service.text.analysis import terms

SHARE = 0.6  # of a sentence's words, in [0, 1], that what it cites has at the least

_MARKUP = re.compile(r"https?://|www\.|\]\(|<[a-zA-Z/!]|&#?\w+;|!\[|`")
_NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d+)*")
_QUOTATION = re.compile(r"[«“\"]([^«»“”\"]+)[»”\"]")


class SentenceCheck:
    """Lexical: what a sentence says has to be said in the words of its evidence."""

    def check(self, sentence: str, evidence: Sequence[Evidence], question: Question) -> Checked:
        """The sentence as it may be shown; its markers `[n]` mean `evidence[n - 1]`."""
        if _MARKUP.search(sentence):
            return Checked(sentence, (Fault.MARKUP,))
        stated = MARKER.sub("", sentence)
        given = [int(number) for number in MARKER.findall(sentence)]
        cited = [number for number in given if 1 <= number <= len(evidence)]
        if cited and len(cited) == len(given):
            faults = _faults(stated, _told(evidence[number - 1] for number in cited))
            if not faults:
                return Checked(sentence)
        else:
            faults = (Fault.MARKER,)
        for number, item in enumerate(evidence, 1):
            if not _faults(stated, item.quote):
                return Checked(f"{stated.strip()} [{number}]", repaired=True)
        return Checked(sentence, faults)


def _told(evidence: Iterable[Evidence]) -> str:
    return " ".join(item.quote for item in evidence)


def _faults(stated: str, told: str) -> tuple[Fault, ...]:
    if any(_flat(words) not in _flat(told) for words in _QUOTATION.findall(stated)):
        return (Fault.QUOTATION,)
    if set(_NUMBER.findall(stated)) - set(_NUMBER.findall(told)):
        return (Fault.NUMBER,)
    said, known = set(terms(stated)), set(terms(told))
    return () if said and len(said & known) >= SHARE * len(said) else (Fault.SUPPORT,)


def _flat(text: str) -> str:
    return re.sub(r"\W+", " ", text).casefold().strip()

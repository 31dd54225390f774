"""Which words of a question no article mentions, in numbers that anyone can count after us.

An article mentions a word if its text or title holds it, in any form of the word; it mentions a
name of several words if it holds each of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from qa_service.answering.coverage import QuestionTerms
from qa_service.answering.phrases import listed, phrases
from qa_service.answering.ranking import Ranked

MOST_WORDS = 4  # absent words named
# Words that a question is asked with: that no article holds them explains nothing.
GENERAL = frozenset(
    "dit dire disent pense penser pensent fait faire font va aller vont peut peuvent veut veulent "
    "doit doivent sait savoir parle parler parlent passe passé arrive existe appelle nom liste "
    "exemple chose choses raison raisons say says think thinks make makes go goes can could "
    "should want wants know knows talk talks happen happened happens name tell me give "
    "article articles archive archives mentionne mentionnent évoque évoquent mention mentions "
    "story stories".split()
)


class Mentions(Protocol):
    """What an archive counts."""

    def mentioning(self, words: Sequence[Sequence[str]]) -> set[int]: ...

    def is_mentioned(self, words: Sequence[Sequence[str]]) -> bool: ...

    def spelled_like(self, name: str) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Subject:
    """A name or a word that a question is about."""

    written: str
    terms: tuple[tuple[str, ...], ...]  # for each of its words the index terms that meet it
    is_name: bool
    weight: float  # of its rarest word; larger is rarer


def absence(ranked: Ranked, archive: Mentions) -> str:
    """What the articles do not mention, in the question's language."""
    question = ranked.retrieved.question
    found = subjects(question.text, ranked.terms)
    if not ranked.is_within:  # other words of another language are absent without meaning anything
        found = [subject for subject in found if subject.is_name]
    return _missing(found, archive, question.language)


def subjects(text: str, terms: QuestionTerms) -> list[Subject]:
    """Names first, then other words; each kind with the rarest first.

    Neighbouring words of a name are one subject: "Assimi Goïta".
    """
    found: list[Subject] = []
    end = -1  # of the name before, in the text
    place = 0
    for own, word in terms.words.items():
        at = text.find(word.written, place)
        place = max(place, at)
        if word.written.casefold() in GENERAL:
            continue
        weight = terms.weights[own]
        is_name = word.is_name or (at > 0 and word.written[0].isupper())
        if is_name and found and found[-1].is_name and text[end:at].strip("- '’") == "":
            last = found[-1]
            written = f"{last.written}{text[end:at]}{word.written}"
            found[-1] = Subject(written, (*last.terms, word.terms), True, max(last.weight, weight))
        else:
            found.append(Subject(word.written, (word.terms,), is_name, weight))
        end = at + len(word.written) if is_name and at >= 0 else -1
    return sorted(found, key=lambda subject: (not subject.is_name, -subject.weight))


def _missing(found: Sequence[Subject], archive: Mentions, language: str) -> str:
    words = phrases(language)
    # of a large archive articles are counted where the count is told, and nowhere else
    absent = [one for one in found if not archive.is_mentioned(one.terms)]
    if absent:
        written = list(dict.fromkeys(one.written for one in absent))[:MOST_WORDS]
        alike = [archive.spelled_like(one.written) for one in absent[:MOST_WORDS] if one.is_name]
        meant = list(dict.fromkeys(filter(None, alike)))
        asked = words.spelled.format(words=listed(meant, language)) if meant else ""
        return f"{words.absent.format(words=listed(written, language))} {asked}".strip()
    if not found:
        return words.unclear
    first = found[0]
    for other in found[1:]:
        if not archive.is_mentioned((*first.terms, *other.terms)):
            pair = first, other
            counts = " ; ".join(
                f"{listed([one.written], language)} : {len(archive.mentioning(one.terms))}"
                for one in pair
            )
            rarer, also = (listed([one.written], language) for one in pair)
            return words.apart.format(first=rarer, second=also, counts=counts)
    shown = found[:2]
    both = archive.mentioning([term for one in shown for term in one.terms])
    return words.together.format(
        words=listed([one.written for one in shown], language), count=len(both)
    )

"""Why a question for somebody's words is refused, in numbers that anyone can count after us."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from qa_service.answering.absence import Mentions, subjects
from qa_service.answering.phrases import listed
from qa_service.answering.ranking import Ranked
from qa_service.store.archive import PassageKey


class Spoken(Mentions, Protocol):
    """What an archive counts of speech."""

    def spoken_passages(self, names: Sequence[str]) -> list[PassageKey]: ...


@dataclass(frozen=True, slots=True)
class Silence:
    """The sentences of one language."""

    nobody: str  # {speaker} says nothing; {count} articles mention the name
    other: str  # {speaker} speaks in {count} passages, in none of them {about} and {then}
    about: str  # about {subject}
    then: str  # in the period that the question names


SILENCE = {
    "fr": Silence(
        "L’archive ne contient aucune déclaration de {speaker} (articles qui le mentionnent : "
        "{count}).",
        "L’archive contient des déclarations de {speaker} (passages : {count}), mais "
        "aucune{about}{then}.",
        " sur {subject}",
        " pour la période que nomme la question",
    ),
    "en": Silence(
        "The archive holds no statement by {speaker} (articles that mention it: {count}).",
        "The archive holds statements by {speaker} (passages: {count}), but none{about}{then}.",
        " about {subject}",
        " for the period that the question names",
    ),
    "es": Silence(
        "El archivo no contiene declaraciones de {speaker} (artículos que lo mencionan: {count}).",
        "El archivo contiene declaraciones de {speaker} (pasajes: {count}), pero "
        "ninguna{about}{then}.",
        " sobre {subject}",
        " para el período que nombra la pregunta",
    ),
}


def silence(ranked: Ranked, archive: Spoken) -> str | None:
    """Why no statement answers, in the question's language; None where none was asked for."""
    retrieved = ranked.retrieved
    question, wanted = retrieved.question, retrieved.question.statement
    if wanted is None or wanted.speaker is None or not wanted.strict:
        return None
    words = SILENCE.get(question.language, SILENCE["fr"])
    has_subject = wanted.subject and not retrieved.is_outside
    about = (
        words.about.format(subject=listed([wanted.subject], question.language))
        if has_subject
        else ""
    )
    then = words.then if question.period else ""
    speaker = listed([wanted.speaker], question.language)
    passages = archive.spoken_passages(retrieved.speakers or ())
    if not passages:
        count = _mentioning(wanted.speaker, ranked, archive)
        return words.nobody.format(speaker=speaker, count=count)
    if not about and not then:  # there are statements, in a language that was not understood
        return None
    return words.other.format(speaker=speaker, count=len(passages), about=about, then=then)


def _mentioning(speaker: str, ranked: Ranked, archive: Mentions) -> int:
    """How many articles mention the name of a speaker."""
    named = [one for one in subjects(ranked.retrieved.question.text, ranked.terms) if one.is_name]
    own = [one for one in named if one.written in speaker]
    return len(archive.mentioning(own[0].terms)) if own else 0

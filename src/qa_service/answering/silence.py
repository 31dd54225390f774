"""Why a question for somebody's words is refused, in numbers that anyone can count after us."""

from dataclasses import dataclass
from typing import Protocol

from qa_service.answering.absence import Mentions, subjects
from qa_service.answering.phrases import listed
from qa_service.answering.ranking import Ranked
from qa_service.answering.statements import Statements, asked, speakers_named


class Archive(Mentions, Statements, Protocol):
    """What `store.archive.Archive` counts and knows."""


@dataclass(frozen=True, slots=True)
class Silence:
    """The sentences of one language."""

    nobody: str  # {speaker} says nothing; {count} articles mention the name
    other: str  # {speaker} speaks in {count} passages, in none of them about {subject}
    voices: str  # nobody who is named says anything about {subject}


SILENCE = {
    "fr": Silence(
        "L’archive ne contient aucune déclaration de {speaker} (articles qui le mentionnent : "
        "{count}).",
        "L’archive contient des déclarations de {speaker} (passages : {count}), mais aucune sur "
        "{subject}.",
        "L’archive ne contient aucune déclaration attribuée sur {subject}.",
    ),
    "en": Silence(
        "The archive holds no statement by {speaker} (articles that mention it: {count}).",
        "The archive holds statements by {speaker} (passages: {count}), but none about {subject}.",
        "The archive holds no attributed statement about {subject}.",
    ),
    "es": Silence(
        "El archivo no contiene declaraciones de {speaker} (artículos que lo mencionan: {count}).",
        "El archivo contiene declaraciones de {speaker} (pasajes: {count}), pero ninguna sobre "
        "{subject}.",
        "El archivo no contiene declaraciones atribuidas sobre {subject}.",
    ),
}


def silence(ranked: Ranked, archive: Archive) -> str | None:
    """Why no statement answers, in the question's language; None where none was asked for."""
    wanted = asked(ranked.retrieved.question.text)
    if wanted is None or not archive.article_count():
        return None
    words = SILENCE.get(ranked.retrieved.question.language, SILENCE["fr"])
    subject = listed([wanted.subject])
    if wanted.speaker is None:
        return words.voices.format(subject=subject)
    speaker = listed([wanted.speaker])
    passages = archive.spoken_passages(speakers_named(wanted.speaker, archive))
    if passages:
        return words.other.format(speaker=speaker, count=len(passages), subject=subject)
    named = [one for one in subjects(ranked.retrieved.question.text, ranked.terms) if one.is_name]
    own = [one for one in named if one.written in wanted.speaker]
    count = len(archive.mentioning(own[0].terms)) if own else 0
    return words.nobody.format(speaker=speaker, count=count)

"""Who said what: questions for somebody's words are answered from that person's statements alone.

Three steps beside the usual ones, which leave all other questions as they are: `narrow` the
candidates to passages in which the speaker says something, `keep` of the ranked sentences those of
the speaker's statements that speak of the subject, and tell the `confidence` by how much of the
subject they speak of.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

import numpy as np

from qa_service.answering.context import sentence_spans
from qa_service.answering.coverage import QuestionTerms
from qa_service.answering.ranking import Ranked
from qa_service.answering.retrieval import Retrieved
from qa_service.domain.answer import Evidence
from qa_service.domain.speech import Speech
from qa_service.store.archive import PassageKey
from qa_service.store.records import Reading
from qa_service.text.analysis import terms
from qa_service.text.statement_questions import (
    StatementQuestion,
    has_title,
    is_speaker,
    is_title,
    statement_question,
)

MOST_PASSAGES = 300  # of a speaker, of whom an archive can hold thousands
MOST_SPEAKERS = 6
ABOUT = 0.5  # share of the subject's weight that a statement's passage meets

Said = Mapping[str, Sequence[Speech]]  # by article


class Statements(Protocol):
    """What `store.archive.Archive` knows of speech."""

    def speeches(self, ids: Sequence[str]) -> dict[str, tuple[Speech, ...]]: ...

    def speakers(self) -> list[str]: ...

    def speaker_mentions(self) -> list[tuple[str, str]]: ...

    def spoken_passages(self, names: Sequence[str]) -> list[PassageKey]: ...

    def read_passages(self, passages: Sequence[PassageKey]) -> Reading: ...


def asked(question: str) -> StatementQuestion | None:
    """What a question asks somebody's words for, if nothing else may answer it."""
    found = statement_question(question)
    return found if found is not None and found.strict else None


def asks_for_voices(question: str) -> bool:
    """Whether a question asks what each of several says."""
    wanted = asked(question)
    return wanted is not None and wanted.speaker is None


def speakers_named(name: str, archive: Statements) -> list[str]:
    """The speakers whom a name or title in a question can mean."""
    if is_title(name):
        mentions = archive.speaker_mentions()
        return list({speaker for speaker, mention in mentions if has_title(mention, name)})
    return [speaker for speaker in archive.speakers() if is_speaker(name, speaker)]


def narrow(retrieved: Retrieved, archive: Statements) -> Retrieved:
    """The candidates of a question for somebody's words: where that person speaks."""
    wanted = asked(retrieved.question.text)
    if wanted is None or wanted.speaker is None:
        return retrieved
    passages = archive.spoken_passages(speakers_named(wanted.speaker, archive))
    known = {key: place for place, (key, _) in enumerate((*retrieved.matching, *retrieved.nearest))}
    passages = sorted(passages, key=lambda key: (known.get(key, len(known)), key))[:MOST_PASSAGES]
    read = archive.read_passages(passages)
    cosines = read.vectors @ retrieved.vector if read.sentences else np.empty(0)
    nearest = sorted(
        (
            ((sentence.article_id, sentence.passage), float(cosine))
            for sentence, cosine in zip(read.sentences, cosines, strict=True)
        ),
        key=lambda item: -item[1],
    )
    held = set(passages)
    matching = tuple(item for item in retrieved.matching if item[0] in held)
    return replace(retrieved, nearest=tuple(nearest), matching=matching)


def keep(ranked: Ranked, archive: Statements) -> Ranked:
    """The ranked statements of whom a question asks for, about what it asks about.

    Of several speakers each one's best. "Selon X" only drops what others say, and only where X's
    words come first anyway.
    """
    wanted = statement_question(ranked.retrieved.question.text)
    if wanted is None or not ranked.evidence:
        return ranked
    said = archive.speeches(list(dict.fromkeys(item.article.id for item in ranked.evidence)))
    names = None if wanted.speaker is None else speakers_named(wanted.speaker, archive)
    voices = {
        place: speaker
        for place, item in enumerate(ranked.evidence)
        if (speaker := _speaker_in(item, names, said)) is not None
    }
    chosen = _about(voices, subject_terms(wanted, ranked), ranked)
    if names is None:
        chosen = _first_of_each(chosen, voices)
    if not wanted.strict and chosen[:1] != [0]:
        return ranked
    return _only(ranked, {place: voices[place] for place in chosen})


def _about(places: Iterable[int], subject: QuestionTerms, ranked: Ranked) -> list[int]:
    """Those that speak of the subject with the sentences beside them, else with their passage."""
    near = [place for place in places if _share_near(subject, ranked.evidence[place]) >= ABOUT]
    if near or not ranked.is_within:
        return near or list(places)
    return [place for place in places if _share(subject, ranked.evidence[place], ranked) >= ABOUT]


def _share_near(subject: QuestionTerms, item: Evidence) -> float:
    if not subject.words:
        return 1.0
    spans = sentence_spans(item.article)
    place = next((n for n, span in enumerate(spans) if span.end > item.sentence.start), 0)
    beside = spans[max(0, place - 1) : place + 2]
    text = item.article.text[beside[0].start : beside[-1].end]
    return subject.coverage(terms(text, item.article.language))


def _first_of_each(places: Sequence[int], voices: Mapping[int, str]) -> list[int]:
    """The best of each speaker."""
    chosen: list[int] = []
    for place in places:
        if not any(is_speaker(voices[place], voices[other]) for other in chosen):
            chosen.append(place)
    return chosen[:MOST_SPEAKERS]


def confidence(ranked: Ranked) -> float | None:
    """The share of the subject that the best statement's passage speaks of, in [0, 1].

    None where the question asks for no statements, or across languages, where words do not meet.
    """
    wanted = asked(ranked.retrieved.question.text)
    if wanted is None or (ranked.evidence and not ranked.is_within):
        return None
    if not ranked.evidence:
        return 0.0
    return _share(subject_terms(wanted, ranked), ranked.evidence[0], ranked)


def subject_terms(wanted: StatementQuestion, ranked: Ranked) -> QuestionTerms:
    """The question's words that belong to its subject."""
    question = ranked.terms
    own = set(terms(wanted.subject, ranked.retrieved.question.language))
    words = {term: word for term, word in question.words.items() if term in own}
    return replace(question, words=words, weights={term: question.weights[term] for term in words})


def _share(subject: QuestionTerms, item: Evidence, ranked: Ranked) -> float:
    if not subject.words or not ranked.is_within:
        return 1.0
    return subject.coverage(ranked.passage_terms[item.article.id, item.sentence.passage])


def _speaker_in(item: Evidence, names: Sequence[str] | None, said: Said) -> str | None:
    """Who of those named speaks in a sentence; of all who speak, where none is named."""
    for speech in said.get(item.article.id, ()):
        if speech.start < item.sentence.end and item.sentence.start < speech.end:
            speaker = speech.speaker
            if speaker and (names is None or speaker in names):
                return speaker
    return None


def _only(ranked: Ranked, voices: Mapping[int, str]) -> Ranked:
    """The evidence at these places, each with who says it."""
    rows = np.array(list(voices), np.intp)
    return replace(
        ranked,
        evidence=tuple(replace(ranked.evidence[n], speaker=who) for n, who in voices.items()),
        features=ranked.features[rows],
        reading=None if ranked.reading is None else ranked.reading[rows],
    )

"""Who said what: questions for somebody's words are answered from that person's statements alone.

Two steps beside the usual ones, which leave all other questions as they are: `keep` of the ranked
sentences those of the speaker's statements and, where nothing was read, tell which speak of the
subject, and the `confidence`, by how much of its words they meet. That the candidates are where the
speaker speaks is the retrieval's work.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from qa_service.answering.context import sentence_spans
from qa_service.answering.coverage import QuestionTerms
from qa_service.answering.ranking import Ranked
from qa_service.answering.speakers import Statements
from qa_service.domain.answer import Evidence
from qa_service.domain.speech import Speech, StatementQuestion
from qa_service.text.analysis import terms

ABOUT = 0.5  # share of the subject's weight that a statement's passage meets

Said = Mapping[str, Sequence[Speech]]  # by article


def keep(ranked: Ranked, archive: Statements) -> Ranked:
    """The ranked statements of whom a question asks for, about what it asks about.

    "Selon X" only drops what others say, and only where X's words come first anyway.
    """
    wanted, names = ranked.retrieved.question.statement, ranked.retrieved.speakers
    if wanted is None or names is None or not ranked.evidence:
        return ranked
    said = archive.speeches(list(dict.fromkeys(item.article.id for item in ranked.evidence)))
    voices = {
        place: speaker
        for place, item in enumerate(ranked.evidence)
        if (speaker := _speaker_in(item, names, said)) is not None
    }
    # what was read is in the order in which it answers; else its words have to tell
    chosen = list(voices)
    if ranked.reading is None:
        chosen = _about(voices, subject_terms(wanted, ranked), ranked)
    if not wanted.strict and chosen[:1] != [0]:
        return ranked
    kept = _only(ranked, {place: voices[place] for place in chosen})
    return _as_words(kept, levelled=not wanted.subject) if wanted.strict else kept


def _as_words(ranked: Ranked, levelled: bool) -> Ranked:
    """With the whole of what is said as the answer, no name in it.

    Where all that somebody says is asked for, one statement is as good as another: `levelled`.
    """
    best = ranked.evidence[0].score if ranked.evidence else 0.0
    return replace(
        ranked,
        evidence=tuple(
            replace(item, answer=None, score=best if levelled else item.score)
            for item in ranked.evidence
        ),
    )


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


def confidence(ranked: Ranked) -> float | None:
    """The share of the subject that the best statement's passage speaks of, in [0, 1].

    None where something else may answer, where the statements were read, or across languages, where
    words do not meet. Needs at least one piece of evidence.
    """
    wanted = ranked.retrieved.question.statement
    if wanted is None or not wanted.strict or not ranked.is_within:
        return None
    if wanted.subject and ranked.reading is not None:
        return None
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


def _speaker_in(item: Evidence, names: Sequence[str], said: Said) -> str | None:
    """Who of those named speaks in a sentence."""
    for speech in said.get(item.article.id, ()):
        if speech.start < item.sentence.end and item.sentence.start < speech.end:
            speaker = speech.speaker
            if speaker in names:
                return speaker
    return None


def _only(ranked: Ranked, voices: Mapping[int, str]) -> Ranked:
    """The evidence at these places, each with who says it."""
    rows = np.array(list(voices), np.intp)
    evidence = [replace(ranked.evidence[n], speaker=who) for n, who in voices.items()]
    return ranked.taken(rows, evidence)

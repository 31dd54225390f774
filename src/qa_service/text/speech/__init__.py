"""Who says what in an article: direct and reported speech, with its speaker.

Rules over words, no model: a cue (`cues.py`) tells who speaks, quotation marks and "que" tell where
the speech begins and ends (`told.py`), and what was said before tells whom "il" or "le ministre"
mean (`speakers.py`).
"""

import re
from dataclasses import dataclass

from qa_service.domain.article import Span
from qa_service.domain.speech import Speech, SpeechKind
from qa_service.text.speech.cues import Shape, cues
from qa_service.text.speech.extent import content_of
from qa_service.text.speech.mentions import Mention, Sort
from qa_service.text.speech.people import persons_named
from qa_service.text.speech.sentences import Sentence, split
from qa_service.text.speech.speakers import Person, Speakers
from qa_service.text.speech.subjects import main_subject
from qa_service.text.speech.told import Said, said_in
from qa_service.text.speech.words import PERSONAL, Token

LANGUAGES = ("fr", "en")
ALONE = 4  # words of a quotation that stands alone and goes on with the speaker before
TAKING_UP = frozenset(("l'", "l’"))  # "l'a déclaré"


@dataclass(slots=True)
class Turn:
    """What one sentence leaves to the next."""

    voice: tuple[Span | None, str | None] | None = None  # mention and name of who may go on
    waiting: Span | None = None  # a quotation whose speaker the next sentence may name


def speeches(text: str, language: str = "fr", title: str = "") -> list[Speech]:
    """The speeches of a French or English text, in order; of another none.

    Whom the article's `title` names can be meant too.

    >>> text = "« Le port rouvrira », a promis le maire, Paul Renaud. Il juge que tout est prêt."
    >>> for speech in speeches(text):
    ...     print(speech.kind, speech.speaker, "|", speech.of(text))
    direct Paul Renaud | Le port rouvrira
    reported Paul Renaud | tout est prêt
    """
    if language not in LANGUAGES:
        return []
    speakers, turn = Speakers(), Turn()
    for sentence in split(title):
        persons_named(sentence.words, speakers)
    speakers.next_sentence()
    found: list[Speech] = []
    for sentence in split(text):
        speakers.next_sentence()
        found += _heard(sentence, text, language, speakers, turn)
    return sorted(found, key=lambda speech: speech.start)


def _heard(
    sentence: Sentence, text: str, language: str, speakers: Speakers, turn: Turn
) -> list[Speech]:
    """The speeches that a sentence tells of or goes on with."""
    said = said_in(sentence, text, language)
    told = [
        Speech(item.span.start, item.span.end, item.kind, item.mention.span, speaker)
        for item, speaker in _resolved(sentence, said, speakers)
    ]
    alone = None if told else _continued(sentence, text)
    if alone is not None and turn.voice is not None:
        told = [_direct(alone, turn.voice)]
    taken_up = None if told else _taking_up(sentence, language)
    if taken_up is not None:
        turn.voice = taken_up.span, speakers.name_of(taken_up)
        if turn.waiting is not None:
            told = [_direct(turn.waiting, turn.voice)]
    else:
        turn.voice = (told[-1].mention, told[-1].speaker) if told else None
    turn.waiting = None if told else alone
    return told


def _direct(span: Span, voice: tuple[Span | None, str | None]) -> Speech:
    return Speech(span.start, span.end, SpeechKind.DIRECT, *voice)


def _continued(sentence: Sentence, text: str) -> Span | None:
    """The quotation that is a whole sentence, in which the speaker before goes on."""
    words = sentence.words
    content = content_of(words, 0, len(words))
    loose = [words[at].low for at in content if at not in sentence.quoted]
    if loose and not _resumes(loose):
        return None
    spans = [quotation.within for quotation in sentence.quoted.values()]
    if len(spans) != 1 or len(spans[0].of(text).split()) < ALONE:
        return None
    return spans[0]


def _taking_up(sentence: Sentence, language: str) -> Mention | None:
    """Who says the quotation beside a sentence like "Paul Renaud l'a déclaré lundi"."""
    words = sentence.words
    if not any(word.low in TAKING_UP for word in words):
        return None
    for cue in cues(words, language):
        if cue.shape is Shape.BEFORE and words[cue.verb].low in TAKING_UP:
            return cue.mention
    return None


def _resumes(words: list[str]) -> bool:
    """Whether the words beside a quotation say that it goes on: "Et de conclure :"."""
    opened = words[0] in {"et", "avant", "puis"} and len(words) <= 5
    return opened and any(re.search(r"\w(?:er|re|ir)$", word) for word in words)


def _resolved(
    sentence: Sentence, said: list[Said], speakers: Speakers
) -> list[tuple[Said, str | None]]:
    """Each speech with its speaker, after the persons whom the sentence names."""
    named = persons_named(sentence.words, speakers)
    found: list[tuple[Said, str | None]] = []
    ordered = sorted(said, key=lambda one: one.mention.span.start)
    if ordered and ordered[0].mention.sort is Sort.PRONOUN:
        _take_title(sentence.words, ordered[0].mention, speakers)
    for item in ordered:
        before = [person for place, person in named if place < item.mention.span.start]
        found.append((item, speakers.name_of(item.mention, before)))
    if not said:
        _take_subject(sentence.words, named, speakers)
    return found


def _take_title(words: list[Token], mention: Mention, speakers: Speakers) -> None:
    """Remembers the title that is the subject before a pronoun: "L'élu part, dit-il"."""
    subject = main_subject(words, len(words))
    if subject is not None and subject.span.end < mention.span.start and _is_somebody(subject):
        speakers.name_of(subject)


def _is_somebody(subject: Mention) -> bool:
    if subject.sort is not Sort.TITLE or subject.plural or not subject.definite:
        return False
    return subject.role is not None and PERSONAL.match(subject.role) is not None


def _take_subject(words: list[Token], named: list[tuple[int, Person]], speakers: Speakers) -> None:
    """Remembers whom a sentence without speech is about."""
    subject = main_subject(words, len(words))
    if subject is not None and _is_somebody(subject):
        speakers.name_of(subject)
    elif named:
        speakers.about(named[0][1])

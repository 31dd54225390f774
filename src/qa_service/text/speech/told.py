"""What is said in one sentence: each cue takes the quotations and clauses that belong to it."""

from dataclasses import dataclass

from qa_service.domain.article import Span
from qa_service.domain.speech import SpeechKind
from qa_service.text.quotations import Quotation
from qa_service.text.speech.cues import COMPARING, Cue, Shape, cues
from qa_service.text.speech.extent import (
    INFINITIVE,
    adjacent,
    behind_apposition,
    content_of,
    first_word,
    has_finite,
    is_long,
    is_opening,
    is_speech,
    object_of,
    that_clause,
    trimmed,
)
from qa_service.text.speech.mentions import Mention, Sort
from qa_service.text.speech.sentences import Sentence
from qa_service.text.speech.subjects import main_subject
from qa_service.text.speech.verbs import WEAK
from qa_service.text.speech.words import PERSONAL, QUOTED, Token, tokens

JOINING = frozenset((",", ":", "et", "mais", QUOTED))  # before a quotation that goes on


LONGEST_REPORTED = 600  # code points
MOST_BESIDE = 2  # words beside quotations that are theirs alone


@dataclass(frozen=True, slots=True)
class Said:
    """A span of speech and the cue or mention that tells who says it."""

    span: Span
    kind: SpeechKind
    mention: Mention


def said_in(sentence: Sentence, text: str, language: str) -> list[Said]:
    """What is said in a sentence, and by which mention."""
    told = _Telling(sentence, text)
    found = _firm(cues(sentence.words, language))
    start = 0
    for number, cue in enumerate(found):
        before = len(told.said)
        told.take(cue, start, _next_start(sentence.words, found, number))
        if len(told.said) > before:
            start = cue.after
    for index in told.free(0, len(sentence.words)):
        inside = _incise(sentence.quoted[index], text, language)
        mention = inside.mention if inside else _labelled(sentence.words, index)
        if mention is not None:
            told.direct([index], mention)
    return told.said


class _Telling:
    """Shares out the words and quotations of one sentence among its cues."""

    def __init__(self, sentence: Sentence, text: str) -> None:
        self._words, self._quoted, self._text = sentence.words, sentence.quoted, text
        self._taken: set[int] = set()  # quotations that belong to a cue
        self.said: list[Said] = []

    def free(self, start: int, end: int) -> list[int]:
        """The quotations among the tokens [start, end) that no cue has taken."""
        return [at for at in self._quoted if start <= at < end and at not in self._taken]

    def direct(self, marks: list[int], mention: Mention) -> None:
        """Takes quotations as somebody's words."""
        self._taken.update(marks)
        for at in marks:
            self.said.append(Said(self._quoted[at].within, SpeechKind.DIRECT, mention))

    def take(self, cue: Cue, start: int, end: int) -> None:
        """Takes what belongs to a cue; the one before ends at `start`, the next begins at `end`."""
        if cue.shape is Shape.BEFORE:
            self._behind_verb(cue, end)
        elif cue.shape is Shape.SOURCE:
            self._by_source(cue, start, end)
        else:
            self._around_verb(cue, start, end)

    def _reported(self, start: int, end: int, mention: Mention) -> None:
        """Takes the words [start, end), if they can be a speech."""
        end = trimmed(self._words, end)
        self._taken.update(self.free(start, end))
        if end - start < 2:
            return
        first, last = self._words[start].start, self._words[end - 1].end
        if last - first <= LONGEST_REPORTED:
            self.said.append(Said(Span(first, last), SpeechKind.REPORTED, mention))

    def _loose(self, start: int, end: int) -> list[int]:
        """The words in [start, end) outside quotations."""
        return [at for at in content_of(self._words, start, end) if at not in self._quoted]

    # -- "..., affirme X" --------------------------------------------------------------------------

    def _around_verb(self, cue: Cue, start: int, end: int) -> None:
        compared = self._words[cue.start].low in COMPARING
        said = len(self.said)
        self._in_front(cue, start, end, compared)
        behind = [at for at in self.free(cue.after, end) if self._goes_on(at)]
        that = that_clause(self._words, cue.after, end)
        if compared and len(self.said) == said:
            first = first_word(self._words, behind_apposition(self._words, cue, end))
            self._all_of(first, end, cue.mention)
        elif behind:
            self.direct(behind, cue.mention)
        elif that is not None:
            self._reported(that + 1, end, cue.mention)

    def _in_front(self, cue: Cue, start: int, end: int, compared: bool) -> None:
        """Takes what stands before the verb; with it what follows, where no verb stands before."""
        words = self._words
        taken = any(start <= at < cue.start for at in self._taken)
        marks, content = self.free(start, cue.start), content_of(words, start, cue.start)
        nearest = adjacent(words, self._quoted, cue.start)
        opening = is_opening(words, start, cue.start)  # "Mais, ajoute-t-il, « ... »"
        if marks and len(self._loose(start, cue.start)) <= MOST_BESIDE:
            self.direct(marks, cue.mention)
        elif nearest is not None and words[nearest - 1].low == ":":
            self.direct([nearest], cue.mention)
        elif content and not taken and not (opening and (compared or self.free(cue.after, end))):
            inserted = cue.after + 1 < end and words[cue.after].low == ","
            inserted = inserted and not has_finite(words, start, cue.start)
            self._reported(content[0], end if inserted else cue.start, cue.mention)
            self._taken.update(marks)

    def _goes_on(self, at: int) -> bool:
        return self._words[at - 1].low in JOINING or is_long(self._quoted[at], self._text)

    # -- "X affirme" -------------------------------------------------------------------------------

    def _behind_verb(self, cue: Cue, end: int) -> None:
        words, marks = self._words, self.free(cue.after, end)
        that, start = that_clause(words, cue.after, end), object_of(words, cue, end)
        if that is not None and cue.lemma in WEAK and that > cue.after + 1:
            that = None
        if that is not None and not (marks and marks[0] < that):
            self._clause(that + 1, end, marks, cue.mention)
        elif marks and not (start is not None and self._is_infinitive(start, marks[0])):
            strong = [at for at in marks if is_speech(words, self._quoted[at], cue, at, self._text)]
            self.direct(strong, cue.mention)
        elif start is not None:
            self._reported(start, end, cue.mention)
        else:
            self._quotation_in_front(cue.mention)

    def _clause(self, start: int, end: int, marks: list[int], mention: Mention) -> None:
        if marks and not self._loose(start, end):
            self.direct(marks, mention)
        else:
            self._reported(start, end, mention)
            self._taken.update(marks)

    def _is_infinitive(self, start: int, mark: int) -> bool:
        return start < mark and INFINITIVE.match(self._words[start].low) is not None

    def _quotation_in_front(self, mention: Mention) -> None:
        """Takes the quotation before "former captain Joan Westlake told reporters"."""
        words = self._words
        at = next(at for at, word in enumerate(words) if word.end > mention.span.start)
        while at and words[at - 1].low.isalpha() and not words[at - 1].is_capital:
            at -= 1
        nearest = adjacent(words, self._quoted, at)
        if nearest is not None:
            self.direct([nearest], mention)

    # -- "selon X" ---------------------------------------------------------------------------------

    def _by_source(self, cue: Cue, start: int, end: int) -> None:
        """Takes what follows the comma, or else what stands before, of a bracket its inside."""
        words = self._words
        opened = [at for at in range(start, cue.start) if words[at].low == "("]
        if opened and not any(word.low == ")" for word in words[opened[-1] : cue.start]):
            start = opened[-1]
        content = content_of(words, start, cue.start)
        if not content or is_opening(words, start, cue.start):
            self._all_of(first_word(words, behind_apposition(words, cue, end)), end, cue.mention)
        elif has_finite(words, start, cue.start) or not (opened or trimmed(words, end) > cue.end):
            self._all_of(start, cue.start, cue.mention)

    def _all_of(self, first: int, last: int, mention: Mention) -> None:
        """Takes the quotations in [first, last) where nothing else stands there, else all of it."""
        marks, content = self.free(first, last), content_of(self._words, first, last)
        if marks and len(self._loose(first, last)) <= 1:
            self.direct(marks, mention)
        elif content:
            self._reported(content[0], last, mention)
            self._taken.update(marks)


def _firm(found: list[Cue]) -> list[Cue]:
    """Without the verbs within what "selon X" tells that may mean something else than saying."""
    sourced = [cue.start for cue in found if cue.shape is Shape.SOURCE]
    return [
        cue
        for cue in found
        if cue.lemma not in WEAK | {"répondre"} or not any(start < cue.start for start in sourced)
    ]


def _next_start(words: list[Token], found: list[Cue], number: int) -> int:
    """Where the next cue begins, with the speaker before it."""
    if number + 1 == len(found):
        return len(words)
    following = found[number + 1]
    if following.shape is not Shape.BEFORE:
        return following.start
    at = following.start
    while at > found[number].after and words[at - 1].end > following.mention.span.start:
        at -= 1
    while at > found[number].after and words[at - 1].low in {",", "et", "qui", "mais", ";", "que"}:
        at -= 1
    return max(at, found[number].after)


def _labelled(words: list[Token], at: int) -> Mention | None:
    """Who stands before a colon and a quotation."""
    if at < 2 or words[at - 1].low != ":":
        return None
    mention = main_subject(words, at - 1)
    if mention is None or mention.sort is Sort.PRONOUN or mention.end == at - 1:
        return mention
    if mention.sort is Sort.NAME:
        return mention if " " in mention.text or mention.text.isupper() else None
    return mention if mention.role and PERSONAL.match(mention.role) else None


def _incise(quotation: Quotation, text: str, language: str) -> Cue | None:
    """A cue between commas within a quotation: "« Oui, a-t-il dit, mais demain »"."""
    within = quotation.within
    words = tokens(within.of(text), within.start)
    for cue in cues(words, language, quoted=True):
        if (
            cue.shape is not Shape.BEHIND
            or not cue.start
            or words[cue.start - 1].low not in {",", "?", "!"}
        ):
            continue
        if cue.mention.sort is not Sort.TITLE or _is_closed(words, cue.end):
            return cue
    return None


def _is_closed(words: list[Token], at: int) -> bool:
    """Whether an incise ends soon: "confesse la chanteuse de 74 ans,"."""
    return at + 6 > len(words) or any(word.low in {",", "."} for word in words[at : at + 6])

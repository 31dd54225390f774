"""Sentences as a reader of speech needs them: a quotation in one is one word of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from qa_service.text.quotations import Quotation, quotations
from qa_service.text.speech.words import QUOTED, Token, tokens

ENDS = frozenset(".!?…")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence's tokens, each quotation in it as one token, with the quotations by token."""

    words: list[Token]
    quoted: dict[int, Quotation]


def split(text: str) -> Iterator[Sentence]:
    """The sentences of a text.

    >>> [[word.text for word in sentence.words] for sentence in split("« A. B. », dit-il. Oui.")]
    [['«»', ',', 'dit-il', '.'], ['Oui', '.']]
    """
    words: list[Token] = []
    quoted: dict[int, Quotation] = {}
    marks = quotations(text)
    start = 0
    for quotation in [*marks, None]:
        end = quotation.outer.start if quotation else len(text)
        for word in tokens(text[start:end], start):
            if words and quoted and len(words) - 1 in quoted and _begins(words, quoted, text, word):
                yield Sentence(words, quoted)
                words, quoted = [], {}
            if word.text[0] == "\n":
                if words:
                    yield Sentence(words, quoted)
                words, quoted = [], {}
                continue
            words.append(word)
            if word.text in ENDS and not _is_inner(text, word):
                yield Sentence(words, quoted)
                words, quoted = [], {}
        if quotation is None:
            break
        glued = text[quotation.outer.start - 1 : quotation.outer.start].isalnum()
        if words and glued:  # a heading that lost its line end
            yield Sentence(words, quoted)
            words, quoted = [], {}
        if words and len(words) - 1 in quoted and _is_ended(quoted[len(words) - 1], text):
            yield Sentence(words, quoted)
            words, quoted = [], {}
        quoted[len(words)] = quotation
        words.append(Token(quotation.outer.start, quotation.outer.end, QUOTED, QUOTED, False))
        start = quotation.outer.end
    if words:
        yield Sentence(words, quoted)


def _begins(words: list[Token], quoted: dict[int, Quotation], text: str, word: Token) -> bool:
    """Whether a word behind a quotation begins a sentence."""
    before = quoted[len(words) - 1]
    return _is_ended(before, text) and word.is_capital


def _is_ended(quotation: Quotation, text: str) -> bool:
    return quotation.within.of(text)[-1] in ENDS


def _is_inner(text: str, word: Token) -> bool:
    """Whether a full stop ends no sentence: "1.500", "(...)", "J. Marel"."""
    behind = text[word.end : word.end + 1]
    return behind in {".", ")", "?", "!", ","} or (behind.isdigit() and word.text == ".")

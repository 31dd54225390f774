"""What in an article is addressed to a machine, or hidden from its readers."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from qa_service.domain.article import Span

LONGEST_SNIPPET = 200  # characters


class WarningKind(StrEnum):
    """What was found; the article stays searchable, the words are kept from language models."""

    HIDDEN_CHARACTERS = "hidden_characters"  # not seen, or drawn like letters of another script
    HIDDEN_TEXT = "hidden_text"  # words on the page that its readers do not see
    INSTRUCTION = "instruction"  # to a language model
    CHAT_FORMAT = "chat_format"  # what begins or ends a turn in a model's input
    EXFILTRATION = "exfiltration"  # would carry a conversation elsewhere
    ENCODED = "encoded"  # writing that holds one of the others once it is decoded
    OUTPUT_ORDER = "output_order"  # how a model shall word its answers


@dataclass(frozen=True, slots=True)
class Finding(Span):
    """A stretch of a text, from the first to the last of the characters that betray it."""

    kind: WarningKind


@dataclass(frozen=True, slots=True)
class ArticleWarning:
    """Something that was found in an article."""

    kind: WarningKind
    snippet: str  # its words, with hidden characters made visible
    span: Span | None  # in the article's text; None where it is not in there, but was in the file


@dataclass(frozen=True, slots=True)
class WarnedArticle:
    """An article that was read, and what was found in it; never empty."""

    article_id: str
    source: str
    title: str
    warnings: tuple[ArticleWarning, ...]


def kinds_of(warnings: Iterable[ArticleWarning]) -> tuple[WarningKind, ...]:
    """The kinds that occur, each once.

    >>> kinds_of([ArticleWarning(WarningKind.ENCODED, "aWdu...", None)] * 2)
    (<WarningKind.ENCODED: 'encoded'>,)
    """
    there = {warning.kind for warning in warnings}
    return tuple(kind for kind in WarningKind if kind in there)

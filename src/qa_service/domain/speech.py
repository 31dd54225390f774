"""What somebody says in an article, and questions for it."""

from dataclasses import dataclass
from enum import StrEnum

from qa_service.domain.article import Span


class SpeechKind(StrEnum):
    """Whether the words are the speaker's own."""

    DIRECT = "direct"  # between quotation marks
    REPORTED = "reported"  # in the article's words


@dataclass(frozen=True, slots=True)
class Speech(Span):
    """A stretch of an article's text that tells what somebody says, without its outer marks."""

    kind: SpeechKind
    mention: Span | None  # where the text says who speaks: a name, a title, a pronoun
    # Whom the mention means: the full name where the article gives it, else the mention's own
    # words, such as "le préfet"; None for a pronoun that could mean several, or nobody.
    speaker: str | None


@dataclass(frozen=True, slots=True)
class StatementQuestion:
    """What a question asks somebody's words for."""

    speaker: str | None  # as the question names whom it asks for; None: all who speak
    subject: str  # "" where it asks for all they say
    strict: bool  # nothing but the speaker's own statements answers

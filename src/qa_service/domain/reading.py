"""What a reading model is shown, and what it finds."""

from dataclasses import dataclass

from qa_service.domain.article import Span


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Some sentences of one passage, in their order, under their article's title."""

    title: str
    sentences: tuple[str, ...]
    source: str = ""  # outlet and day; "" for weights that never saw them


@dataclass(frozen=True, slots=True)
class SentenceReading:
    """How likely the answer lies in a sentence, and where."""

    span: float  # logits of the best start and end, added; 0 where nothing answers is as likely
    answer: Span | None  # code points of the sentence; None where nothing of it was read


@dataclass(frozen=True, slots=True)
class ExcerptReading:
    """What a reading model makes of one excerpt."""

    relevance: float  # logit that the excerpt answers; larger is better
    sentences: tuple[SentenceReading, ...]

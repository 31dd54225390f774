"""What an evaluation keeps of each question; the figures are computed from it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa_service.evaluation.citations import CitationFigures
from qa_service.text.kinds import Kind

if TYPE_CHECKING:
    from qa_service.answering.drafts import Draft


@dataclass(frozen=True, slots=True)
class Record:
    """What happened to one question."""

    kind: Kind
    answerable: bool
    has_gold: bool  # whether the data set names the article that answers
    rank: int | None  # of the gold article among distinct articles, from 1; None if not found
    quote_hits: tuple[bool, ...]  # for each citation in order: gold answer, from the gold article
    best_hit: bool  # the same for the best sentence: what a refused question would have quoted
    exact_match: float  # of the first citation's short answer, 0 or 1; 0 without one
    f1: float  # the same, in [0, 1]
    refused: bool
    confidence: float  # in [0, 1], that the archive answers
    similarity: float  # the highest cosine of question and sentence, in [-1, 1]
    milliseconds: float
    draft: "Draft | None" = None  # what a chat model wrote, where one was to
    citations: CitationFigures | None = None  # how it cited, where it wrote a sentence

    @property
    def first_hit(self) -> bool:
        """Whether the first quote is right; a refusal has none."""
        return bool(self.quote_hits) and self.quote_hits[0]

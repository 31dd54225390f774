"""How a chat model does as a writer: what of its text the articles support, and how it cites."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING

from qa_service.domain.answer import MARKER, Evidence
from qa_service.evaluation.citations import CitationFigures, CitedSentence, citation_figures

if TYPE_CHECKING:
    from qa_service.answering.drafts import Draft

Supports = Callable[[str, Sequence[Evidence]], bool]


@dataclass(frozen=True, slots=True)
class Writing:
    """The figures of the questions that a chat model was to answer; None where there were none."""

    answers: int
    sentences: int  # that it wrote
    supported: float | None  # of those, the share in [0, 1] that counts as part of an answer
    fallback: float | None  # share of the answers that quote instead, in [0, 1]
    fallbacks: Mapping[str, int]  # by reason
    # Of what the model wrote, before any repair, as `citations` has it; means over the answers.
    citation_recall: float | None
    citation_precision: float | None
    tokens: float | None  # read and written for an answer, estimated, on average


def citations_of(draft: "Draft", supports: Supports) -> CitationFigures | None:
    """How the model's own markers hold; None where it wrote no sentence."""
    shown = draft.evidence

    def holds(text: str, numbers: Sequence[int]) -> bool:
        cited = [shown[number - 1] for number in numbers if 1 <= number <= len(shown)]
        return bool(cited) and supports(text, cited)

    sentences = [
        CitedSentence(
            MARKER.sub("", one).strip(), tuple(dict.fromkeys(map(int, MARKER.findall(one))))
        )
        for one in draft.written
    ]
    return citation_figures(sentences, range(1, len(shown) + 1), holds) if sentences else None


def writing(drafts: "Sequence[Draft]", citations: Sequence[CitationFigures | None] = ()) -> Writing:
    """The figures of what a chat model wrote, one draft an answer.

    >>> from qa_service.answering.drafts import Draft
    >>> from qa_service.domain.written import Fallback
    >>> cut = Draft(fallback=Fallback.CUT, tokens=10)
    >>> writing([Draft("Oui. [1]", sentences=1, tokens=90), cut])
    Writing(answers=2, sentences=1, supported=1.0, fallback=0.5, fallbacks={'cut': 1}, \
citation_recall=None, citation_precision=None, tokens=50.0)
    """
    sentences = sum(draft.sentences for draft in drafts)
    supported = sum(
        draft.sentences - len(draft.unverified) for draft in drafts if draft.fallback is None
    )
    fallbacks = Counter(str(draft.fallback) for draft in drafts if draft.fallback)
    return Writing(
        answers=len(drafts),
        sentences=sentences,
        supported=_share(supported, sentences),
        fallback=_share(fallbacks.total(), len(drafts)),
        fallbacks=dict(fallbacks),
        citation_recall=_mean([one.recall for one in citations if one]),
        citation_precision=_mean([one.precision for one in citations if one]),
        tokens=_share(sum(draft.tokens for draft in drafts), len(drafts)),
    )


def _mean(values: Sequence[float | None]) -> float | None:
    there = [value for value in values if value is not None]
    return fmean(there) if there else None


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None

"""How a chat model does as a writer: what of its text the articles support."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qa_service.answering.drafts import Draft


@dataclass(frozen=True, slots=True)
class Writing:
    """The figures of the questions that a chat model was to answer; None where there were none."""

    answers: int
    sentences: int  # that it wrote
    supported: float | None  # of those, the share in [0, 1] that counts as part of an answer
    fallback: float | None  # share of the answers that quote instead, in [0, 1]
    fallbacks: Mapping[str, int]  # by reason
    tokens: float | None  # read and written for an answer, estimated, on average


def writing(drafts: "Sequence[Draft]") -> Writing:
    """The figures of what a chat model wrote, one draft an answer.

    >>> from qa_service.answering.drafts import Draft
    >>> from qa_service.domain.written import Fallback
    >>> cut = Draft(fallback=Fallback.CUT, tokens=10)
    >>> writing([Draft("Oui. [1]", sentences=1, tokens=90), cut])
    Writing(answers=2, sentences=1, supported=1.0, fallback=0.5, fallbacks={'cut': 1}, tokens=50.0)
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
        tokens=_share(sum(draft.tokens for draft in drafts), len(drafts)),
    )


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None

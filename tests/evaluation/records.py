"""Records whose figures are known."""

from qa_service.evaluation.records import Record
from qa_service.text.kinds import Kind


def record(
    answerable: bool = True,
    rank: int | None = 1,
    hits: tuple[bool, ...] = (True,),
    refused: bool = False,
    confidence: float = 0.9,
    *,
    kind: Kind = Kind.WHO,
    has_gold: bool | None = None,  # as `answerable`, unless said
    best_hit: bool = False,
    f1: float = 0.0,
    similarity: float = 0.8,
) -> Record:
    return Record(
        kind=kind,
        answerable=answerable,
        has_gold=answerable if has_gold is None else has_gold,
        rank=rank,
        quote_hits=hits,
        best_hit=best_hit,
        exact_match=float(f1 == 1),
        f1=f1,
        refused=refused,
        confidence=confidence,
        similarity=similarity,
        milliseconds=10.0,
    )


def unanswerable(
    confidence: float = 0.1, refused: bool = True, similarity: float = 0.8, kind: Kind = Kind.WHO
) -> Record:
    hits = () if refused else (False,)
    return record(False, None, hits, refused, confidence, similarity=similarity, kind=kind)

"""What the reader learns from: relevance of a passage, the answer's span, support of a statement.

The span's softmax is shared by all passages of a question (Clark and Gardner, ACL 2018), together
with a score of zero for "nothing here answers", as is that of relevance.
"""

from dataclasses import dataclass

import torch
from batches import Batch
from network import Logits
from torch import Tensor
from torch.nn import functional


@dataclass(frozen=True)
class Weights:
    """How much each loss counts."""

    span: float = 1.0
    list: float = 0.5
    binary: float = 0.5
    margin: float = 0.2
    support: float = 1.0
    pair: float = 0.5
    smoothing: float = 0.05  # of the labels of the two binary losses


def losses_of(batch: Batch, found: Logits, weights: Weights) -> dict[str, Tensor]:
    """Weighs the losses of a batch, by name; their sum is to be minimised."""
    if batch.supported is not None:
        support = found.support[torch.argsort(batch.group)]
        return {
            "support": weights.support * binary(support, batch.supported, weights),
            "pair": weights.pair * pair(support, batch.supported, batch.family),
        }
    starts = shared(found.span[..., 0], batch, batch.starts)
    ends = shared(found.span[..., 1], batch, batch.ends)
    passages = shared(found.relevance[:, None], batch, batch.starts.clamp(max=0))
    relevant = binary(found.relevance, (batch.starts >= 0).float(), weights)
    return {
        "span": weights.span * 0.5 * (starts + ends),
        "list": weights.list * passages,
        "binary": weights.binary * relevant,
        "margin": weights.margin * margin(batch, found),
    }


def binary(logits: Tensor, labels: Tensor, weights: Weights) -> Tensor:
    soft = labels * (1 - weights.smoothing) + weights.smoothing / 2
    return functional.binary_cross_entropy_with_logits(logits, soft)


def shared(logits: Tensor, batch: Batch, targets: Tensor) -> Tensor:
    """Cross-entropy with one softmax over all passages of a question and nothing at all."""
    rows = by_question(logits.logsumexp(1), batch)
    whole = torch.cat([rows, rows.new_zeros(len(rows), 1)], 1).logsumexp(1)
    answers = (targets >= 0).nonzero()[:, 0]
    right = rows.new_zeros(len(rows))
    right[batch.group[answers]] = logits[answers, targets[answers]]
    return (whole - right).mean()


def margin(batch: Batch, found: Logits) -> Tensor:
    """How little what answers a question stands above the best of near misses of its article."""
    answers = (batch.starts >= 0).nonzero()[:, 0]
    answered = batch.group[answers]
    of_near_miss = batch.near_miss[:, None] & (batch.family[:, None] == batch.family[answered])
    if not of_near_miss.any():
        return found.relevance.new_zeros(())
    starts, ends = found.span[..., 0], found.span[..., 1]
    spans = starts[answers, batch.starts[answers]] + ends[answers, batch.ends[answers]]
    total = found.relevance.new_zeros(())
    for right, every in (
        (found.relevance[answers], found.relevance),
        (spans, starts.amax(1) + ends.amax(1)),
    ):
        best = by_question(every, batch).amax(1)
        total = total + functional.softplus(best[:, None] - right + 1)[of_near_miss].mean()
    return total


def pair(support: Tensor, supported: Tensor, cited: Tensor) -> Tensor:
    """How little what is supported stands above what is not, by the same sentences."""
    of_pair = (supported[:, None] > supported) & (cited[:, None] == cited)
    if not of_pair.any():
        return support.new_zeros(())
    return functional.softplus(support - support[:, None] + 1)[of_pair].mean()


def by_question(values: Tensor, batch: Batch) -> Tensor:
    """Spreads a value of each text over (questions, texts); what is of another question is low."""
    rows = values.new_full((len(batch.family), len(values)), -1e4)
    rows[batch.group, torch.arange(len(values), device=values.device)] = values
    return rows

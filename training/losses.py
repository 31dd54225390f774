"""What the reader learns from: relevance of a passage, and the answer's span among all passages."""

import torch
from batches import Batch
from torch import Tensor
from torch.nn import functional

SPAN, LIST, BINARY = 1.0, 0.5, 0.5
LOWER_EXIT = 0.5


def loss_of(batch: Batch, found: dict[int, tuple[Tensor, Tensor]]) -> Tensor:
    last = max(found)
    parts = [
        exit_loss(batch, relevance, span) * (1.0 if depth == last else LOWER_EXIT)
        for depth, (relevance, span) in found.items()
    ]
    return torch.stack(parts).sum()


def exit_loss(batch: Batch, relevance: Tensor, span: Tensor) -> Tensor:
    binary = functional.binary_cross_entropy_with_logits(relevance, batch.labels)
    total = BINARY * binary
    if (batch.starts >= 0).any():
        answers = (batch.starts >= 0).nonzero()[:, 0]
        groups = batch.group[answers]
        start, end = span[..., 0], span[..., 1]
        total = total + SPAN * 0.5 * (
            shared_loss(start, batch, answers, batch.starts)
            + shared_loss(end, batch, answers, batch.ends)
        )
        # the passage that answers, among those of its question
        count = int(batch.group.max()) + 1
        sums = torch.zeros(count).index_add(0, batch.group, relevance.exp().clamp(max=1e8))
        total = total + LIST * (sums[groups].log() - relevance[answers]).mean()
    return total


def shared_loss(logits: Tensor, batch: Batch, answers: Tensor, targets: Tensor) -> Tensor:
    """Cross-entropy with one softmax over all passages of a question (Clark and Gardner, 2018)."""
    logits = logits.masked_fill(~batch.mask, -1e4)
    each = logits.logsumexp(1)
    count = int(batch.group.max()) + 1
    rows = torch.full((count, len(each)), -1e4)
    rows[batch.group, torch.arange(len(each))] = each
    whole = rows.logsumexp(1)[batch.group[answers]]
    right = logits[answers, targets[answers]]
    return (whole - right).mean()

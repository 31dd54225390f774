"""What the reader learns from: relevance of a passage, and the answer's span among all passages.

The span's softmax is shared by all passages of a question (Clark and Gardner, ACL 2018), together
with a score of zero for "nothing here answers", as is that of relevance.
"""

import torch
from batches import Batch
from torch import Tensor
from torch.nn import functional

SPAN, LIST, BINARY = 1.0, 0.5, 0.5


def loss_of(batch: Batch, relevance: Tensor, span: Tensor) -> Tensor:
    """`relevance` is (passages,), `span` (passages, length, 2) with -1e4 at the padding."""
    labels = (batch.starts >= 0).float()
    binary = functional.binary_cross_entropy_with_logits(relevance, labels)
    starts = shared_loss(span[..., 0], batch, batch.starts)
    ends = shared_loss(span[..., 1], batch, batch.ends)
    passages = shared_loss(relevance[:, None], batch, batch.starts.clamp(max=0))
    return SPAN * 0.5 * (starts + ends) + LIST * passages + BINARY * binary


def shared_loss(logits: Tensor, batch: Batch, targets: Tensor) -> Tensor:
    """Cross-entropy with one softmax over all passages of a question and nothing at all."""
    each = logits.logsumexp(1)
    rows = torch.full((batch.questions, len(each)), -1e4)
    rows[batch.group, torch.arange(len(each))] = each
    whole = torch.cat([rows, torch.zeros(batch.questions, 1)], 1).logsumexp(1)
    answers = (targets >= 0).nonzero()[:, 0]
    right = torch.zeros(batch.questions)
    right[batch.group[answers]] = logits[answers, targets[answers]]
    return (whole - right).mean()

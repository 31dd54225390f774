"""How well a reader finds answers on questions kept aside, before anything is fitted on it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from batches import Sample, batch_of, sample
from material import Group
from network import Embedder, Reader
from trainer import outputs

from qa_service.answering.reading import SENTENCES
from qa_service.models.reading import likeliest
from qa_service.models.tokenizer import Tokenizer


@dataclass(frozen=True)
class Read:
    """One sentence as read."""

    text: int
    sentence: int
    relevance: float
    span: float  # logits of the likeliest start and end within the sentence, added
    score: float  # of the ranking before
    is_right: bool


def chosen(group: Group, count: int) -> dict[int, list[int]]:
    every = [
        (score, t, s) for t, text in enumerate(group.texts) for s, score in enumerate(text.scores)
    ]
    best = sorted(every, reverse=True)[:count]
    found: dict[int, list[int]] = {}
    for _, text, sentence in sorted(best, key=lambda item: item[1:]):
        found.setdefault(text, []).append(sentence)
    return found


@torch.inference_mode()
def read(
    reader: Reader, embedder: Embedder, tokenizer: Tokenizer, group: Group, count: int = SENTENCES
) -> list[Read]:
    """What the reader makes of the best sentences of a question."""
    picked = chosen(group, count)
    samples = {t: sample(tokenizer, group.question, group.texts[t], s) for t, s in picked.items()}
    ordered = sorted(samples, key=lambda t: len(samples[t].ids))  # as a batch has them
    batch = batch_of([[samples[t] for t in ordered]])
    relevance, span = outputs(reader, embedder, batch)
    found: list[Read] = []
    for row, t in enumerate(ordered):
        logits = span[row].float().numpy()
        found += sentences_of(group, t, picked[t], samples[t], float(relevance[row]), logits)
    return found


def sentences_of(
    group: Group, t: int, shown: Sequence[int], one: Sample, relevance: float, span: np.ndarray
) -> list[Read]:
    found = []
    text = group.texts[t]
    ends = [*one.starts[1:], len(one.ids) - 1]
    for number, start, end in zip(shown, one.starts, ends, strict=False):
        if end <= start:
            continue
        right = text.answer is not None and text.answer[0] == number
        best, _, _ = likeliest(span[start:end])
        found.append(Read(t, number, relevance, best, text.scores[number], right))
    return found


def judge(
    reader: Reader, embedder: Embedder, tokenizer: Tokenizer, groups: Sequence[Group]
) -> dict[str, float]:
    """Share of the questions whose answer stands in the first sentence, or the first three; how
    well the likeliest span tells questions with an answer from the same without its passage (AUC).
    """
    reader.eval()
    hits: dict[str, list[float]] = {}
    best: list[float] = []
    without: list[float] = []
    for group in groups:
        items = read(reader, embedder, tokenizer, group)
        for weight in (0.0, 0.5, 1.0):
            order = sorted(items, key=lambda i: -(i.span + i.relevance + weight * i.score))
            right = [one.is_right for one in order]
            hits.setdefault(f"first w{weight}", []).append(float(right[0]))
            hits.setdefault(f"three w{weight}", []).append(float(any(right[:3])))
        best.append(max(i.span for i in items))
        gold = {t for t, text in enumerate(group.texts) if text.gold}
        rest = [i.span for i in items if i.text not in gold]
        if rest:
            without.append(max(rest))
    reader.train()
    found = {name: round(float(np.mean(values)), 3) for name, values in hits.items()}
    above = (np.array(best)[:, None] > np.array(without)).mean()
    return {**found, "auc": round(float(above), 3)}

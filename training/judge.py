"""How well a reader judges questions and statements of ours that no step learns from."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from batches import Example, Sample, Told, batch_of, filled, sample, statement_sample
from material import Group, Statement
from network import Embedder, Reader
from trainer import on_device, outputs

from qa_service.models.reading import likeliest
from qa_service.models.tokenizer import Tokenizer

SENTENCES = 8  # read for each question
TOKENS = 4096  # of a batch of statements


@dataclass(frozen=True)
class Read:
    """One sentence as read."""

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


def read(reader: Reader, embedder: Embedder, tokenizer: Tokenizer, group: Group) -> list[Read]:
    """Reads the best sentences of a question."""
    picked = chosen(group, SENTENCES)
    samples = {
        t: sample(tokenizer, group.question, group.texts[t], s, Told()) for t, s in picked.items()
    }
    ordered = sorted(samples, key=lambda t: len(samples[t].ids))  # as a batch has them
    batch = on_device(batch_of([Example([samples[t] for t in ordered])]), device_of(reader))
    logits = outputs(reader, embedder, batch)
    spans = logits.span.float().cpu().numpy()
    found: list[Read] = []
    for row, t in enumerate(ordered):
        relevance = float(logits.relevance[row])
        found += sentences_of(group, t, picked[t], samples[t], relevance, spans[row])
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
        right = number in text.also or bool(text.answer and text.answer[0] == number)
        best, _, _ = likeliest(span[start:end])
        found.append(Read(relevance, best, text.scores[number], right))
    return found


@torch.inference_mode()
def judge(
    reader: Reader,
    embedder: Embedder,
    tokenizer: Tokenizer,
    groups: Sequence[Group],
    statements: Sequence[Statement],
) -> dict[str, float]:
    """Measures the share of the questions with the answer in the first sentence, or the first
    three; how well what is read best tells them from near misses (AUC); the same of statements.
    """
    reader.eval()
    first, three = [], []
    signals: dict[str, dict[bool, list[float]]] = {
        name: {True: [], False: []} for name in ("relevance", "span", "support")
    }
    for group in groups:
        items = read(reader, embedder, tokenizer, group)
        if not group.near_miss:
            order = sorted(items, key=lambda i: -(i.span + i.relevance + i.score))
            first.append(order[0].is_right)
            three.append(any(one.is_right for one in order[:3]))
        signals["relevance"][not group.near_miss].append(max(i.relevance for i in items))
        signals["span"][not group.near_miss].append(max(i.span for i in items))
    examples = [
        Example([statement_sample(tokenizer, one, one.cited, Told())], supported=one.supported)
        for one in statements
    ]
    for part in filled([[one] for one in examples], TOKENS):
        batch = on_device(batch_of(part), device_of(reader))
        support = outputs(reader, embedder, batch).support.tolist()
        for number, logit in zip(batch.group.tolist(), support, strict=True):
            signals["support"][bool(part[number].supported)].append(logit)
    reader.train()
    found = {f"auc {name}": auc(of[True], of[False]) for name, of in signals.items()}
    return {"first": share(first), "three": share(three), **found}


def share(right: Sequence[bool]) -> float:
    return round(sum(right) / max(1, len(right)), 3)


def auc(right: Sequence[float], wrong: Sequence[float]) -> float:
    """How often one of the right ones lies above one of the wrong ones."""
    return round(float((np.array(right)[:, None] > np.array(wrong)).mean()), 3)


def device_of(reader: Reader) -> torch.device:
    return next(reader.parameters()).device

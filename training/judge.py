"""How well a reader finds answers on questions kept aside, before anything is fitted on it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from batches import Sample, batch_of, sample
from material import Group
from network import Embedder, Reader
from tokenizers import Tokenizer

from qa_service.models.reading import ANSWER_TOKENS, MOST_TOKENS

READ = 30  # sentences


@dataclass(frozen=True)
class Read:
    """One sentence as read."""

    text: int
    sentence: int
    relevance: float
    span: float  # log-probability that the answer lies in it, over all that was read
    best: tuple[int, int]  # first and last token of the likeliest answer within the sentence
    score: float  # of the ranking before


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
    reader: Reader, embedder: Embedder, tokenizer: Tokenizer, group: Group, count: int = READ
) -> dict[int, list[Read]]:
    """What each exit makes of the best sentences of a question."""
    picked = chosen(group, count)
    samples = {
        t: sample(tokenizer, group.question, group.texts[t], shown, 0.0, MOST_TOKENS)
        for t, shown in picked.items()
    }
    batch = batch_of([list(samples.values())])
    outs = reader(embedder(batch.ids), batch.mask)
    return {
        depth: spans_of(group, picked, samples, relevance.numpy(), span.float().numpy())
        for depth, (relevance, span) in outs.items()
    }


def spans_of(
    group: Group,
    picked: dict[int, list[int]],
    samples: dict[int, Sample],
    relevance: np.ndarray,
    span: np.ndarray,
) -> list[Read]:
    found = []
    for row, (t, shown) in enumerate(picked.items()):
        one = samples[t]
        ends = [*one.starts[1:], len(one.ids) - 1]
        for number, start, end in zip(shown, one.starts, ends, strict=False):
            if end <= start:
                continue
            begin, finish = span[row, start:end, 0], span[row, start:end, 1]
            pairs = begin[:, None] + finish[None, :]
            length = np.arange(end - start)
            distance = length[None, :] - length[:, None]
            pairs = np.where((distance >= 0) & (distance < ANSWER_TOKENS), pairs, -1e4)
            at = np.unravel_index(int(pairs.argmax()), pairs.shape)
            found.append(
                Read(
                    t,
                    number,
                    float(relevance[row]),
                    float(pairs.max()),
                    (start + int(at[0]), start + int(at[1])),
                    group.texts[t].scores[number],
                )
            )
    return found


def judge(
    reader: Reader, embedder: Embedder, tokenizer: Tokenizer, groups: Sequence[Group]
) -> dict[str, float]:
    reader.eval()
    hits: dict[str, list[float]] = {}
    for group in groups:
        for depth, items in read(reader, embedder, tokenizer, group).items():
            for weight in (0.0, 0.5, 1.0):
                order = sorted(items, key=lambda i: -(i.span + i.relevance + weight * i.score))
                right = [
                    group.texts[i.text].answer is not None
                    and group.texts[i.text].answer[0] == i.sentence  # type: ignore[index]
                    for i in order
                ]
                hits.setdefault(f"{depth} first w{weight}", []).append(float(right[0]))
                hits.setdefault(f"{depth} three w{weight}", []).append(float(any(right[:3])))
            passages = list(
                dict.fromkeys(i.text for i in sorted(items, key=lambda i: -i.relevance))
            )
            gold = [group.texts[t].answer is not None for t in passages]
            hits.setdefault(f"{depth} passage first", []).append(float(gold[0]))
            hits.setdefault(f"{depth} passage five", []).append(float(any(gold[:5])))
    reader.train()
    return {name: round(float(np.mean(values)), 3) for name, values in hits.items()}

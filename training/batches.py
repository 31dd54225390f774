"""From groups to tensors: which sentences a training example shows, and where its answer lies."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import torch
from material import Group, Text
from tokenizers import Tokenizer
from torch import Tensor

from qa_service.domain.reading import Excerpt
from qa_service.models.reading import MOST_TOKENS, PAD, encode

NEGATIVES = 2
BATCH_TOKENS = 4096
BUDGETS = (72, 104, 136, 136, 200)  # tokens; passages of one batch are about as long
STEP = 8
NOISE = 1.0  # of the order in which sentences are shown
TAUGHT = ("piaf", "afriqa")  # sources with several hard negatives


@dataclass(frozen=True)
class Sample:
    """One passage as read for one question."""

    ids: list[int]
    starts: list[int]  # first token of each shown sentence
    span: tuple[int, int] | None  # first and last token of the answer
    label: float  # 1: the passage answers, 0: it does not, -1: unknown


@dataclass(frozen=True)
class Batch:
    ids: Tensor  # (passages, length)
    mask: Tensor  # the same, bool
    group: Tensor  # (passages,) number of the question
    starts: Tensor  # (passages,) first token of the answer, or -1
    ends: Tensor  # (passages,) its last token, or -1
    labels: Tensor  # (passages,)


def sample(
    tokenizer: Tokenizer, question: str, text: Text, shown: Sequence[int], label: float, limit: int
) -> Sample:
    """The passage as it will be read, with the place of its answer where that is not cut off."""
    chosen = tuple(text.sentences[number] for number in shown)
    tokens = encode(tokenizer, question, Excerpt(text.title, chosen), limit)
    span = None
    if text.answer and text.answer[0] in shown:
        place = list(shown).index(text.answer[0])
        _, begins, ends = text.answer
        if place < len(tokens.starts):
            offsets = tokens.offsets[place]
            inside = [i for i, (s, e) in enumerate(offsets) if e > begins and s < ends]
            if inside and offsets[inside[-1]][1] >= ends:
                span = tokens.starts[place] + inside[0], tokens.starts[place] + inside[-1]
    return Sample(tokens.ids, tokens.starts, span, label)


def training_samples(
    group: Group, tokenizer: Tokenizer, chance: random.Random, budget: int
) -> list[Sample]:
    """The passage that answers, with hard negatives; each shows the sentences that fit."""
    right = [text for text in group.texts if text.answer]
    wrong = [text for text in group.texts if is_wrong(group, text)]
    chosen = [(text, 1.0) for text in right[:1]]
    if not right and group.source == "squad2":
        chosen = [(text, 0.0) for text in group.texts if text.gold][:1]
    weights = [1 / (2 + rank) for rank in range(len(wrong))]
    wanted = NEGATIVES if group.source in TAUGHT else 1
    for _ in range(min(wanted, len(wrong))):
        number = chance.choices(range(len(wrong)), weights)[0]
        weights[number] = 1e-9
        chosen.append((wrong[number], 0.0))
    return [
        sample(
            tokenizer,
            group.question,
            text,
            shown(group, text, tokenizer, chance, budget),
            label,
            budget,
        )
        for text, label in chosen
    ]


def is_wrong(group: Group, text: Text) -> bool:
    """Whether a passage can serve as a negative: nothing in it may be the answer."""
    if group.source == "cloze":
        return text.answer is None
    held = any(len(a) > 2 and a in s for a in group.answers for s in text.sentences)
    return not text.gold and not held


def shown(
    group: Group, text: Text, tokenizer: Tokenizer, chance: random.Random, budget: int
) -> list[int]:
    """The sentences that look best, with some noise, within a budget of tokens; in their order."""
    noisy = [score + chance.gauss(0, NOISE) for score in text.scores]
    if text.answer:
        noisy[text.answer[0]] = float("inf")
    left = budget - 4 - sum(count(tokenizer, part) for part in (group.question, text.title))
    chosen: list[int] = []
    for number in sorted(range(len(noisy)), key=lambda n: -noisy[n]):
        left -= count(tokenizer, text.sentences[number])
        if chosen and left < 0:
            break
        chosen.append(number)
    return sorted(chosen)


@lru_cache(maxsize=100_000)
def count(tokenizer: Tokenizer, text: str) -> int:
    return len(tokenizer.encode(text, add_special_tokens=False).ids)


def batches(groups: Sequence[Group], tokenizer: Tokenizer, seed: int) -> Iterator[Batch]:
    """One pass over the groups in an order that the seed fixes."""
    chance = random.Random(seed)
    order = list(groups)
    chance.shuffle(order)
    waiting: dict[int, list[list[Sample]]] = {}
    for group in order:
        budget = chance.choice(BUDGETS)
        samples = training_samples(group, tokenizer, chance, budget)
        if samples and samples[0].label and not samples[0].span:  # cut off: give it more room
            budget = MOST_TOKENS
            samples = training_samples(group, tokenizer, chance, budget)
        if not samples:
            continue
        current = waiting.setdefault(budget, [])
        if (sum(map(len, current)) + len(samples)) * budget > BATCH_TOKENS:
            yield batch_of(current)
            current.clear()
        current.append(samples)
    for current in waiting.values():
        if current:
            yield batch_of(current)


def batch_of(groups: Sequence[Sequence[Sample]]) -> Batch:
    rows = [(number, row) for number, samples in enumerate(groups) for row in samples]
    # few different lengths: the matrix library prepares, and keeps, a kernel for each shape
    length = -(-max(len(row.ids) for _, row in rows) // STEP) * STEP
    ids = np.full((len(rows), length), PAD, np.int64)
    for i, (_, row) in enumerate(rows):
        ids[i, : len(row.ids)] = row.ids
    tensor = torch.from_numpy(ids)
    return Batch(
        tensor,
        tensor != PAD,
        torch.tensor([number for number, _ in rows]),
        torch.tensor([row.span[0] if row.span else -1 for _, row in rows]),
        torch.tensor([row.span[1] if row.span else -1 for _, row in rows]),
        torch.tensor([row.label for _, row in rows]),
    )

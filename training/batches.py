"""From groups to tensors: a question with the sentences that will be read for it, as it is asked.

What is shown is chosen as `answering.reading` chooses it: the best sentences of the ranking before,
passage by passage. Some questions lose what answers them, so that the reader learns to find
nothing: all of its passage, or only the sentence, which leaves the right names without the fact.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import torch
from material import Group, Text
from torch import Tensor

from qa_service.domain.reading import Excerpt
from qa_service.models.reading import MOST_TOKENS, encode
from qa_service.models.tokenizer import PAD, Tokenizer

BATCH_TOKENS = 4096
STEP = 16
NOISE = 0.7  # of the order in which sentences are chosen
SENTENCES = {"piaf": (8, 14), "afriqa": (8, 14)}  # fewest and most shown, by source
FEW = (4, 7)  # the same for others
NO_PASSAGE, NO_SENTENCE = 0.12, 0.12  # share of questions that lose what answers them


@dataclass(frozen=True)
class Sample:
    """One passage as read for one question."""

    ids: list[int]
    starts: list[int]  # first token of each shown sentence
    span: tuple[int, int] | None  # first and last token of the answer


@dataclass(frozen=True)
class Batch:
    """Passages sorted by length, in parts so that little is padded; other fields count over all."""

    parts: list[Tensor]  # ids, each (passages, length)
    group: Tensor  # (passages,) number of the question
    starts: Tensor  # (passages,) first token of the answer, or -1
    ends: Tensor  # (passages,) its last token, or -1
    questions: int


def sample(tokenizer: Tokenizer, question: str, text: Text, shown: Sequence[int]) -> Sample:
    """The passage as it will be read, with the place of its answer where that is not cut off."""
    chosen = tuple(text.sentences[number] for number in shown)
    tokens = encode(tokenizer, question, Excerpt(text.title, chosen), MOST_TOKENS)
    span = None
    if text.answer and text.answer[0] in shown:
        place = list(shown).index(text.answer[0])
        _, begins, ends = text.answer
        if place < len(tokens.starts):
            offsets = tokens.offsets[place]
            inside = [i for i, (s, e) in enumerate(offsets) if e > begins and s < ends]
            if inside and offsets[inside[-1]][1] >= ends:
                span = tokens.starts[place] + inside[0], tokens.starts[place] + inside[-1]
    return Sample(tokens.ids, tokens.starts, span)


def training_samples(group: Group, tokenizer: Tokenizer, chance: random.Random) -> list[Sample]:
    """What is read for one question; at most one passage answers, and in some cases none."""
    gold = next((number for number, text in enumerate(group.texts) if text.answer), None)
    draw = chance.random()
    without_passage = gold is not None and draw < NO_PASSAGE
    without_sentence = gold is not None and not without_passage and draw < NO_PASSAGE + NO_SENTENCE
    scores: dict[tuple[int, int], float] = {}
    for t, text in enumerate(group.texts):
        if t == gold and without_passage:
            continue
        for s, sentence in enumerate(text.sentences):
            answers = t == gold and text.answer is not None and text.answer[0] == s
            held = any(len(answer) > 2 and answer in sentence for answer in group.answers)
            if (held and not answers) or (answers and without_sentence):
                continue  # it may answer too: nothing is learned from it
            noisy = text.scores[s] + chance.gauss(0, NOISE)
            scores[t, s] = float("inf") if answers else noisy
    count = chance.randint(*SENTENCES.get(group.source, FEW))
    best = sorted(sorted(scores, key=lambda place: -scores[place])[:count])
    shown: dict[int, list[int]] = {}
    for t, s in best:
        shown.setdefault(t, []).append(s)
    samples = {t: sample(tokenizer, group.question, group.texts[t], s) for t, s in shown.items()}
    if gold in shown and not without_sentence and not samples[gold].span:  # cut off
        text = group.texts[gold]
        samples[gold] = sample(tokenizer, group.question, text, [text.answer[0]])  # type: ignore[index]
        if not samples[gold].span:
            return []
    return list(samples.values())


def batches(groups: Sequence[Group], tokenizer: Tokenizer, seed: int) -> Iterator[Batch]:
    """One pass over the groups in an order that the seed fixes."""
    chance = random.Random(seed)
    order = list(groups)
    chance.shuffle(order)
    waiting: list[list[Sample]] = []
    tokens = 0
    for group in order:
        samples = training_samples(group, tokenizer, chance)
        if not samples:
            continue
        waiting.append(samples)
        tokens += sum(len(one.ids) for one in samples)
        if tokens > BATCH_TOKENS:
            yield batch_of(waiting)
            waiting, tokens = [], 0
    if waiting:
        yield batch_of(waiting)


def batch_of(groups: Sequence[Sequence[Sample]]) -> Batch:
    rows = [(number, row) for number, samples in enumerate(groups) for row in samples]
    rows.sort(key=lambda item: len(item[1].ids))
    # few different lengths: the matrix library prepares, and keeps, a kernel for each shape
    lengths = [-(-len(row.ids) // STEP) * STEP for _, row in rows]
    cuts = [0, *(i for i in range(1, len(rows)) if lengths[i] != lengths[i - 1]), len(rows)]
    parts = []
    for first, last in pairwise(cuts):
        ids = np.full((last - first, lengths[first]), PAD, np.int64)
        for i, (_, row) in enumerate(rows[first:last]):
            ids[i, : len(row.ids)] = row.ids
        parts.append(torch.from_numpy(ids))
    return Batch(
        parts,
        torch.tensor([number for number, _ in rows]),
        torch.tensor([row.span[0] if row.span else -1 for _, row in rows]),
        torch.tensor([row.span[1] if row.span else -1 for _, row in rows]),
        len(groups),
    )

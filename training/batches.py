"""From material to tensors: questions with the sentences that will be read for them, statements.

What is shown is chosen as `answering.reading` chooses it: the best sentences of the ranking before,
passage by passage. Some questions lose what answers them, so that the reader learns to find
nothing: all of its passage, or only the sentence, which leaves the right names without the fact.
The questions of one article stand in one batch, and so do its statements: a near miss beside what
is answered by the same sentences.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TypeVar

import numpy as np
import torch
from material import Group, Statement, Text
from torch import Tensor

from qa_service.domain.reading import Excerpt
from qa_service.models.reading import (
    MOST_TOKENS,
    STATEMENT_TOKENS,
    encode,
)
from qa_service.models.tokenizer import PAD, Tokenizer
from qa_service.text.dates import source_of

STEP = 16
NOISE = 0.7  # of the order in which sentences are chosen
FRENCH = ("news", "french")
SENTENCES = (5, 7)  # fewest and most shown for a French question
FEW = (4, 7)  # the same for those about passages in other languages
# Share of questions that lose their passage, or the sentence in it; ours have real near misses.
TAKEN, TAKEN_FROM_OURS = (0.1, 0.1), (0.03, 0.05)
CHAT = 0.25  # share of questions that lose capitals and the question mark
OUTLET, DAY = 0.5, 0.9  # how often an article's are told
STRAY = 0.1  # share of supported statements that are seen with other sentences too


@dataclass(frozen=True)
class Sample:
    """One text as read for one question or statement."""

    ids: list[int]
    starts: list[int]  # first token of each shown sentence
    span: tuple[int, int] | None  # first and last token of the answer


@dataclass(frozen=True)
class Example:
    """What is read for one question or statement."""

    samples: list[Sample]
    family: str = ""  # the article of a question of ours; what a statement cites
    near_miss: bool = False
    supported: bool | None = None  # None: a question


@dataclass(frozen=True)
class Batch:
    """Texts sorted by length, in parts so that little is padded; other fields count over all."""

    parts: list[Tensor]  # ids, each (texts, length)
    group: Tensor  # (texts,) number of the question or statement
    starts: Tensor  # (texts,) first token of the answer, or -1
    ends: Tensor  # (texts,) its last token, or -1
    family: Tensor  # (questions,) number of the article, different for each where it has none;
    # (statements,) of what is cited
    near_miss: Tensor  # (questions,) bool
    supported: Tensor | None  # (statements,) 0 or 1; None: of questions

    @property
    def tokens(self) -> int:
        return sum(ids.numel() for ids in self.parts)


@dataclass(frozen=True)
class Told:
    """What of an article's source is told."""

    outlet: bool = False
    day: bool = True

    def of(self, outlet: str | None, published: date | None) -> str:
        return source_of(outlet if self.outlet else None, published if self.day else None)


def told(chance: random.Random) -> Told:
    return Told(chance.random() < OUTLET, chance.random() < DAY)


def typed(question: str, chance: random.Random) -> str:
    """Types some questions as in a chat, whatever their answer."""
    return question.rstrip(" ?\u00a0\u202f").lower() if chance.random() < CHAT else question


def sample(
    tokenizer: Tokenizer, question: str, text: Text, shown: Sequence[int], known: Told
) -> Sample:
    """The passage as it will be read, with the place of its answer where that is not cut off."""
    chosen = tuple(text.sentences[number] for number in shown)
    source = known.of(text.outlet, text.published)
    tokens = encode(tokenizer, question, Excerpt(text.title, chosen, source), MOST_TOKENS)
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
    """Draws what is read for one question; at most one passage answers, and in some cases none."""
    question, known = typed(group.question, chance), told(chance)
    no_passage, no_sentence = TAKEN_FROM_OURS if group.family else TAKEN
    gold = next((number for number, text in enumerate(group.texts) if text.answer), None)
    draw = chance.random()
    without_passage = gold is not None and draw < no_passage
    without_sentence = gold is not None and not without_passage and draw < no_passage + no_sentence
    scores: dict[tuple[int, int], float] = {}
    for t, text in enumerate(group.texts):
        if t == gold and without_passage:
            continue
        for s, sentence in enumerate(text.sentences):
            answers = t == gold and text.answer is not None and text.answer[0] == s
            if group.family and text.gold:
                held = s in text.also
            else:
                held = any(len(answer) > 2 and answer in sentence for answer in group.answers)
            if (held and not answers) or (answers and without_sentence):
                continue  # it may answer too: nothing is learned from it
            noisy = text.scores[s] + chance.gauss(0, NOISE)
            scores[t, s] = float("inf") if answers else noisy
    count = chance.randint(*(SENTENCES if group.source in FRENCH else FEW))
    best = sorted(sorted(scores, key=lambda place: -scores[place])[:count])
    shown: dict[int, list[int]] = {}
    for t, s in best:
        shown.setdefault(t, []).append(s)
    samples = {t: sample(tokenizer, question, group.texts[t], s, known) for t, s in shown.items()}
    if gold in shown and not without_sentence and not samples[gold].span:  # cut off
        text = group.texts[gold]
        samples[gold] = sample(tokenizer, question, text, [text.answer[0]], known)  # type: ignore[index]
        if not samples[gold].span:
            return []
    return list(samples.values())


def statement_sample(
    tokenizer: Tokenizer, statement: Statement, cited: Sequence[str], known: Told
) -> Sample:
    """The statement as it will be read, with these sentences of its article."""
    source = known.of(statement.outlet, statement.published)
    excerpt = Excerpt(statement.title, tuple(cited), source)
    tokens = encode(tokenizer, statement.text, excerpt, MOST_TOKENS, STATEMENT_TOKENS)
    return Sample(tokens.ids, tokens.starts, None)


def statement_examples(
    statement: Statement, tokenizer: Tokenizer, chance: random.Random
) -> Iterator[Example]:
    """Reads a statement with what it cites, and at times with what does not support it."""
    known = told(chance)
    one = statement_sample(tokenizer, statement, statement.cited, known)
    text = " ".join(statement.cited)
    yield Example([one], text, supported=statement.supported)
    others = [s for s in statement.sentences if s not in text and statement.cited[0] not in s]
    if statement.supported and len(others) > 3 and chance.random() < STRAY:
        stray = chance.sample(others, len(statement.cited))
        one = statement_sample(tokenizer, statement, stray, known)
        yield Example([one], text, supported=False)


def batches(
    groups: Sequence[Group],
    statements: Sequence[Statement],
    tokenizer: Tokenizer,
    seed: int,
    tokens: int,
) -> list[Batch]:
    """Makes one pass over the material, of batches of `tokens` in an order that the seed fixes."""
    chance = random.Random(seed)
    asked: list[list[Example]] = []
    for family in families(groups, chance):
        drawn = [(group, training_samples(group, tokenizer, chance)) for group in family]
        asked.append([Example(s, g.family, g.near_miss) for g, s in drawn if s])
    said = [
        [one for each in family for one in statement_examples(each, tokenizer, chance)]
        for family in families(statements, chance)
    ]
    kinds = [filled(asked, tokens), filled(said, tokens)]
    placed = [
        ((n + 0.5) / len(kind), k, n) for k, kind in enumerate(kinds) for n in range(len(kind))
    ]
    return [batch_of(kinds[k][n]) for _, k, n in sorted(placed)]


T = TypeVar("T", Group, Statement)


def families(items: Sequence[T], chance: random.Random) -> list[list[T]]:
    """Puts together what is about one article of ours, all else by itself, in a random order."""
    found: dict[str, list[T]] = {}
    for number, item in enumerate(items):
        found.setdefault(item.family or str(number), []).append(item)
    order = list(found.values())
    chance.shuffle(order)
    return order


def filled(families: Sequence[Sequence[Example]], most: int) -> list[list[Example]]:
    """Fills batches of about so many tokens, none of which parts a family."""
    found: list[list[Example]] = [[]]
    free = most
    for family in families:
        size = sum(len(sample.ids) for example in family for sample in example.samples)
        if size > free and found[-1]:
            found.append([])
            free = most
        found[-1] += family
        free -= size
    return [one for one in found if one]


def batch_of(examples: Sequence[Example]) -> Batch:
    rows = [(number, row) for number, one in enumerate(examples) for row in one.samples]
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
    families = [one.family or str(number) for number, one in enumerate(examples)]
    names: dict[str, int] = {}
    labels = [one.supported for one in examples]
    return Batch(
        parts,
        torch.tensor([number for number, _ in rows]),
        torch.tensor([row.span[0] if row.span else -1 for _, row in rows]),
        torch.tensor([row.span[1] if row.span else -1 for _, row in rows]),
        torch.tensor([names.setdefault(name, len(names)) for name in families]),
        torch.tensor([one.near_miss for one in examples]),
        None if None in labels else torch.tensor(labels, dtype=torch.float32),
    )

"""What the reading model is trained on and for, without its weights."""

import random
from datetime import date
from pathlib import Path
from typing import cast

import pytest
import torch
from batches import Example, Sample, Told, batch_of, batches, statement_examples, training_samples
from corruption import corruptions
from losses import Weights, losses_of, margin, pair
from material import Group, Statement, Text, is_judging, is_same
from network import HIDDEN, Embedder, Logits, Reader
from trainer import Plan, Trainer

from qa_service.domain.article import Article
from qa_service.domain.reading import Excerpt
from qa_service.evaluation.datasets import is_aside
from qa_service.models.reading import encode
from qa_service.models.tokenizer import Encoding, Tokenizer

DAY = date(2020, 3, 12)
SENTENCES = tuple(f"phrase numéro {number} de cet article" for number in range(6))


class Words:
    """A tokenizer whose tokens are words."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}

    def encode(self, text: str) -> Encoding:
        offsets, start = [], 0
        for word in text.split(" "):
            offsets.append((start, start + len(word)))
            start += len(word) + 1
        ids = [10 + self._known.setdefault(word, len(self._known)) for word in text.split(" ")]
        return Encoding(ids, offsets)

    def of(self, ids: list[int]) -> str:
        words = {10 + number: word for word, number in self._known.items()}
        return " ".join(words.get(one, "|") for one in ids)


@pytest.fixture
def words() -> Words:
    return Words()


def text(answer: tuple[int, int, int] | None, also: frozenset[int], gold: bool = True) -> Text:
    scores = tuple(float(-number) for number in range(len(SENTENCES)))
    return Text("Titre", "Le Temps", DAY, SENTENCES, scores, answer, also, gold)


def question(near_miss: bool, family: str = "a") -> Group:
    told = text(None, frozenset()) if near_miss else text((4, 0, 6), frozenset({1}))
    return Group("news", "Qui a signé ?", "Titre", (told,), (), family, near_miss)


def statement(supported: bool, family: str = "a") -> Statement:
    cited = (SENTENCES[0],)
    return Statement("Dit ainsi", "Titre", None, DAY, cited, supported, SENTENCES, family)


def logits(relevance: list[float], span: torch.Tensor) -> Logits:
    return Logits(torch.tensor(relevance).float(), span, torch.zeros(len(relevance)))


def test_what_answers_besides_is_never_a_negative(words: Words) -> None:
    tokenizer = cast("Tokenizer", words)
    for seed in range(40):
        for one in training_samples(question(False), tokenizer, random.Random(seed)):
            assert SENTENCES[1] not in words.of(one.ids)


def test_most_questions_keep_their_answer_and_near_misses_have_none(words: Words) -> None:
    tokenizer = cast("Tokenizer", words)
    answered = sum(
        any(one.span for one in training_samples(question(False), tokenizer, random.Random(seed)))
        for seed in range(100)
    )
    assert 85 < answered < 100
    near_misses = training_samples(question(True), tokenizer, random.Random(0))
    assert near_misses
    assert not any(one.span for one in near_misses)


def test_some_supported_statements_are_seen_with_other_sentences(words: Words) -> None:
    tokenizer, chance = cast("Tokenizer", words), random.Random(0)
    seen = [list(statement_examples(statement(True), tokenizer, chance)) for _ in range(200)]
    strays = [both[1] for both in seen if len(both) == 2]
    assert 8 < len(strays) < 40
    assert not any(one.supported or SENTENCES[0] in words.of(one.samples[0].ids) for one in strays)
    assert len(list(statement_examples(statement(False), tokenizer, chance))) == 1


def test_the_questions_of_an_article_share_a_batch(words: Words) -> None:
    groups = [question(near_miss, name) for name in "abcdef" for near_miss in (False, True)]
    said = [statement(supported, name) for name in "abcdef" for supported in (False, True)]
    made = batches(groups, said, cast("Tokenizer", words), 3, 200)
    assert sum(batch.supported is None for batch in made) > 2
    for batch in made:
        articles = set(batch.family.tolist())
        assert len(batch.family) == 2 * len(articles) or batch.supported is not None
    assert sum(len(batch.family) for batch in made if batch.supported is None) == len(groups)


def test_labels_of_statements_follow_them_when_sorted_by_length() -> None:
    lengths = [40, 5, 25, 12]
    examples = [Example([Sample([7] * n, [], None)], supported=n > 20) for n in lengths]
    batch = batch_of(examples)
    right = torch.tensor([9.0 if lengths[n] > 20 else -9.0 for n in batch.group.tolist()])
    found = Logits(right, torch.zeros(4, 48, 2), right)
    assert float(losses_of(batch, found, Weights(smoothing=0))["support"]) < 0.001


def test_the_margin_asks_only_neighbours_of_an_article() -> None:
    answered, near = Sample([7] * 9, [3], (4, 5)), Sample([7] * 9, [3], None)
    batch = batch_of(
        [
            Example([answered, near], "a"),
            Example([near], "a", near_miss=True),
            Example([near], "b", near_miss=True),
        ]
    )
    span = torch.zeros(4, 16, 2)
    below = margin(batch, logits([0, 0, 3, 0], span))
    span[0, 4, 0] = span[0, 5, 1] = 5.0
    above = margin(batch, logits([5, 0, 0, 0], span))
    other = margin(batch, logits([5, 0, 0, 90], span))
    assert below > 4
    assert above < 0.1
    assert other == above


def test_only_statements_of_the_same_sentences_are_compared() -> None:
    right, cited = torch.tensor([1.0, 0.0, 0.0]), torch.tensor([0, 0, 1])
    assert pair(torch.tensor([3.0, -3.0, 90.0]), right, cited) < 0.1
    assert pair(torch.tensor([-3.0, 3.0, -90.0]), right, cited) > 4
    assert pair(torch.tensor([-3.0, 3.0, -90.0]), right, torch.tensor([0, 1, 2])) == 0


def test_a_corrupted_sentence_differs_from_the_one_that_it_cites() -> None:
    text = (
        "Le maire de Brivac, élu en mars 2019, a inauguré la halle avec Paule Renard. "
        "La région de Valmer a versé 12 millions d'euros (la moitié) en juin, selon Luc Arnaud."
    )
    made = list(corruptions([Article("a", "a", "Une halle", text, "fr")] * 40, 3))
    assert len(made) > 40
    for right, wrong in zip(made[::2], made[1::2], strict=True):
        assert (right.supported, wrong.supported) == (True, False)
        assert right.cited == wrong.cited
        assert wrong.text not in {one.text for one in made if one.supported}
        assert "selon" not in right.cited[0] or "selon" in right.text


def test_a_run_goes_on_as_if_it_had_not_ended(tmp_path: Path) -> None:
    table = torch.nn.Embedding(20, HIDDEN).to(torch.bfloat16).requires_grad_(False)
    batch = batch_of([Example([Sample([7, 8, 9, 11], [1], (2, 3))])])

    def trainer() -> Trainer:
        torch.manual_seed(1)
        return Trainer(Reader(8, 1e-12), cast("Embedder", table), Plan())

    def steps(one: Trainer, *numbers: int) -> None:
        for number in numbers:
            torch.manual_seed(number)
            one.train(batch, number / 10)

    whole, first, second = trainer(), trainer(), trainer()
    steps(whole, 0, 1)
    steps(first, 0)
    first.save(tmp_path / "checkpoint.pt", {"pass": 0, "batch": 1})
    assert second.load(tmp_path / "checkpoint.pt") == {"pass": 0, "batch": 1}
    steps(second, 1)
    for own, other in ((whole.masters, second.masters), (whole.mean, second.mean)):
        assert all(torch.equal(a, b) for a, b in zip(own, other, strict=True))


def test_outlet_and_day_always_fit_behind_a_title(words: Words) -> None:
    tokenizer, source = cast("Tokenizer", words), Told(outlet=True).of("Le Temps", DAY)
    long = encode(tokenizer, "Qui ?", Excerpt("mot " * 60, ("Fin.",), source))
    assert "(Le Temps, 12 mars 2020) : Fin." in words.of(long.ids)
    plain = encode(tokenizer, "Qui ?", Excerpt("Titre", ("Fin.",)))
    assert words.of(plain.ids) == "| Qui ? | | Titre : Fin. |"


def test_what_judges_the_training_is_not_what_is_aside() -> None:
    judging = [str(number) for number in range(2000) if is_judging(str(number))]
    assert 120 < len(judging) < 220
    assert not any(map(is_aside, judging))


def test_a_sentence_is_known_however_it_is_cut() -> None:
    assert is_same(10, 90, 12, 120)
    assert not is_same(10, 90, 85, 200)

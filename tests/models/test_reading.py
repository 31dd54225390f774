"""The shipped reading model: reads offline, finds answers, knows its base."""

from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from qa_service.domain.errors import ModelError
from qa_service.domain.reading import Excerpt, ExcerptReading
from qa_service.models.e5_weights import packaged_weights
from qa_service.models.reading import (
    MOST_TOKENS,
    SUPPORT_WEIGHTS,
    WEIGHTS,
    ReadingModel,
    encode,
    load_reading,
)
from qa_service.models.tokenizer import tokenizer_of

pytestmark = pytest.mark.skipif(
    packaged_weights() is None, reason="no packaged model on this platform"
)

WHEAT = Excerpt(
    "Blé russe",
    (
        "Le navire a déchargé 300 tonnes de blé dans le port de Valmer en mars 2023.",
        "Le maire, Paul Renaud, a remercié les marins.",
    ),
)
POOL = Excerpt("Piscine", ("Le maire a inauguré la piscine.", "L’entrée coûte trois euros."))


@pytest.fixture(scope="module")
def model(base: Path) -> ReadingModel:
    return load_reading(base)


def short_answer(reading: ExcerptReading, excerpt: Excerpt) -> str:
    best = max(range(len(reading.sentences)), key=lambda n: reading.sentences[n].span)
    answer = reading.sentences[best].answer
    return answer.of(excerpt.sentences[best]) if answer else ""


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Combien de tonnes de blé ont été déchargées ?", "300"),
        ("Qui a remercié les marins ?", "Paul Renaud"),
        ("Quand le blé a-t-il été déchargé ?", "mars 2023"),
        ("How many tonnes of wheat were unloaded?", "300"),
    ],
)
def test_the_short_answer_is_found(model: ReadingModel, question: str, answer: str) -> None:
    found = model.read(question, [POOL, WHEAT])
    assert found[1].relevance > found[0].relevance
    assert answer in short_answer(found[1], WHEAT)


def test_nothing_is_read_in_nothing(model: ReadingModel) -> None:
    assert model.read("Qui ?", []) == []


def test_an_excerpt_is_read_alike_beside_any_others(model: ReadingModel) -> None:
    question = "Qui a remercié les marins ?"
    alone = model.read(question, [WHEAT])[0]
    # as long as the first, so that they would share a product if any did
    alike = Excerpt("Blé", tuple(sentence.replace("blé", "riz") for sentence in WHEAT.sentences))
    assert model.read(question, [POOL, alike, WHEAT, POOL])[2] == alone


def test_what_is_too_long_is_cut(model: ReadingModel, base: Path) -> None:
    long = Excerpt("Titre " * 60, ("Une phrase assez longue. " * 90, "Après la coupure."))
    tokens = encode(tokenizer_of(base), "Où ? " * 90, long)
    assert len(tokens.ids) == MOST_TOKENS
    assert len(tokens.starts) == 1
    found = model.read("Où ? " * 90, [long])[0]
    assert len(found.sentences) == 1


def test_answers_start_at_a_word(model: ReadingModel) -> None:
    for question in ("Qui ?", "Combien ?", "Quand ?", "Où ?"):
        for excerpt, reading in zip(
            (WHEAT, POOL), model.read(question, [WHEAT, POOL]), strict=True
        ):
            for sentence, text in zip(reading.sentences, excerpt.sentences, strict=True):
                assert sentence.answer
                assert 0 <= sentence.answer.start < sentence.answer.end <= len(text)
                assert not sentence.answer.of(text)[0].isspace()


def test_weights_of_another_base_are_refused(tmp_path: Path, base: Path) -> None:
    path = tmp_path / "reading.safetensors"
    save_file({"x": np.zeros(1, np.float32)}, path, {"base_sha256": "0" * 64, "shape": "{}"})
    with pytest.raises(ModelError, match="QA_READING_MODEL=off"):
        ReadingModel(path, path, base)


def test_the_weights_are_small() -> None:
    assert WEIGHTS.stat().st_size + SUPPORT_WEIGHTS.stat().st_size < 48_000_000

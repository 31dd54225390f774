"""Many sentences at once: the library's own vectors, whatever the arithmetic and the company."""

from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import torch
from sentence_transformers import SentenceTransformer

from qa_service.domain.errors import ModelError
from qa_service.models import back_ends
from qa_service.models.back_ends import (
    AGREEMENT,
    best,
    kept_trials,
    load_documents,
    runnable,
)
from qa_service.models.documents import ROWS, DocumentEncoder, Vectors, batches
from qa_service.models.e5_weights import MAX_TOKENS
from qa_service.models.names import BackEnd
from tests.conftest import silent

TEXTS = [
    "Port : le trafic a repris.",
    "Valmer : " + "la ligne 4 du tramway ouvrira en mars, a annoncé la maire. " * 6,
    "Fin.",
    "Récolte : le blé a baissé de douze pour cent après un printemps sec et un été de grêle.",
    "Trop long : " + "et la pluie tombe encore sur la ville. " * 200,
    "",
]
FLOORS: dict[BackEnd, float] = {"float32": 0.99999, "bfloat16": 0.999, "int8": 0.98, "cuda": 0.999}


@pytest.fixture(scope="module")
def wanted(base: Path) -> Vectors:
    library = SentenceTransformer(str(base), device="cpu", local_files_only=True)
    return np.asarray(library.encode_document(TEXTS, batch_size=1), np.float32)


@cache
def encoder_of(base: Path, back_end: BackEnd) -> DocumentEncoder:
    return load_documents(base, back_end, silent)


@pytest.mark.parametrize("back_end", runnable())
def test_the_vectors_are_those_of_the_library(
    base: Path, wanted: Vectors, back_end: BackEnd
) -> None:
    encoder = encoder_of(base, back_end)
    found = encoder(TEXTS)
    np.testing.assert_allclose(np.linalg.norm(found, axis=1), 1, atol=1e-5)
    assert (found * wanted).sum(axis=1).min() > FLOORS[back_end]
    alone = np.concatenate([encoder([text]) for text in TEXTS])
    assert (found * alone).sum(axis=1).min() > FLOORS[back_end]


def test_threads_get_the_same_vectors(base: Path) -> None:
    encoder = encoder_of(base, "float32")
    alone = encoder(TEXTS)
    with ThreadPoolExecutor(4) as pool:
        for found in pool.map(encoder, [TEXTS] * 4):
            np.testing.assert_allclose(found, alone, atol=1e-4)


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_batches_hold_every_text_once_sorted_and_of_a_size(threads: int) -> None:
    lengths = [int(value) for value in np.random.default_rng(3).integers(3, MAX_TOKENS, 400)]
    found = batches(lengths, threads)
    assert sorted(row for batch in found for row in batch) == list(range(len(lengths)))
    for batch in found:
        within = [lengths[row] for row in batch]
        assert within == sorted(within)
        assert sum(within) <= ROWS


def test_few_texts_keep_all_threads_busy() -> None:
    assert len(batches([40] * 8, 2)) == 2
    assert len(batches([40] * 8, 4)) == 4


def test_the_fastest_that_agrees_is_chosen_and_kept(base: Path, tmp_path: Path) -> None:
    folder = tmp_path / "model"
    folder.symlink_to(base)
    said: list[str] = []
    load_documents(folder, None, said.append)
    trials = kept_trials(folder)
    chosen = best(trials)
    assert said
    assert f"embedded in {chosen.back_end}" in said[0]
    assert [trial.back_end for trial in trials] == runnable()
    assert chosen.agreement >= AGREEMENT
    assert chosen.rate == max(one.rate for one in trials if one.agreement >= AGREEMENT)
    assert trials[0].agreement == pytest.approx(1, abs=1e-5)
    load_documents(folder, None, said.append)
    assert len(said) == 1  # what is known is not tried again


def test_figures_that_are_broken_or_of_another_machine_are_not_used(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(back_ends, "runnable", lambda: [back_ends.EXACT])  # one trial will do
    folder = tmp_path / "model"
    folder.symlink_to(base)
    load_documents(folder, None, silent)
    (kept,) = tmp_path.glob("*.json")
    whole = kept.read_text()
    for changed in (whole[:-9], whole.replace('"machine": ["', '"machine": ["x')):
        kept.write_text(changed)
        assert kept_trials(folder) == []
    load_documents(folder, None, silent)
    assert kept_trials(folder)


@pytest.mark.skipif(torch.cuda.is_available(), reason="there is a graphics card")
def test_a_device_that_is_not_there_is_told_with_what_is(base: Path) -> None:
    with pytest.raises(ModelError, match=r"no graphics card.*QA_EMBEDDING_BACK_END.*float32"):
        load_documents(base, "cuda", silent)


def test_a_network_gets_texts_of_like_length(base: Path) -> None:
    seen: list[list[int]] = []

    def network(texts: object) -> Vectors:
        lengths = [len(text) for text in texts]  # type: ignore[attr-defined]
        seen.append(lengths)
        return np.array(lengths, np.float32)[:, None]

    found = DocumentEncoder(base, network, threads=1)(TEXTS)
    assert [int(value) for value in found[:, 0]][4] == MAX_TOKENS
    assert all(lengths == sorted(lengths) for lengths in seen)
    assert found[2, 0] < found[0, 0] < found[3, 0] < found[1, 0]

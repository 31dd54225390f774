"""Questions embedded by ONNX Runtime: the same vectors, of length 1."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from sentence_transformers import SentenceTransformer

from qa_service.models.e5_weights import MAX_TOKENS
from qa_service.models.questions import QuestionEncoder

QUESTIONS = ("Combien de ponts ?", "Who is the mayor?", "¿Cuándo llegó el barco al puerto?", "")


@pytest.fixture(scope="module")
def encoder(base: Path) -> QuestionEncoder:
    return QuestionEncoder(base)


def test_vectors_have_length_one(encoder: QuestionEncoder) -> None:
    lengths = [np.linalg.norm(encoder(question)) for question in QUESTIONS]
    np.testing.assert_allclose(lengths, 1, atol=1e-5)


def test_a_question_beyond_the_limit_is_cut(encoder: QuestionEncoder) -> None:
    long = "pont " * MAX_TOKENS
    np.testing.assert_array_equal(encoder(long), encoder(long + "fleuve"))


def test_threads_get_the_same_vectors(encoder: QuestionEncoder) -> None:
    alone = [encoder(question) for question in QUESTIONS]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(encoder, QUESTIONS * 5))
    np.testing.assert_allclose(together, alone * 5, atol=1e-5)


def test_the_vectors_are_those_of_the_model(encoder: QuestionEncoder, base: Path) -> None:
    library = SentenceTransformer(str(base), device="cpu", local_files_only=True)
    theirs = library.encode_query(list(QUESTIONS), convert_to_numpy=True)
    for question, vector in zip(QUESTIONS, np.asarray(theirs, np.float32), strict=True):
        assert encoder(question) @ vector / np.linalg.norm(vector) > 0.999

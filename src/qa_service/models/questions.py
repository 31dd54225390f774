"""The packaged model's questions, embedded by ONNX Runtime in the four bits of the package.

A question waits for its vector, alone in its batch: torch takes twice as long for it. The vectors
agree with those of torch at a cosine of .9999; in eight bits by column, which is a little faster
still, .996, and a hundredth of the answers was lost (`training/README.md`).
"""

from pathlib import Path

import numpy as np

from qa_service.models.bert import TokenEmbeddings, network_of
from qa_service.models.e5_weights import MAX_TOKENS, PROMPTS
from qa_service.models.graphs import Float32, in_blocks, session_of
from qa_service.models.tokenizer import BOS, EOS, tokenizer_of

NETWORK = "questions.onnx"  # in the folder of the prepared model
Vector = Float32  # (dimension,), of length 1


def write_network(folder: Path) -> None:
    """Writes the network for questions beside the model in `folder`; making it takes time."""
    (folder / NETWORK).write_bytes(network_of(folder, in_blocks))


class QuestionEncoder:
    """Safe in threads."""

    def __init__(self, folder: Path) -> None:
        """`folder` is that of the prepared embedding model."""
        self._embed = TokenEmbeddings(folder)
        self._tokenizer = tokenizer_of(folder)
        self._session = session_of(folder / NETWORK, spinning=True)

    def __call__(self, question: str) -> Vector:
        """The question's vector."""
        (found,) = self._tokenizer.ids([PROMPTS["query"] + question])
        kept = MAX_TOKENS - 2  # without those that say where it begins and ends
        ids = [BOS, *found[:kept], EOS]
        inputs = {"states": self._embed(ids)[None], "mask": np.ones((1, len(ids)), np.int32)}
        mean: Vector = self._session.run(None, inputs)[0][0].mean(axis=0)
        return mean / np.linalg.norm(mean)

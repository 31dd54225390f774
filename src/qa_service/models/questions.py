"""The packaged model's questions, embedded by ONNX Runtime in the four bits of the package.

A question waits for its vector, alone in its batch: torch takes twice as long for it. The vectors
agree with those of torch at a cosine of .9999; in eight bits by column, which is a little faster
still, .996, and a hundredth of the answers was lost (`training/README.md`).
"""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from safetensors import safe_open

from qa_service.models.bert import TokenEmbeddings, layer_of, tokenizer_of
from qa_service.models.e5_weights import MAX_TOKENS, PROMPTS
from qa_service.models.graphs import Float32, Graph, Layer


@dataclass(frozen=True, slots=True)
class WordVectors:
    """What a text's tokens mean where they stand."""

    places: tuple[tuple[int, int], ...]  # code points of each token; outside the text for a mark
    tokens: Float32  # (tokens, dimension)
    whole: Float32  # (dimension,), of length 1


class QuestionEncoder:
    """Safe in threads."""

    def __init__(self, folder: Path) -> None:
        """`folder` is that of the prepared embedding model."""
        config = json.loads((folder / "config.json").read_text())
        self._embed = TokenEmbeddings(folder)
        self._tokenizer = tokenizer_of(folder)
        hidden = config["hidden_size"]
        graph = Graph(hidden, config["num_attention_heads"], config["layer_norm_eps"])
        name = graph.layers(_layers(folder, config["num_hidden_layers"]), "states", "mask")
        self._session = graph.session({name: ("batch", "length", hidden)})

    def __call__(self, question: str) -> Float32:
        """The question's vector (dimension,), of length 1."""
        return self.words(question).whole

    def words(self, text: str) -> WordVectors:
        """The vectors of a text's tokens, as they mean in it."""
        prompt = PROMPTS["query"]
        found = self._tokenizer.encode(prompt + text)
        ids, places = found.ids, found.offsets
        if len(ids) > MAX_TOKENS:
            ids = [*ids[: MAX_TOKENS - 1], ids[-1]]  # the last one says that it ends
            places = places[:MAX_TOKENS]
        inputs = {"states": self._embed(ids)[None], "mask": np.ones((1, len(ids)), np.int32)}
        states = self._session.run(None, inputs)[0][0]
        mean = states.mean(axis=0)
        within = [(start - len(prompt), end - len(prompt)) for start, end in places]
        return WordVectors(tuple(within), states, mean / np.linalg.norm(mean))


def _layers(folder: Path, count: int) -> list[Layer]:
    with safe_open(folder / "model.safetensors", "np") as file:

        def layer(number: int) -> Layer:
            return layer_of(lambda name: file.get_tensor(f"encoder.layer.{number}.{name}"))

        return [layer(number) for number in range(count)]

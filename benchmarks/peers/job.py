"""What a contender is told to do, and what it must be able to do."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

QUERY, PASSAGE = "query: ", "passage: "  # what E5 models want before a question and a text
FOUND = 10  # passages that a search returns


@dataclass(frozen=True)
class Job:
    """One process of one contender. Paths are strings, as it travels as JSON."""

    contender: str
    phase: str  # ingest, fill, ask, or embed
    model: str  # folder of the sentence-transformers model
    store: str  # folder of what it saves
    folder: str  # of the articles, a file each
    options: dict[str, str] = field(default_factory=dict)  # of this contender
    texts: str = ""  # JSON list of what is filled in
    vectors: str = ""  # .npy of their vectors, of shape (texts, dimension)
    questions: str = ""  # JSON list
    warm: int = 0  # of the questions, how many are asked first and not counted

    def written(self) -> str:
        return json.dumps(asdict(self))

    def read_texts(self) -> list[str]:
        texts: list[str] = json.loads(Path(self.texts).read_text(encoding="utf-8"))
        return texts

    def read_vectors(self) -> NDArray[np.float32]:
        vectors: NDArray[np.float32] = np.load(self.vectors)
        return vectors


class Contender(Protocol):
    """Something that searches articles.

    `load` comes first, then one of the others, or `open` and `ask`.
    """

    def load(self) -> None:
        """Gets the model ready, so that the first text is embedded as fast as the second."""

    def ingest(self) -> int:
        """Reads the folder and saves an index of it; returns how many texts were embedded."""

    def fill(self) -> int:
        """Saves an index of texts whose vectors are there; returns how many there are."""

    def open(self) -> None:
        """Opens what was saved."""

    def ask(self, question: str) -> bool:
        """Whether something was found."""


def files_in(folder: str) -> Sequence[Path]:
    return sorted(Path(folder).glob("*.txt"))

"""The packaged model's tokenizer: texts as ids of its vocabulary, and what each id covers.

The tokens are those of the prepared folder's `tokenizer.json`, which libraries read; sentencepiece
holds the same 250,000 pieces in a tenth of the memory and is ready in a fifth of the time.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import inf
from pathlib import Path

from sentencepiece import SentencePieceProcessor
from sentencepiece.sentencepiece_model_pb2 import ModelProto, TrainerSpec  # type: ignore[attr-defined]

FILE = "sentencepiece.model"
BOS, PAD, EOS = 0, 1, 2  # ids of the vocabulary


@dataclass(frozen=True, slots=True)
class Encoding:
    """A text's tokens, none of which says that it begins or ends."""

    ids: list[int]
    offsets: list[tuple[int, int]]  # code points of the text that each covers


class Tokenizer:
    """Neither cuts nor pads; safe in threads."""

    def __init__(self, folder: Path) -> None:
        """`folder` is that of the prepared embedding model."""
        self._pieces = SentencePieceProcessor(model_file=str(folder / FILE))

    def ids(self, texts: Sequence[str]) -> list[list[int]]:
        """The tokens of several texts."""
        found: list[list[int]] = self._pieces.encode([_normal(text) for text in texts])
        return found

    def encode(self, text: str) -> Encoding:
        """The tokens of a text and their places in it."""
        normal = _normal(text)
        found = self._pieces.encode(normal, return_type="offset_mapping")
        ids = list(found["ids"])
        # the mark before the first word covers nothing where it is a token of its own
        offsets = [(start, max(end, start + 1)) for start, end in found["offsets"]]
        if normal != text:
            places = _places(text, normal)
            offsets = [(places[start][0], places[max(start, end - 1)][1]) for start, end in offsets]
        return Encoding(ids, offsets)

    def is_name(self, word: str) -> bool | None:
        """Whether a capitalised word is likelier with its capital than without, in what the
        vocabulary was made from: all sorts of pages in a hundred languages. None: it has neither.
        """
        pieces = [self._pieces.piece_to_id(f"▁{form}") for form in (word, word.lower())]
        if all(piece == self._pieces.unk_id() for piece in pieces):
            return None
        capital, small = (
            -inf if piece == self._pieces.unk_id() else self._pieces.get_score(piece)
            for piece in pieces
        )
        return bool(capital > small)


@cache
def tokenizer_of(folder: Path) -> Tokenizer:
    """The model's tokenizer, loaded once for all who use it."""
    return Tokenizer(folder)


def write_tokenizer(
    pieces: Sequence[tuple[str, float]], special: Mapping[str, int], folder: Path
) -> None:
    """Writes the vocabulary, in the order of ids, as a sentencepiece model.

    `special` has the ids of "bos", "eos", "pad" and "unk". Texts are normalised before, as
    `tokenizer.json` does it: the model's own tables would be a second way.
    """
    model = ModelProto()
    kinds = ModelProto.SentencePiece
    for number, (piece, score) in enumerate(pieces):
        kind = kinds.NORMAL
        if number in special.values():
            kind = kinds.UNKNOWN if number == special["unk"] else kinds.CONTROL
        model.pieces.add(piece=piece, score=score, type=kind)
    trainer = model.trainer_spec
    trainer.model_type = TrainerSpec.UNIGRAM
    trainer.vocab_size = len(pieces)
    trainer.bos_id, trainer.eos_id = special["bos"], special["eos"]
    trainer.pad_id, trainer.unk_id = special["pad"], special["unk"]
    model.normalizer_spec.name = "identity"
    model.normalizer_spec.add_dummy_prefix = True
    model.normalizer_spec.remove_extra_whitespaces = True
    model.normalizer_spec.escape_whitespaces = True
    (folder / FILE).write_bytes(model.SerializeToString())


def _normal(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split())


def _places(text: str, normal: str) -> list[tuple[int, int]]:
    """The code points of `text` that each one of `normal` stands for.

    A character and the marks that combine with it are normalised together.

    >>> _places("la  ﬁn", "la fin")
    [(0, 1), (1, 2), (2, 4), (4, 5), (4, 5), (5, 6)]
    """
    places: list[tuple[int, int]] = []
    blank = True  # what begins with spaces loses them
    for start, end in _clusters(text):
        for char in unicodedata.normalize("NFKC", text[start:end]):
            if not (blank and char.isspace()):
                places.append((start, end))
            elif places:
                places[-1] = (places[-1][0], end)  # one space stands for several
            blank = char.isspace()
    # Letters that join across clusters make it shorter than was counted, and a space at the end
    missing = len(normal) - len(places)
    return places[: len(normal)] + [(len(text), len(text))] * missing


def _clusters(text: str) -> list[tuple[int, int]]:
    starts = [at for at, char in enumerate(text) if at == 0 or not unicodedata.combining(char)]
    return list(zip(starts, [*starts[1:], len(text)], strict=True))

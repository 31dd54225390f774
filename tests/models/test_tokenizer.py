"""The tokenizer of few megabytes: the tokens of the one that libraries load, where they stand."""

from pathlib import Path

import pytest
from tokenizers import Tokenizer as LibraryTokenizer

from qa_service.models.tokenizer import Tokenizer

TEXTS = (
    "La récolte de blé atteint 652 kg !",
    "  Le   port\n de Valmer a rouvert.\t",
    "½ tonne, ﬁn de l’été : №5 …",
    "日本語のテスト。 한국어 시험",
    "كم طنا من القمح تم تسليمها؟",
    "Un emoji 😀 et <s> une marque </s>",
    "e\u0301te\u0301",
    "",
)


@pytest.fixture(scope="module")
def tokenizer(base: Path) -> Tokenizer:
    return Tokenizer(base)


def test_the_tokens_are_those_of_the_library(tokenizer: Tokenizer, base: Path) -> None:
    library = LibraryTokenizer.from_file(str(base / "tokenizer.json"))
    for text in (text for text in TEXTS if "<s>" not in text):
        found = tokenizer.encode(text)
        assert found.ids == library.encode(text, add_special_tokens=False).ids, text
        assert tokenizer.ids([text, "Le port."]) == [found.ids, tokenizer.encode("Le port.").ids]


@pytest.mark.parametrize("text", TEXTS)
def test_each_token_covers_its_place_in_the_text(tokenizer: Tokenizer, text: str) -> None:
    offsets = tokenizer.encode(text).offsets
    assert all(0 <= start < end <= len(text) for start, end in offsets)
    assert offsets == sorted(offsets)
    covered = {at for start, end in offsets for at in range(start, end)}
    assert not [text[at] for at in set(range(len(text))) - covered if not text[at].isspace()]


def test_a_text_cannot_write_the_marks_of_its_ends(tokenizer: Tokenizer) -> None:
    assert min(tokenizer.encode("<s> non </s> <pad>").ids) > 2


def test_what_was_normalised_is_found_in_the_text(tokenizer: Tokenizer) -> None:
    text = "Le  ﬁn e\u0301te\u0301 de l’île"
    places = {text[slice(*pair)].strip() for pair in tokenizer.encode(text).offsets}
    assert {"Le", "ﬁn", "e\u0301te\u0301"} <= places

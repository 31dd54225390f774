"""Sentences of a text that comes in pieces."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_service.text.incoming import Incoming

TEXT = (
    "Voici : M. Diop est parti le 5 sept. 2020. [1] [2] Il a dit : « Oui. C'est vrai. » [1]. "
    "Elle vaut 1,5 million d'euros [3, 4]. \n\n- Fin.[2][1] Et puis\nEncore ?"
)
SENTENCES = [
    "Voici : M. Diop est parti le 5 sept. 2020. [1] [2]",
    "Il a dit : « Oui. C'est vrai. » [1].",
    "Elle vaut 1,5 million d'euros [3, 4].",
    "- Fin.[2][1]",
    "Et puis",
    "Encore ?",
]


def cut(text: str, places: list[int]) -> list[str]:
    ends = sorted({0, len(text), *places})
    return [text[start:end] for start, end in pairwise(ends)]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, len(TEXT)), max_size=30))
def test_however_it_is_cut_the_sentences_are_the_same(places: list[int]) -> None:
    incoming = Incoming("fr")
    found = [said for piece in cut(TEXT, places) for said in incoming.add(piece)]
    found += incoming.end()
    assert [said.text for said in found] == SENTENCES
    assert [said.begins_line for said in found] == [True, False, False, True, False, True]


@pytest.mark.parametrize(
    ("text", "ended"),
    [
        ("Il part. [1] E", ["Il part. [1]"]),
        ("Il part. [1] [", []),  # perhaps another marker
        ("Il part. ", []),
        ("Il part. [1]\n", ["Il part. [1]"]),
        ("M. D", []),
        ("Il a dit : « Oui. Non", []),  # the quotation has not ended
    ],
)
def test_a_sentence_has_ended_where_nothing_can_belong_to_it(text: str, ended: list[str]) -> None:
    assert [said.text for said in Incoming("fr").add(text)] == ended

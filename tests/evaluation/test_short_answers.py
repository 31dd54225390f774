"""Exact match and F1 of short answers."""

import pytest

from qa_service.evaluation.short_answers import exact_match, f1, normalized


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("La  Halle,\u00a0neuve.", "halle neuve"),
        ("l'îlot et l’îlot", "îlot et îlot"),
        ("d’octobre à l'été", "octobre à été"),
        ("« Une digue » …", "digue"),
        ("aujourd’hui", "aujourdhui"),
        ("Saint-Aubert", "saintaubert"),
        ("the end of a day", "end of day"),
        ("lait de la ferme du val", "lait ferme val"),
        ("e\u0301te\u0301", "été"),
        ("Les", ""),
    ],
)
def test_normalisation(text: str, expected: str) -> None:
    assert normalized(text) == expected


def test_the_best_of_the_right_answers_counts() -> None:
    right = ["Solène Brault", "l’architecte Solène Brault, de Brivac"]
    assert exact_match("SOLÈNE BRAULT.", right) == 1
    assert exact_match("Brault", right) == 0
    assert f1("Brault", right) == pytest.approx(2 / 3)
    assert f1("architecte Solène Brault", right) == pytest.approx(6 / 7)


def test_words_count_as_often_as_they_occur() -> None:
    assert f1("dix dix", ["dix"]) == pytest.approx(2 / 3)


@pytest.mark.parametrize("given", [None, "", "samedi"])
def test_no_answer_or_a_wrong_one_is_worth_nothing(given: str | None) -> None:
    assert exact_match(given, ["840 000 euros"]) == f1(given, ["840 000 euros"]) == 0


def test_without_right_answers_nothing_is_right() -> None:
    assert exact_match("samedi", []) == f1("samedi", []) == 0


def test_an_answer_of_articles_alone_matches_its_like() -> None:
    assert (f1("Les", ["les"]), f1("Les", ["dix"])) == (1, 0)

"""Words compared the French way."""

import pytest

from qa_service.text.analysis import terms


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("l’accord", "les accords"),
        ("coopération", "COOPERATION"),
        ("œuvre", "oeuvres"),
        ("maliens", "malien"),
        ("Sergueï", "serguei"),
        ("qu'Abdoulaye", "Abdoulaye"),
        ("anti-terroriste", "anti terroristes"),
    ],
)
def test_these_meet(one: str, other: str) -> None:
    assert list(terms(one)) == list(terms(other))


def test_question_words_and_stop_words_do_not_count() -> None:
    assert list(terms("Qu'est-ce que c'est que le quand et le combien ?")) == []

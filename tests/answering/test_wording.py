"""What models are given to read of a question."""

import pytest

from qa_service.answering.wording import wording
from qa_service.domain.answer import Question
from qa_service.domain.broad import BroadKind, BroadQuestion


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("greve des medecins en decembre", "grève des médecins en décembre"),
        ("LE PRESIDENT DE LA REGION", "LE PRÉSIDENT DE LA RÉGION"),
        ("Reunion a Brest, ou et quand ?", "Réunion a Brest, ou et quand ?"),
        ("La côte, le président et l'été", "La côte, le président et l'été"),
        ("combien de blesses en decembre", "combien de blesses en decembre"),
        ("il a peche du poisson", "il a peche du poisson"),
    ],
)
def test_accents_that_were_left_out_come_back_where_one_word_is_meant(
    typed: str, read: str
) -> None:
    assert wording(Question(typed, "fr")) == read


def test_other_languages_stay_as_they_are() -> None:
    assert wording(Question("the general of the region", "en")) == "the general of the region"


def test_of_a_broad_question_its_subject_is_read() -> None:
    broad = BroadQuestion(BroadKind.EVENTS, "la greve du port")
    question = Question("Résume la greve du port", "fr", broad=broad)
    assert wording(question) == "la grève du port"

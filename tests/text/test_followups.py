"""What a question means after the one before it."""

from datetime import date

from qa_service.domain.answer import Turn
from qa_service.text.followups import resolved
from tests.samples import Row, check_share, rows

TODAY = date(2024, 10, 15)
ROWS = rows("followups_tuning")
# Of 21, of which two are written out wrongly: "Pourquoi ?" and "Qui a payé cela en juin ?".
LEAST_WRITTEN_OUT = 0.85
LEAST_LEFT = 0.94  # of 17 that stand by themselves: one false alarm


def full(asked: str, *history: Turn, language: str = "fr") -> str | None:
    found = resolved(asked, language, history, TODAY)
    assert found is None or not found.choices
    return found.question if found else None


def understood(row: Row) -> str | None:
    before = row["before"]
    history = [Turn(one["question"], one["language"], tuple(one["answers"])) for one in before]
    return full(row["text"], *history, language=row["language"])


def test_what_is_left_out_or_meant_comes_from_the_question_before() -> None:
    check_share([row for row in ROWS if row["expected"]], understood, LEAST_WRITTEN_OUT)


def test_a_question_that_stands_by_itself_is_left_as_it_is() -> None:
    check_share([row for row in ROWS if not row["expected"]], understood, LEAST_LEFT)


def test_what_may_mean_two_is_asked_back_once_and_a_name_chooses() -> None:
    both = Turn("De quoi ont parlé Paul Renaud et Luc Aubin ?", "fr")
    asked = "Quand est-il né ?"
    found = resolved(asked, "fr", [both], TODAY)
    assert found is not None
    choices = ("Quand Paul Renaud est-il né ?", "Quand Luc Aubin est-il né ?")
    assert found.choices == choices
    unclear = Turn(asked, "fr", choices=choices)
    assert full("Aubin", both, unclear) == choices[1]
    assert full("Celle de Renaud", both, unclear) == choices[0]
    assert full(asked, both, unclear) == choices[0]
    assert full("Qui dirige le port ?", both, unclear) is None

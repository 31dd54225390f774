"""Broad questions are told from others, and their subject from the words of the instruction."""

from qa_service.text.broad_questions import broad_question
from qa_service.text.present_questions import asks_about_present
from tests.samples import Row, check_share, rows

# All were right when the rules were made for them.
ROWS = rows("broad_forms_tuning")
LEAST_RECOGNISED = 0.94  # of 34 broad questions
LEAST_LEFT = 0.88  # of 9 others: one false alarm
LEAST_PRESENT = 0.9  # of 10


def found(row: Row) -> tuple[str, str] | None:
    broad = broad_question(row["text"])
    return (broad.kind.value, broad.subject.casefold()) if broad else None


def test_broad_questions_are_asked_in_many_ways() -> None:
    broad = [row for row in ROWS if row["expected"]]
    check_share(
        broad, found, LEAST_RECOGNISED, lambda row: (row["expected"], row["subject"].casefold())
    )


def test_other_questions_are_not_broad() -> None:
    check_share([row for row in ROWS if not row["expected"]], found, LEAST_LEFT)


def test_the_present_is_told_from_the_past() -> None:
    check_share(
        rows("present_questions_tuning"),
        lambda row: asks_about_present(row["text"], row["language"]),
        LEAST_PRESENT,
    )

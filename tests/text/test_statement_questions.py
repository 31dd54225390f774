"""Which questions ask for somebody's words."""

from qa_service.text.statement_questions import is_speaker, statement_question
from tests.samples import Row, check_share, rows

# All were right when the rules were made for them.
ROWS = rows("statement_questions_tuning")
LEAST_RECOGNISED = 0.92  # of 14: one may be missed
LEAST_LEFT = 0.9  # of 11 others: one false alarm


def found(row: Row) -> dict[str, object] | None:
    asked = statement_question(row["text"])
    if asked is None:
        return None
    return {"speaker": asked.speaker, "subject": asked.subject, "strict": asked.strict}


def test_a_question_for_somebody_s_words() -> None:
    check_share([row for row in ROWS if row["expected"]], found, LEAST_RECOGNISED)


def test_another_question() -> None:
    check_share([row for row in ROWS if not row["expected"]], found, LEAST_LEFT)


def test_a_name_in_a_question_means_the_speaker_of_that_name() -> None:
    assert is_speaker("Vélimov", "Andrej Velimov")
    assert is_speaker("le maire Paul Renaud", "Paul Renaud")
    assert is_speaker("les pêcheurs", "Les pêcheurs")
    assert not is_speaker("Anne Renaud", "Paul Renaud")
    assert not is_speaker("Paul", "Paul Renaud")
    assert not is_speaker("les pêcheurs", "les pêcheurs de Brivac")

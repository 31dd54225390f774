"""Kinds of questions."""

from qa_service.text.kinds import question_kind
from tests.samples import check_share, rows

# Of 36, which were all right when the rules were made for them.
LEAST_RIGHT = 0.94


def test_the_first_question_word_says_the_kind() -> None:
    asked = rows("question_kinds_tuning")
    check_share(asked, lambda row: question_kind(row["text"]).value, LEAST_RIGHT)

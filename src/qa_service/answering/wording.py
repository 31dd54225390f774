"""A question as models read it best."""

from qa_service.domain.answer import Question
from qa_service.text.accents import accented


def wording(question: Question) -> str:
    """What is searched for, with accents that were left out: models read other words without them.

    The lexical index knows no accents.
    """
    return accented(question.searched) if question.language == "fr" else question.searched

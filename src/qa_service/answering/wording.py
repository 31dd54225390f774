"""A question as models read it best."""

import re

from qa_service.domain.answer import Question
from qa_service.text.accents import accented

# Where a question word leads, one of 66 follow-ups was lost with accents: it stays as it is
ASKED = re.compile(
    r"^(?:ou|où|qui|que|quoi|quand|comment|combien|pourquoi|est-ce)\b", re.IGNORECASE
)


def wording(question: Question) -> str:
    """What is searched for, its keywords with accents that were left out.

    Models read other words without them; the lexical index knows no accents.
    """
    text = question.searched
    return text if question.language != "fr" or ASKED.match(text) else accented(text)

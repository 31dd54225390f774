"""From what was typed to the question that is searched for."""

import re
import unicodedata

from qa_service.domain.answer import LONGEST_QUESTION, Question
from qa_service.domain.errors import QuestionError
from qa_service.text.language import detect_language


def interpret(text: str) -> Question:
    """The question, tidied, with its language. Raises QuestionError.

    >>> interpret("  Qui est   Choguel Maïga ? ")
    Question(text='Qui est Choguel Maïga ?', language='fr')
    """
    text = text.encode("utf-8", "replace").decode()  # lone surrogates can come from JSON
    text = re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()
    if not any(character.isalnum() for character in text):
        raise QuestionError("The question is empty. Ask something in words.")
    if len(text) > LONGEST_QUESTION:
        raise QuestionError(
            f"The question has {len(text)} characters; at most {LONGEST_QUESTION} are read. "
            "Shorten it."
        )
    return Question(text, detect_language(text))

"""The JSON in which answers are kept, each with the version of its form.

An answer stays in the form in which it was kept, and each version has a reader that does not change
with the domain. What an answer newly has may be added to a form, with a default in its reader; for
any other change VERSION is raised, and the reader of the form before stays.
"""

import json
from typing import Any

from qa_service.domain.answer import MARKER, Answer, Status
from qa_service.domain.errors import QuestionError
from qa_service.store.kept_answers import form_1, form_2

VERSION = 2
DAMAGED = (
    "(What was kept of this answer is damaged, and its sources cannot be read. A backup may hold "
    "it whole: put that into another folder with qa-service restore FILE --store OTHER)"
)

_FORMS: dict[int, type[form_1.AnswerForm | form_2.AnswerForm]] = {
    1: form_1.AnswerForm,
    2: form_2.AnswerForm,
}


def written(answer: Answer, conversation_id: str) -> str:
    """An answer as it is kept, in VERSION."""
    return json.dumps(form_2.written(answer, conversation_id), ensure_ascii=False)


def read(version: int, kept: str) -> Answer:
    """An answer as it was kept, without its id. Raises ValueError where that is damaged."""
    form = _FORMS.get(version)
    if form is None:
        raise ValueError(f"no version {version} of kept answers is known")
    try:
        return form.model_validate_json(kept).read()
    except QuestionError as error:  # such as a period that ends before it begins
        raise ValueError(str(error)) from error


def damaged(question: str, kept: str) -> Answer:
    """What can be said in the place of an answer that cannot be read.

    It quotes nothing, as what the program says of itself does, so its markers go.

    >>> damaged("Qui ?", '{"answer": "Moi. [1]", "citations": 7}').answer.split(" (")[0]
    'Moi.'
    """
    try:
        found: Any = json.loads(kept)
    except ValueError:
        found = None
    text, language = (_text(found, name) for name in ("answer", "language"))
    words = MARKER.sub("", text).strip()
    return Answer(
        question=question,
        status=Status.ABOUT,
        answer=f"{words} {DAMAGED}".strip(),
        reason=None,
        citations=(),
        confidence=0.0,
        writer="statistics",
        language=language or "en",
    )


def _text(found: object, name: str) -> str:
    value = found.get(name) if isinstance(found, dict) else None
    return value if isinstance(value, str) else ""

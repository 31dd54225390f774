"""What people change of an archive by hand, and what was asked of an article."""

from qa_service.domain.conversation import AskedOf
from qa_service.domain.library import Outcome
from qa_service.wire.objects import Json, Moment, WireObject


class UploadObject(WireObject):
    """A file that was uploaded."""

    name: str
    """Under which it is kept."""
    outcome: Outcome
    articles: int
    """That it holds."""
    replaces: bool
    """Whether there was a file of that name."""
    reason: str | None
    """Why it was refused, with the next step; null unless it was."""


class AskedObject(WireObject):
    """A kept question whose answer cites the article."""

    question: str
    answer_id: str
    """To read the answer."""
    conversation_id: str
    at: Moment
    """When it was asked, in UTC."""


class AskedListObject(WireObject):
    """A page of what was asked of an article, newest first."""

    questions: tuple[AskedObject, ...]
    total: int
    """How many there are on all pages."""
    page: int
    """From 1."""
    pages: int
    """At least 1."""


class RestoredObject(WireObject):
    """An article that is back."""

    id: str
    title: str


def asked_list_object(asked: AskedOf, page: int, per_page: int) -> Json:
    """The object of `GET /api/articles/<id>/questions`."""
    pages = max(1, -(-asked.total // per_page))
    questions = tuple(map(AskedObject.of, asked.questions))
    found = AskedListObject(questions=questions, total=asked.total, page=page, pages=pages)
    return found.as_json()

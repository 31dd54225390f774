"""What people change of an archive by hand, what could not be read, and what was asked."""

from pydantic import Field

from qa_service.domain.conversation import AskedOf
from qa_service.domain.library import KeptFailure, KeptFailures, Outcome
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


class KeptFailureObject(WireObject):
    """A file, or a part of one, that could not be read."""

    id: str
    """To dismiss it."""
    path: str
    """Of the file; of an upload that was refused, its name alone."""
    part: str
    """Its name within the file; empty where it is the whole file."""
    reason: str
    """With the next step."""
    refused: bool
    """Whether it is an upload that was refused, so that there is no such file."""
    first: Moment
    """When it was first found so, in UTC."""
    last: Moment
    """When it was last tried."""


class KeptFailureListObject(WireObject):
    """A page of what could not be read, the newest first."""

    failures: tuple[KeptFailureObject, ...]
    total: int
    """How many there are on all pages."""
    page: int = Field(validation_alias="number")
    """From 1."""
    pages: int = Field(validation_alias="count")
    """At least 1."""


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


def failures_object(found: KeptFailures) -> Json:
    """The object of `qa-service failures list --json`: all of them, on one page."""
    failures = tuple(map(KeptFailureObject.of, found.failures))
    listed = {"failures": failures, "total": found.total, "number": 1, "count": 1}
    return KeptFailureListObject.model_validate(listed).as_json()


def failure_object(failure: KeptFailure) -> Json:
    """One of them, as `qa-service failures dismiss --json` names it."""
    return KeptFailureObject.of(failure).as_json()

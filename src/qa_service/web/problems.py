"""Errors as answers: one table of statuses, one sentence of advice each (RFC 9457)."""

from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Literal

from flask import Response, json
from werkzeug.exceptions import HTTPException

from qa_service.domain.errors import (
    FetchError,
    ModelError,
    NotFound,
    QAServiceError,
    QuestionError,
    StoreError,
    TitleError,
    TooSlow,
    UsageError,
)
from qa_service.web.loading import LoadFailed, NotReady
from qa_service.wire import Json, WireObject

PROBLEM_TYPE = "application/problem+json"
RETRY_SECONDS = 2  # loading takes about ten

# The first class that fits decides: the narrow ones stand first.
STATUSES: tuple[tuple[type[QAServiceError], int], ...] = (
    (QuestionError, 422),
    (TitleError, 422),
    (UsageError, 400),
    (NotFound, 404),
    (TooSlow, 504),
    (ModelError, 503),
    (StoreError, 503),
    (FetchError, 502),
    (QAServiceError, 500),
)

ADVICE = {
    400: "The request could not be understood. Check its syntax and send it again.",
    401: "This server asks who you are. Send the header Authorization: Bearer with a token of "
    "QA_TOKENS, or log in at /login.",
    403: "The request came from another site. Send it from the pages of this server.",
    404: "There is nothing at this address. Check its spelling.",
    405: "This address does not know that method. Use one of those in the Allow header.",
    413: "The body is larger than 64 KiB. Send a shorter one.",
    415: "The body has another media type. Send it as application/json.",
    421: "This server does not answer to that host name. Use the address it was started with.",
    422: "A field has a value that it may not have. See /api/docs for what is expected.",
    429: "These are too many requests. Wait a minute, then try again.",
    500: "Something failed that should not. Try again; if it persists, read the server's log.",
    502: "The address cannot be fetched. The detail says why.",
    504: "The answer takes longer than it may. Try again, or ask for less at a time.",
    503: "The archive is being opened. Ask again in a few seconds.",
}


class ProblemObject(WireObject):
    """What went wrong, as RFC 9457 has it."""

    type: Literal["about:blank"] = "about:blank"
    title: str
    """The status in words."""
    status: int
    detail: str
    """A sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong, for people and programs alike."""

    status: int
    detail: str  # a sentence which says what to do
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        return HTTPStatus(self.status).phrase

    def response(self) -> Response:
        """The problem as `application/problem+json`."""
        return Response(
            json.dumps(self.as_json()),
            status=self.status,
            headers=self.headers,
            mimetype=PROBLEM_TYPE,
        )

    def as_json(self) -> Json:
        return ProblemObject.of(self).as_json()


def problem_of(error: Exception) -> Problem:
    """The problem that an error is to its caller; what nobody foresaw shows nothing of itself.

    >>> problem_of(NotFound("No such article."))
    Problem(status=404, detail='No such article.', headers={})
    >>> problem_of(ZeroDivisionError("secret")).status
    500
    """
    if isinstance(error, NotReady):
        return Problem(503, ADVICE[503], {"Retry-After": str(RETRY_SECONDS)})
    if isinstance(error, LoadFailed):
        return Problem(503, str(error))
    if isinstance(error, QAServiceError):
        status = next(status for kind, status in STATUSES if isinstance(error, kind))
        return Problem(status, str(error))
    if isinstance(error, HTTPException) and error.code in ADVICE:
        return Problem(error.code, _detail(error), _headers(error))
    if isinstance(error, HTTPException) and error.code:
        return Problem(error.code, error.description or error.name, _headers(error))
    return Problem(500, ADVICE[500])


def _detail(error: HTTPException) -> str:
    """Our own words where we raised it; the table's where the framework did."""
    ours = error.description != type(error).description
    return (error.description if ours else None) or ADVICE.get(error.code or 500, error.name)


def _headers(error: HTTPException) -> dict[str, str]:
    return {name: value for name, value in error.get_headers() if name != "Content-Type"}

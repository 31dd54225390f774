"""Finding articles without asking for an answer."""

from flask import Blueprint, Response, jsonify
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import UnprocessableEntity

from qa_service.web.access_log import note_question
from qa_service.web.api import asked, json_body
from qa_service.web.loading import Loading
from qa_service.wire import Json, citation_object, scope_of

FOUND = 5  # articles, where no number is given
MOST_FOUND = 10


def blueprint(loading: Loading) -> Blueprint:
    """`POST /api/search`."""
    search = Blueprint("search", __name__, url_prefix="/api")

    @search.post("/search")
    def find() -> ResponseReturnValue:
        body = json_body()
        question, _ = asked(body)
        note_question(question)
        found = loading.service().search(question, scope_of(body), number_of(body))
        return jsonify({"results": [*map(citation_object, found)]})

    @search.after_request
    def forbid_storing(response: Response) -> Response:
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return search


def number_of(body: Json) -> int:
    """How many articles are asked for."""
    number = body.get("limit", FOUND)
    if not isinstance(number, int) or isinstance(number, bool) or not 1 <= number <= MOST_FOUND:
        raise UnprocessableEntity(
            f'"limit" is no number from 1 to {MOST_FOUND}. Send such a number, or none.'
        )
    return number

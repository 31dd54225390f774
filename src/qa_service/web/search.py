"""Finding articles without asking for an answer."""

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from qa_service.web.access_log import note_question
from qa_service.web.api import asked, json_body
from qa_service.web.loading import Loading
from qa_service.wire import number_of, scope_of, search_object


def blueprint(loading: Loading) -> Blueprint:
    """`POST /api/search`."""
    search = Blueprint("search", __name__, url_prefix="/api")

    @search.post("/search")
    def find() -> ResponseReturnValue:
        body = json_body()
        question, _ = asked(body)
        note_question(question)
        found = loading.service().search(question, scope_of(body), number_of(body))
        return jsonify(search_object(found)), {"Cache-Control": "no-store"}

    return search

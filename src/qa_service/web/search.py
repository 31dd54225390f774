"""Finding articles without asking for an answer."""

from flask import Response, jsonify
from flask_openapi.blueprint import APIBlueprint

from qa_service.web.access_log import note_question
from qa_service.web.api import ASKING, forbid_storing
from qa_service.web.description import ANY, ASKED, problems
from qa_service.web.loading import Loading
from qa_service.wire import SearchObject, SearchRequest, search_object


def blueprint(loading: Loading) -> APIBlueprint:
    """`POST /api/search`."""
    search = APIBlueprint("search", __name__, url_prefix="/api", abp_responses=problems(*ANY))

    @search.post("/search", tags=[ASKING], responses={200: SearchObject, **problems(*ASKED)})
    def find(body: SearchRequest) -> Response:
        """Find articles that come near a question, without answering it."""
        note_question(body.question)
        found = loading.service().search(body.question, body.scope(), body.limit)
        return jsonify(search_object(found))

    search.after_request(forbid_storing)
    return search

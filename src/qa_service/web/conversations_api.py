"""The HTTP interface to what is kept: conversations, single answers, and their ratings."""

from io import BytesIO

from flask import Blueprint, jsonify, request, send_file
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest, UnprocessableEntity

from qa_service.domain.conversation import Rating
from qa_service.web.api import forbid_storing, is_text, json_body
from qa_service.web.export import FORMS, exported
from qa_service.web.keeping import Conversations, listing
from qa_service.web.loading import Loading
from qa_service.wire import Json, conversation_object, feedback_object, kept_answer_object


def blueprint(loading: Loading) -> Blueprint:
    """The routes below /api."""
    api = Blueprint("conversations_api", __name__, url_prefix="/api")

    def kept() -> Conversations:
        return loading.service().conversations

    @api.get("/conversations")
    def conversations() -> ResponseReturnValue:
        words, number = request.args.get("q", ""), request.args.get("page", 1, type=int)
        page = listing(kept(), words, number)
        return jsonify(
            {
                "conversations": [conversation_object(one) for one in page.conversations],
                "total": page.total,
                "page": page.number,
                "pages": page.count,
            }
        )

    @api.delete("/conversations")
    def delete_all() -> ResponseReturnValue:
        if request.args.get("all") != "true":  # an address that was cut short deletes nothing
            raise BadRequest("This deletes every conversation. Say so with ?all=true.")
        return jsonify({"deleted": kept().delete_all()})

    @api.get("/conversations/<conversation_id>")
    def conversation(conversation_id: str) -> ResponseReturnValue:
        summary = conversation_object(kept().conversation(conversation_id))
        answers = kept().answers(conversation_id)
        return jsonify({**summary, "answers": [kept_answer_object(one) for one in answers]})

    @api.patch("/conversations/<conversation_id>")
    def rename(conversation_id: str) -> ResponseReturnValue:
        kept().rename(conversation_id, title_of(json_body()))
        return jsonify(conversation_object(kept().conversation(conversation_id)))

    @api.delete("/conversations/<conversation_id>")
    def delete(conversation_id: str) -> ResponseReturnValue:
        kept().delete(conversation_id)
        return "", 204

    @api.get("/conversations/<conversation_id>/export")
    def export(conversation_id: str) -> ResponseReturnValue:
        form = request.args.get("format", "markdown")
        if form not in FORMS:
            raise UnprocessableEntity(f'"format" is none of: {", ".join(FORMS)}. Send one of them.')
        found = kept().conversation(conversation_id)
        file = exported(found, kept().answers(conversation_id), form)
        return send_file(
            BytesIO(file.text.encode()),
            mimetype=file.media_type,
            as_attachment=True,
            download_name=file.name,
        )

    @api.get("/answers/<answer_id>")
    def answer(answer_id: str) -> ResponseReturnValue:
        return jsonify(kept_answer_object(kept().answer(answer_id)))

    @api.post("/answers/<answer_id>/feedback")
    def rate(answer_id: str) -> ResponseReturnValue:
        kept().rate(answer_id, rating_of(json_body()))
        return "", 204

    @api.get("/feedback")
    def feedback() -> ResponseReturnValue:
        return jsonify({"feedback": [feedback_object(one) for one in kept().rated()]})

    api.after_request(forbid_storing)
    return api


def title_of(body: Json) -> str:
    """The title that a request gives; 422 where it is none."""
    title = body.get("title")
    if not isinstance(title, str) or not is_text(title):
        raise UnprocessableEntity('"title" is not a string of whole characters. Send such a one.')
    return title


def rating_of(body: Json) -> Rating | None:
    """What a request thinks of an answer; 422 where it does not say."""
    given = body.get("rating", "")
    if given is None:
        return None
    try:
        return Rating(given)
    except ValueError:
        raise UnprocessableEntity('"rating" is none of "up", "down" and null.') from None

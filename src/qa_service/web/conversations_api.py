"""The HTTP interface to what is kept: conversations, single answers, and their ratings."""

from io import BytesIO
from typing import Annotated, Literal

from flask import Response, jsonify, send_file
from flask_openapi.blueprint import APIBlueprint
from flask_openapi.models.tag import Tag
from pydantic import AfterValidator, BaseModel, Field

from qa_service.domain.conversation import Rating
from qa_service.web.api import forbid_storing
from qa_service.web.description import ANY, POSTED, problems
from qa_service.web.export import Form, exported
from qa_service.web.keeping import LAST_PAGE, Conversations, listing
from qa_service.web.loading import Loading
from qa_service.wire import (
    ConversationListObject,
    ConversationObject,
    DeletedObject,
    FeedbackListObject,
    KeptAnswerObject,
    WholeConversationObject,
    conversation_object,
    feedback_list_object,
    kept_answer_object,
    whole_conversation_object,
)
from qa_service.wire.requests import Body, whole

KEPT = Tag(name="Conversations", description="What is kept of questions and answers.")
FOUND = problems(404, 503)
CHANGED = problems(*POSTED, 404, 503)
NOTHING = {"description": "It is done."}
TEXT = {"schema": {"type": "string"}}
FILE = {"description": "The file.", "content": {"text/markdown": TEXT, "text/html": TEXT}}


class ConversationPath(BaseModel):
    """Which conversation."""

    conversation_id: str


class AnswerPath(BaseModel):
    """Which answer."""

    answer_id: str


class ConversationQuery(Body):
    """Which conversations are listed."""

    q: Annotated[str, Field(max_length=200)] = ""
    """Words that title, questions or answers hold, each of them."""
    page: Annotated[int, Field(ge=1, le=LAST_PAGE)] = 1


class DeletionQuery(Body):
    """That all are meant: an address that was cut short deletes nothing."""

    all: Literal["true"]


class ExportQuery(Body):
    """The form of the file."""

    format: Form = "markdown"


class TitleRequest(Body):
    """A title."""

    title: Annotated[str, AfterValidator(whole)]
    """1 to 200 characters."""


class RatingRequest(Body):
    """What a reader thinks of an answer."""

    rating: Rating | None
    """Null takes it back."""


def blueprint(loading: Loading) -> APIBlueprint:
    """The routes below /api."""
    api = APIBlueprint(
        "conversations_api",
        __name__,
        url_prefix="/api",
        abp_tags=[KEPT],
        abp_responses=problems(*ANY),
    )

    def kept() -> Conversations:
        return loading.service().conversations

    @api.get("/conversations", responses={200: ConversationListObject, **problems(422, 503)})
    def conversations(query: ConversationQuery) -> Response:
        """List conversations, the last changed first, 50 a page."""
        return jsonify(ConversationListObject.of(listing(kept(), query.q, query.page)).as_json())

    @api.delete("/conversations", responses={200: DeletedObject, **problems(403, 422, 503)})
    def delete_all(query: DeletionQuery) -> Response:
        """Delete every conversation."""
        return jsonify(DeletedObject(deleted=kept().delete_all()).as_json())

    @api.get("/conversations/<conversation_id>", responses={200: WholeConversationObject, **FOUND})
    def conversation(path: ConversationPath) -> Response:
        """Read a conversation with its answers."""
        name = path.conversation_id
        found = kept().conversation(name)
        return jsonify(whole_conversation_object(found, kept().answers(name)))

    @api.patch("/conversations/<conversation_id>", responses={200: ConversationObject, **CHANGED})
    def rename(path: ConversationPath, body: TitleRequest) -> Response:
        """Give a conversation another title."""
        kept().rename(path.conversation_id, body.title)
        return jsonify(conversation_object(kept().conversation(path.conversation_id)))

    @api.delete(
        "/conversations/<conversation_id>", responses={204: NOTHING, **problems(403, 404, 503)}
    )
    def delete(path: ConversationPath) -> Response:
        """Delete a conversation with its answers."""
        kept().delete(path.conversation_id)
        return Response(status=204)

    @api.get(
        "/conversations/<conversation_id>/export",
        responses={200: FILE, **problems(404, 422, 503)},
    )
    def export(path: ConversationPath, query: ExportQuery) -> Response:
        """Save a conversation with its citations as a file."""
        found = kept().conversation(path.conversation_id)
        file = exported(found, kept().answers(path.conversation_id), query.format)
        return send_file(
            BytesIO(file.text.encode()),
            mimetype=file.media_type,
            as_attachment=True,
            download_name=file.name,
        )

    @api.get("/answers/<answer_id>", responses={200: KeptAnswerObject, **FOUND})
    def answer(path: AnswerPath) -> Response:
        """Read a kept answer; each citation says whether its quote still stands."""
        return jsonify(kept_answer_object(kept().answer(path.answer_id)))

    @api.post("/answers/<answer_id>/feedback", responses={204: NOTHING, **CHANGED})
    def rate(path: AnswerPath, body: RatingRequest) -> Response:
        """Rate an answer."""
        kept().rate(path.answer_id, body.rating)
        return Response(status=204)

    @api.get("/feedback", responses={200: FeedbackListObject, **problems(503)})
    def feedback() -> Response:
        """List every rated answer, oldest first."""
        return jsonify(feedback_list_object(kept().rated()))

    api.after_request(forbid_storing)
    return api

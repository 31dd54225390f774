"""The HTTP interface: JSON in, JSON out, problem details for everything that goes wrong."""

import json
from uuid import uuid4

from flask import Blueprint, Response, jsonify, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest, UnprocessableEntity, UnsupportedMediaType

from qa_service import __version__
from qa_service.web.access_log import note_question
from qa_service.web.jobs import IngestJobs, Job, job_object
from qa_service.web.loading import Loading
from qa_service.wire import (
    Json,
    answer_object,
    article_object,
    article_summary,
    repair_object,
    scope_of,
    sources_object,
    verify_object,
)

CONVERSATION_ID_LIMIT = 200  # characters


def blueprint(loading: Loading, jobs: IngestJobs) -> Blueprint:
    """The routes below /api."""
    api = Blueprint("api", __name__, url_prefix="/api")

    @api.post("/ask")
    def ask() -> ResponseReturnValue:
        body = json_body()
        question, conversation_id = asked(body)
        note_question(question)
        conversation_id = (conversation_id or uuid4().hex) if is_kept(body) else None
        answer = loading.service().ask(question, scope_of(body), conversation_id)
        return jsonify(answer_object(answer, conversation_id))

    @api.get("/articles")
    def articles() -> ResponseReturnValue:
        service = loading.service()
        held = service.articles()
        others = service.also_in([article.id for article in held])
        summaries = [article_summary(article, others.get(article.id, ())) for article in held]
        return jsonify({"articles": summaries})

    @api.get("/articles/<article_id>")
    def article(article_id: str) -> ResponseReturnValue:
        service = loading.service()
        others = service.also_in([article_id]).get(article_id, ())
        return jsonify(article_object(service.article(article_id), others))

    @api.get("/health")
    def health() -> ResponseReturnValue:
        count = loading.service().article_count()
        return jsonify({"status": "ok", "articles": count, "version": __version__})

    @api.get("/sources")
    def sources() -> ResponseReturnValue:
        return jsonify(sources_object(loading.service().sources()))

    @api.post("/ingest")
    def ingest() -> ResponseReturnValue:
        json_body(optional=True)
        job = jobs.start(loading.service().ingest)
        return job_response(job), 202, {"Location": url_for("api.job", job_id=job.id)}

    @api.get("/jobs/<job_id>")
    def job(job_id: str) -> ResponseReturnValue:
        return job_response(jobs.get(job_id))

    @api.get("/verify")
    def verify() -> ResponseReturnValue:
        return jsonify(verify_object(loading.service().verify()))

    @api.post("/rebuild")
    def rebuild() -> ResponseReturnValue:
        json_body(optional=True)
        return jsonify(verify_object(loading.service().rebuild()))

    @api.post("/repair")
    def repair() -> ResponseReturnValue:
        json_body(optional=True)
        return jsonify(repair_object(loading.service().repair()))

    api.after_request(forbid_storing)
    return api


def forbid_storing(response: Response) -> Response:
    """Says that no cache may keep an answer."""
    response.headers.setdefault("Cache-Control", "no-store")
    return response


def job_response(job: Job) -> Response:
    """The job as JSON."""
    return jsonify(job_object(job))


def json_body(*, optional: bool = False) -> Json:
    """The request's JSON object; 415, 413 or 400 where there is none."""
    if request.mimetype != "application/json":
        raise UnsupportedMediaType
    raw = request.get_data()
    if optional and not raw:
        return {}
    try:
        body = json.loads(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise BadRequest("The body is not valid UTF-8. Encode it as UTF-8.") from error
    except (ValueError, RecursionError) as error:
        raise BadRequest("The body is not valid JSON. Check its syntax.") from error
    if not isinstance(body, dict):
        raise BadRequest('The body is not a JSON object. Send one such as {"question": "..."}.')
    return body


def asked(body: Json) -> tuple[str, str | None]:
    """The question and the conversation's id, if any; 422 where they are of the wrong kind."""
    question = body.get("question")
    if not isinstance(question, str):
        raise UnprocessableEntity('"question" is not a string. Send the question as a string.')
    conversation_id = body.get("conversation_id")
    if conversation_id is not None and not (
        isinstance(conversation_id, str) and 0 < len(conversation_id) <= CONVERSATION_ID_LIMIT
    ):
        raise UnprocessableEntity(
            f'"conversation_id" is not a string of 1 to {CONVERSATION_ID_LIMIT} characters. '
            "Send the one of an earlier answer, or none."
        )
    if not is_text(question + (conversation_id or "")):
        raise UnprocessableEntity(
            "The question holds half of a surrogate pair. Send whole characters."
        )
    return question, conversation_id


def is_kept(body: Json) -> bool:
    """Whether the question becomes part of a conversation; 422 where that is no yes or no."""
    keep = body.get("keep", True)
    if not isinstance(keep, bool):
        raise UnprocessableEntity('"keep" is neither true nor false. Send one of these, or none.')
    return keep


def is_text(value: str) -> bool:
    r"""Whether a string can be written as UTF-8: JSON lets "\ud800" through."""
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True

"""The HTTP interface: JSON in, JSON out, problem details for everything that goes wrong."""

import json
from typing import Any
from uuid import uuid4

from flask import Request, Response, current_app, jsonify, render_template, request, url_for
from flask_openapi.blueprint import APIBlueprint
from flask_openapi.models.data_type import DataType
from flask_openapi.models.media_type import MediaType
from flask_openapi.models.schema import Schema
from flask_openapi.models.tag import Tag
from pydantic import BaseModel
from werkzeug.exceptions import BadRequest, UnsupportedMediaType

from qa_service.answering.interpretation import interpret
from qa_service.answering.listening import NOBODY, Listener
from qa_service.web.access_log import note_question
from qa_service.web.description import ANY, ASKED, description_of, problems
from qa_service.web.description_page import page_of
from qa_service.web.jobs import IngestJobs, Job, JobObject
from qa_service.web.loading import Loading
from qa_service.web.streaming import EVENT_STREAM, EVENTS, event_stream
from qa_service.wire import (
    AnswerObject,
    ArticleListObject,
    ArticleObject,
    ArticleQuery,
    AskRequest,
    HealthObject,
    Json,
    ReadyObject,
    RepairObject,
    SourcesObject,
    VerifyObject,
    answer_object,
    article_list_object,
    article_object,
    repair_object,
    sources_object,
    verify_object,
)

ASKING = Tag(name="Asking", description="Questions, and the articles that answer them.")
STORE = Tag(name="The archive", description="What it is made from, and its upkeep.")
SERVER = Tag(name="The server", description="For those who watch over it.")

# Work that needs nothing to be said, but a type that no form of another site can send.
NOTHING = {"required": True, "content": {"application/json": {"schema": {"type": "object"}}}}
STORE_WORK: dict[str, Any] = {"tags": [STORE], "request_body": NOTHING}
WORK = problems(400, 403, 413, 415, 503)


class ApiRequest(Request):
    """A request whose JSON is an object in UTF-8, or else a problem."""

    def get_json(self, force: bool = False, silent: bool = False, cache: bool = True) -> Json:
        return json_body()


class ArticlePath(BaseModel):
    """Which article."""

    article_id: str


class JobPath(BaseModel):
    """Which ingestion."""

    job_id: str


def blueprint(loading: Loading, jobs: IngestJobs) -> APIBlueprint:
    """The routes below /api."""
    api = APIBlueprint("api", __name__, url_prefix="/api", abp_responses=problems(*ANY))

    @api.post("/ask", tags=[ASKING], responses={200: AnswerObject, **problems(*ASKED)})
    def ask(body: AskRequest) -> Response:
        """Ask a question; sentence by sentence where the request accepts an event stream."""
        note_question(body.question)
        service, scope = loading.service(), body.scope()
        conversation_id = (body.conversation_id or uuid4().hex) if body.keep else None

        def answered(listener: Listener = NOBODY) -> Json:
            cited = body.max_citations
            answer = service.ask(body.question, scope, conversation_id, cited, listener)
            return answer_object(answer, conversation_id)

        if not wants_events():
            return jsonify(answered())
        interpret(body.question)  # what is no question is refused before the stream begins
        return Response(event_stream(answered), mimetype=EVENT_STREAM)

    @api.get("/articles", tags=[ASKING], responses={200: ArticleListObject, **problems(422, 503)})
    def articles(query: ArticleQuery) -> Response:
        """List articles, newest first, undated last, without their texts."""
        service, start = loading.service(), (query.page - 1) * query.per_page
        limits = query.published_from, query.status
        listed = service.list_articles(query.scope(), query.q, start, query.per_page, *limits)
        known = service.particulars([article.id for article in listed.articles])
        return jsonify(article_list_object(listed, known, query.page, query.per_page))

    @api.get(
        "/articles/<article_id>",
        tags=[ASKING],
        responses={200: ArticleObject, **problems(404, 503)},
    )
    def article(path: ArticlePath) -> Response:
        """Read one article."""
        service, article_id = loading.service(), path.article_id
        article = service.article(article_id)
        return jsonify(article_object(article, service.particulars([article_id])))

    @api.get("/health", tags=[SERVER], responses={200: HealthObject})
    def health() -> Response:
        """Whether the server runs; answers while the archive is being opened too."""
        return jsonify(HealthObject().as_json())

    @api.get("/ready", tags=[SERVER], responses={200: ReadyObject, **problems(503)})
    def ready() -> Response:
        """Whether questions are answered; 503 until the archive is open."""
        return jsonify(ReadyObject(articles=loading.service().article_count()).as_json())

    @api.get("/sources", tags=[STORE], responses={200: SourcesObject, **problems(503)})
    def sources() -> Response:
        """List the files, folders and addresses on the web that are followed."""
        service = loading.service()
        return jsonify(sources_object(service.sources(), service.web_sources()))

    @api.post("/ingest", responses={202: JobObject, **WORK}, **STORE_WORK)
    def ingest() -> Response:
        """Bring the archive in step with its folders; what runs already is not started again."""
        json_body(optional=True)
        return started(jobs.start(loading.service().ingest))

    @api.get("/jobs/<job_id>", tags=[STORE], responses={200: JobObject, **problems(404)})
    def job(path: JobPath) -> Response:
        """Follow an ingestion to its report."""
        return job_response(jobs.get(path.job_id))

    @api.get("/verify", tags=[STORE], responses={200: VerifyObject, **problems(503)})
    def verify() -> Response:
        """Compare the catalogue with its indexes; changes nothing."""
        return jsonify(verify_object(loading.service().verify()))

    @api.post("/rebuild", responses={200: VerifyObject, **WORK}, **STORE_WORK)
    def rebuild() -> Response:
        """Build the indexes anew, while questions are answered from the old ones."""
        json_body(optional=True)
        return jsonify(verify_object(loading.service().rebuild()))

    @api.post("/repair", responses={200: RepairObject, **WORK}, **STORE_WORK)
    def repair() -> Response:
        """Mend what verifying finds."""
        json_body(optional=True)
        return jsonify(repair_object(loading.service().repair()))

    @api.get("/openapi.json", doc_ui=False)
    def description() -> Response:
        return jsonify(description_of(current_app))

    @api.get("/docs", doc_ui=False)
    def docs() -> str:
        return render_template("api.html", **page_of(description_of(current_app)))

    announce_events(api)
    api.after_request(forbid_storing)
    return api


def forbid_storing(response: Response) -> Response:
    """Says that no cache may keep an answer."""
    response.headers.setdefault("Cache-Control", "no-store")
    return response


def wants_events() -> bool:
    """Whether the caller would rather have an event stream than JSON."""
    kinds = ["application/json", EVENT_STREAM]
    return request.accept_mimetypes.best_match(kinds) == EVENT_STREAM


def announce_events(api: APIBlueprint) -> None:
    """Describes the stream beside the JSON of an answer."""
    answered = api.paths["/api/ask"].post.responses["200"]
    answered.content[EVENT_STREAM] = MediaType(
        schema=Schema(type=DataType.STRING, description=EVENTS)
    )


def started(job: Job) -> Response:
    """A job that goes on, and where it is followed."""
    response = job_response(job)
    response.status_code = 202
    response.location = url_for("api.job", job_id=job.id)
    return response


def job_response(job: Job) -> Response:
    """The job as JSON."""
    return jsonify(JobObject.of(job).as_json())


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

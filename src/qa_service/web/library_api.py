"""The HTTP interface to the library: uploads, deletion, what was asked, what was not read."""

from functools import partial
from typing import Annotated

from flask import Response, current_app, jsonify, request
from flask_openapi.blueprint import APIBlueprint
from flask_openapi.models.file import FileStorage
from flask_openapi.models.tag import Tag
from pydantic import BaseModel, Field

from qa_service.web.api import ArticlePath, started
from qa_service.web.conversations_api import NOTHING
from qa_service.web.description import problems
from qa_service.web.jobs import IngestJobs, JobObject
from qa_service.web.keeping import LAST_PAGE, PAGE_SIZE
from qa_service.web.library_pages import UPLOAD_LIMIT
from qa_service.web.loading import Loading
from qa_service.web.shelving import failure_page
from qa_service.web.uploading import admit_upload, contents
from qa_service.wire import (
    AskedListObject,
    KeptFailureListObject,
    RestoredObject,
    asked_list_object,
)
from qa_service.wire.requests import Body

LIBRARY = Tag(name="The library", description="What is changed of the archive by hand.")
UPLOAD = "api.upload"  # the endpoint
CHANGED = problems(403, 404, 503)


class UploadForm(BaseModel):
    """Files of articles."""

    files: list[FileStorage]


class QuestionsQuery(Body):
    """Which page of what was asked."""

    page: Annotated[int, Field(ge=1, le=LAST_PAGE)] = 1


class FailuresQuery(Body):
    """Which page of what could not be read."""

    page: Annotated[int, Field(ge=1, le=LAST_PAGE)] = 1


class FailurePath(BaseModel):
    """Which failure."""

    failure_id: str


def add_library(api: APIBlueprint, loading: Loading, jobs: IngestJobs) -> None:
    """Adds the routes to those below /api, some of whose addresses they have."""

    @api.before_request
    def before_upload() -> None:
        if request.endpoint == UPLOAD:
            admit_upload(request, current_app.config[UPLOAD_LIMIT])

    @api.post(
        "/articles",
        tags=[LIBRARY],
        responses={202: JobObject, **problems(400, 403, 413, 415, 422, 503)},
    )
    def upload(form: UploadForm) -> Response:
        """Upload files of articles; one of a name that is there replaces it."""
        service = loading.service()
        delivery = service.library.receive(contents(form.files))
        return started(jobs.start_upload(delivery.uploads, partial(service.take_in, delivery)))

    @api.delete("/articles/<article_id>", tags=[LIBRARY], responses={204: NOTHING, **CHANGED})
    def remove(path: ArticlePath) -> Response:
        """Delete an article; it does not come back while its file is the same."""
        loading.service().library.remove(path.article_id)
        return Response(status=204)

    @api.post(
        "/articles/<article_id>/restore", tags=[LIBRARY], responses={200: RestoredObject, **CHANGED}
    )
    def restore(path: ArticlePath) -> Response:
        """Bring a deleted article back."""
        article = loading.service().library.restore(path.article_id)
        return jsonify(RestoredObject.of(article).as_json())

    @api.post(
        "/articles/<article_id>/forget",
        tags=[LIBRARY],
        responses={204: NOTHING, **problems(400), **CHANGED},
    )
    def forget(path: ArticlePath) -> Response:
        """Delete an article for good that was uploaded and deleted, with its file."""
        loading.service().library.forget(path.article_id)
        return Response(status=204)

    @api.get(
        "/articles/<article_id>/questions",
        tags=[LIBRARY],
        responses={200: AskedListObject, **problems(404, 422, 503)},
    )
    def questions(path: ArticlePath, query: QuestionsQuery) -> Response:
        """List the kept questions whose answers cite an article, newest first, 50 a page."""
        service = loading.service()
        service.article(path.article_id)
        first = (query.page - 1) * PAGE_SIZE
        asked = service.conversations.asked_of(path.article_id, first, PAGE_SIZE)
        return jsonify(asked_list_object(asked, query.page, PAGE_SIZE))

    @api.get(
        "/failures",
        tags=[LIBRARY],
        responses={200: KeptFailureListObject, **problems(422, 503)},
    )
    def failures(query: FailuresQuery) -> Response:
        """List what could not be read and was not dismissed, the newest first, 50 a page."""
        found = failure_page(loading.service().library, query.page)
        return jsonify(KeptFailureListObject.of(found).as_json())

    @api.delete("/failures/<failure_id>", tags=[LIBRARY], responses={204: NOTHING, **CHANGED})
    def dismiss(path: FailurePath) -> Response:
        """List a failure no longer, until its file or the reason changes."""
        loading.service().library.dismiss(path.failure_id)
        return Response(status=204)

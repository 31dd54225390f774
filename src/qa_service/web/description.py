"""How the HTTP interface describes itself: an OpenAPI 3.1 document made from the routes.

flask-openapi reads it from their pydantic models, and checks requests by the same models.
"""

from pathlib import Path
from typing import Any, NoReturn, cast

from flask import Flask
from flask_openapi.models.info import Info
from flask_openapi.openapi import OpenAPI
from pydantic import ValidationError
from werkzeug.exceptions import UnprocessableEntity

from qa_service import __version__
from qa_service.web.problems import ADVICE, PROBLEM_TYPE, ProblemObject
from qa_service.wire import Json, complaint

OPENAPI = "3.1.0"
ABOUT = (
    "Questions to an archive of articles. Every statement of an answer is a sentence quoted from "
    "an article, with a citation; what the archive does not hold is refused with a reason. "
    "Whatever goes wrong is answered with problem details (RFC 9457). An unknown address below "
    "/api has status 404, a method that an address does not know 405."
)
ADVICE_ON_FIELDS = "See /api/docs for what is expected."
POSTED = (400, 403, 413, 415, 422)  # what may be wrong with any request that has a body
ASKED = (*POSTED, 503, 504)  # with a question
ANY = (401, 421, 429, 500)  # with any request at all

Responses = dict[str | int, Any]


def described_app(import_name: str, templates: Path, static: Path) -> OpenAPI:
    """A Flask application that collects the description of its routes."""
    app = OpenAPI(
        import_name,
        info=Info(title="qa-service", version=__version__, description=ABOUT),
        doc_ui=False,  # its pages run scripts that our Content-Security-Policy forbids
        validation_error_callback=refuse,
        validation_error_model=ProblemObject,
        # it describes this status wherever a route does not; all of ours do
        validation_error_status=500,
        template_folder=templates,
        static_folder=static,
    )
    app.openapi_version = OPENAPI
    return app


def description_of(app: Flask) -> Json:
    """The OpenAPI document of an application that `described_app` made."""
    document: Json = cast(OpenAPI, app).api_doc
    return document


def refuse(error: ValidationError) -> NoReturn:
    """What is wrong with a request, by the model that describes it."""
    raise UnprocessableEntity(complaint(error, ADVICE_ON_FIELDS)) from error


def problems(*statuses: int) -> Responses:
    """What a route may answer besides its result."""
    content = {PROBLEM_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemObject"}}}
    described = {status: ADVICE[status] for status in statuses}
    return {
        status: {"description": advice, "content": content} for status, advice in described.items()
    }

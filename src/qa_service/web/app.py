"""The application factory: the archive is opened in the background, the pages come at once."""

from collections.abc import Callable, Collection
from pathlib import Path
from threading import Event

from flask import Flask, Response, request

from qa_service.domain.quotas import DEFAULTS
from qa_service.ingestion.limits import DEFAULTS as LIMITS
from qa_service.ingestion.limits import LARGEST_UPLOAD
from qa_service.web import (
    access,
    access_log,
    api,
    chat_completions,
    conversation_pages,
    conversations_api,
    guards,
    library_api,
    library_pages,
    login,
    pages,
    search,
    sources_api,
)
from qa_service.web.access import Access
from qa_service.web.credentials import Credentials
from qa_service.web.description import described_app
from qa_service.web.jobs import IngestJobs
from qa_service.web.library_pages import ARTICLE_LIMIT, UPLOAD_LIMIT
from qa_service.web.loading import Loading, Service
from qa_service.web.problems import problem_of
from qa_service.web.rate_limits import RateLimits
from qa_service.web.sessions import Sessions

__all__ = ["Service", "create_app"]

BODY_LIMIT = 64 * 1024  # bytes, but for uploads


def create_app(
    load: Callable[[], Service],
    *,
    trusted_hosts: Collection[str] | None = None,
    admission: Access | None = None,
    stopping: Event | None = None,
    log: access_log.Write | None = None,
    log_questions: bool = False,
    largest_upload: int = LARGEST_UPLOAD,
    largest_article: int = LIMITS.largest_article,
) -> Flask:
    """The web interface of the service that `load` builds, in a thread started here.

    With `trusted_hosts`, requests must name one of them or the loopback interface in their Host
    header, whatever the port; with None every name will do. `admission` says who may come in;
    without it everybody may. Once `stopping` is set, every request is refused. `log` is given a
    line for each request. An upload has at most `largest_upload` megabytes, an article of it
    `largest_article`.
    `app.extensions["loading"]` is the `Loading`, whose `wait` returns once `load` has, and
    `app.extensions["jobs"]` the ingestions, for `schedule.keep_fetching`.
    """
    root = web_root()
    app = described_app(__name__, root / "templates", root / "static")
    app.request_class = api.ApiRequest
    app.config["MAX_CONTENT_LENGTH"] = BODY_LIMIT
    app.config[UPLOAD_LIMIT] = largest_upload
    app.config[ARTICLE_LIMIT] = largest_article
    app.json.sort_keys = False  # type: ignore[attr-defined]  # the order of the contract
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    # words in the pages' JSON as they are: escaped, those with accents are several times as long
    app.jinja_env.policies["json.dumps_kwargs"] = {
        "sort_keys": True,
        "ensure_ascii": False,
        "separators": (",", ":"),
    }
    loading = app.extensions["loading"] = Loading(load)
    jobs = app.extensions["jobs"] = IngestJobs()
    admission = admission or open_to_all()
    if log is not None:
        access_log.install(app, log, with_questions=log_questions)
    guards.install(app, trusted_hosts, stopping or Event())
    access.install(app, admission)
    app.register_blueprint(login.blueprint(admission))
    below_api = api.blueprint(loading, jobs)
    library_api.add_library(below_api, loading, jobs)
    sources_api.add_sources(below_api, loading)
    app.register_api(below_api)
    app.register_api(search.blueprint(loading))
    app.register_blueprint(chat_completions.blueprint(loading))
    app.register_api(conversations_api.blueprint(loading))
    app.register_blueprint(pages.blueprint(loading, jobs))
    app.register_blueprint(library_pages.blueprint(loading, jobs))
    app.register_blueprint(conversation_pages.blueprint(loading))

    @app.errorhandler(Exception)
    def answer_error(error: Exception) -> Response:
        problem = problem_of(error)
        if problem.status == 500:
            app.logger.error("%s %s failed", request.method, request.path, exc_info=error)
        if request.path.startswith("/v1/"):
            return chat_completions.error_response(error)
        is_api = request.path == "/api" or request.path.startswith("/api/")
        return problem.response() if is_api else pages.error_page(problem)

    return app


def open_to_all() -> Access:
    """Lets everybody in, within the default limits."""
    return Access(None, Credentials(), RateLimits(DEFAULTS), Sessions())


def web_root() -> Path:
    """The folder of templates and static files: the package's own in a wheel, else the project's.

    Both are named `web` and lie above this file.
    """
    for folder in Path(__file__).resolve().parents:
        if (folder / "web" / "templates").is_dir():
            return folder / "web"
    raise FileNotFoundError("web/templates is missing. Install the package again.")

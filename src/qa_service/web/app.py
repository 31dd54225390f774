"""The application factory: the archive is opened in the background, the pages come at once."""

from collections.abc import Callable, Collection
from pathlib import Path

from flask import Flask, Response, request

from qa_service.web import api, guards, pages
from qa_service.web.description import described_app
from qa_service.web.jobs import IngestJobs
from qa_service.web.loading import Loading, Service
from qa_service.web.problems import problem_of

__all__ = ["Service", "create_app"]

BODY_LIMIT = 64 * 1024  # bytes


def create_app(
    load: Callable[[], Service],
    *,
    trusted_hosts: Collection[str] | None = None,
) -> Flask:
    """The web interface of the service that `load` builds, in a thread started here.

    With `trusted_hosts`, requests must name one of them or the loopback interface in their Host
    header, whatever the port; with None every name will do. `app.extensions["loading"]` is the
    `Loading`, whose `wait` returns once `load` has.
    """
    root = web_root()
    app = described_app(__name__, root / "templates", root / "static")
    app.request_class = api.ApiRequest
    app.config["MAX_CONTENT_LENGTH"] = BODY_LIMIT
    app.json.sort_keys = False  # type: ignore[attr-defined]  # the order of the contract
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    loading = app.extensions["loading"] = Loading(load)
    jobs = IngestJobs()
    guards.install(app, trusted_hosts)
    app.register_api(api.blueprint(loading, jobs))
    app.register_blueprint(pages.blueprint(loading, jobs))

    @app.errorhandler(Exception)
    def answer_error(error: Exception) -> Response:
        problem = problem_of(error)
        if problem.status == 500:
            app.logger.error("%s %s failed", request.method, request.path, exc_info=error)
        is_api = request.path == "/api" or request.path.startswith("/api/")
        return problem.response() if is_api else pages.error_page(problem)

    return app


def web_root() -> Path:
    """The folder of templates and static files: the package's own in a wheel, else the project's.

    Both are named `web` and lie above this file.
    """
    for folder in Path(__file__).resolve().parents:
        if (folder / "web" / "templates").is_dir():
            return folder / "web"
    raise FileNotFoundError("web/templates is missing. Install the package again.")

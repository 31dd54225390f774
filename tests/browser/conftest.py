"""A real browser before a real server that holds the articles of `corpus/`, or a fake service."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, expect, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from qa_service.web.app import create_app
from tests.integration.processes import Server, run, serving
from tests.web.fakes import FakeService

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
# The first is the same browser without its windows, which opens a page in half the time.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 30_000  # milliseconds: a bound, for a busy machine

OpenPage = Callable[..., Page]

expect.set_options(timeout=PATIENCE)


def executable() -> str:
    """The browser that is installed; without one the tests are skipped, except in CI."""
    for name in (os.environ.get("CHROMIUM", ""), *NAMES):
        if name and (found := shutil.which(name)):
            return found
    missing = "no Chromium is installed; install one or name it in the variable CHROMIUM"
    if os.environ.get("CI") == "true":
        pytest.fail(missing)
    pytest.skip(missing)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    path = executable()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of `corpus/`, which tests may change but must restore."""
    return shutil.copytree(CORPUS, tmp_path_factory.mktemp("browser") / "corpus")


@pytest.fixture(scope="package")
def server(browser: Browser, folder: Path) -> Iterator[Server]:
    """Serves `folder`; asks for the browser first, so that nothing starts without one."""
    assert browser.is_connected()
    store = folder.parent / "store"
    assert run("ingest", folder, "--store", store, "--json").object()["added"] == 5
    with serving(store) as server:
        yield server


@pytest.fixture(scope="package")
def canned(browser: Browser) -> Iterator[str]:
    """The address of the pages over `FakeService`, whose answers are known in every detail."""
    assert browser.is_connected()
    app = create_app(FakeService)
    assert app.extensions["loading"].wait(PATIENCE / 1000)
    with hosted(app) as url:
        yield url


@contextmanager
def hosted(
    app: "WSGIApplication", handler: type[WSGIRequestHandler] = WSGIRequestHandler
) -> Iterator[str]:
    """The address at which an application is served meanwhile."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def open_page(browser: Browser, server: Server) -> Iterator[OpenPage]:
    """Opens a path of the server."""
    with opening(browser, server.url) as open_path:
        yield open_path


@pytest.fixture
def open_canned(browser: Browser, canned: str) -> Iterator[OpenPage]:
    """Opens a path of the pages over `FakeService`."""
    with opening(browser, canned) as open_path:
        yield open_path


@contextmanager
def opening(browser: Browser, url: str, expected: str | None = None) -> Iterator[OpenPage]:
    """Opens a path in a fresh profile; takes the options of `new_context`.

    Afterwards no page may have complained, but of what is `expected`, nor asked another server for
    anything.
    """
    contexts = []
    complaints: list[str] = []
    foreign: list[str] = []

    def check_origin(request: Request) -> None:
        parts = urlsplit(request.url)
        if f"{parts.scheme}://{parts.netloc}" != url:
            foreign.append(request.url)

    def open_path(path: str = "/", **options: Any) -> Page:  # noqa: ANN401
        context = browser.new_context(**{"locale": "fr-FR", "base_url": url, **options})
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        context.on("request", check_origin)
        context.on(
            "console",
            lambda said: (
                complaints.append(said.text) if said.type in {"error", "warning"} else None
            ),
        )
        context.on("weberror", lambda failure: complaints.append(str(failure.error)))
        page = context.new_page()
        page.goto(path)
        return page

    yield open_path
    for context in contexts:
        context.close()
    assert [said for said in complaints if expected is None or expected not in said] == []
    assert foreign == []

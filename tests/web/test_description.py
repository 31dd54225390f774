"""The HTTP interface does what its OpenAPI document says, with whatever it is sent.

`st run http://127.0.0.1:8000/api/openapi.json` sends more to a server.
"""

import html
import re
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.config import SchemathesisConfig as Config
from schemathesis.core.result import Ok
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.schemas import OpenApiSchema

from qa_service.store.archive import Archive, open_catalogue
from qa_service.web.api import STORE
from qa_service.web.app import create_app
from tests.conftest import PORT, TRAM, article, putting, silent

from .library import DRAWN, service_over

Operation = APIOperation[Any, Any, Any, Any]
EXAMPLES = 12  # requests to an operation
WORK = 2  # to one that builds indexes or looks through them
# No schema says that a question needs a word, and one that is too long may be refused by its bytes;
# nor which addresses are to be had: here none is.
CONFIG = Config.from_dict(
    {
        "checks": {
            "positive_data_acceptance": {"expected-statuses": ["2xx", 404, 413, 422, 502]},
            "negative_data_rejection": {"expected-statuses": [400, 404, 405, 413, 415, 422]},
        }
    }
)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application over a store of two articles, with vectors that mean nothing."""
    folder = tmp_path_factory.mktemp("served")
    catalogue = open_catalogue(folder / "store", DRAWN.name)
    for item in (article("port", "Le port", PORT), article("tram", "Le tramway", TRAM)):
        putting(DRAWN)(catalogue, item)
    with closing(Archive(folder / "store", catalogue, silent)) as archive:
        (folder / "corpus").mkdir()
        service = service_over(archive, folder / "corpus")
        app = create_app(lambda: service)
        assert app.extensions["loading"].wait(5)
        yield app


@pytest.fixture(scope="module")
def described(app: Flask) -> OpenApiSchema:
    return schemathesis.openapi.from_wsgi("/api/openapi.json", app, config=CONFIG)


@pytest.mark.parametrize("mode", list(GenerationMode))
def test_every_operation_answers_as_it_is_described(
    described: OpenApiSchema, mode: GenerationMode
) -> None:
    for operation in operations(described):
        if mode is GenerationMode.POSITIVE or operation.body or operation.query:
            send(operation, mode, WORK if STORE.name in (operation.tags or ()) else EXAMPLES)


def operations(described: OpenApiSchema) -> list[Operation]:
    return [found.ok() for found in described.get_all_operations() if isinstance(found, Ok)]


def send(operation: Operation, mode: GenerationMode, examples: int) -> None:
    """Sends requests to one operation and looks at what comes back."""

    @settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(operation.as_strategy(generation_mode=mode))
    def sent(case: Case[Operation]) -> None:
        case.call_and_validate()

    sent()


def test_every_route_is_described(app: Flask, described: OpenApiSchema) -> None:
    """But for the description itself."""
    served = {
        (re.sub(r"<([^>]*)>", r"{\1}", rule.rule), method)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if rule.rule.startswith("/api/")
    }
    found = {(operation.path, operation.method.upper()) for operation in operations(described)}
    assert served - found == {("/api/openapi.json", "GET"), ("/api/docs", "GET")}
    assert found <= served


def test_the_description_is_readable(app: Flask) -> None:
    response = app.test_client().get("/api/docs", headers={"Accept-Language": "fr"})
    assert response.status_code == 200
    assert "<h1>L’API, pour les programmes</h1>" in response.text
    assert "curl -s http://localhost/api/ask" in response.text
    assert '"Quels sont les derniers articles\u202f?"' in html.unescape(response.text)
    english = app.test_client().get("/api/docs", headers={"Accept-Language": "en"}).text
    assert "A first request" in english
    assert '"What are the latest articles?"' in html.unescape(english)
    assert 'id="AnswerObject"' in response.text
    assert "<h3><code>POST /api/ask</code></h3>" in response.text
    assert "<script" not in response.text
    assert set(re.findall(r"https?://[^/ ]+", response.text)) == {"http://localhost"}

"""The application over the fake service, opened and ready."""

from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from typing import Any

import pytest
from flask import Flask
from flask.templating import Environment
from flask.testing import FlaskClient
from flask_openapi import blueprint, openapi, utils
from flask_openapi.models.operation import Operation
from jinja2 import FileSystemBytecodeCache
from pydantic import BaseModel

from qa_service.web.app import create_app

from .fakes import FakeService


@pytest.fixture(scope="session", autouse=True)
def _schemas_made_once() -> Iterator[None]:
    """Describing the API takes most of making an application, which nearly every test does."""
    made = cache(utils.get_model_schema)
    describe = utils.get_responses
    described: dict[str, tuple[dict[str, Any], Any]] = {}

    def schema(model: type[BaseModel], mode: Any = "validation") -> dict[str, Any]:  # noqa: ANN401
        return deepcopy(made(model, mode))  # it is changed by who asks for it

    def responses(given: dict[str, Any], schemas: dict[str, Any], operation: Operation) -> None:
        key = repr(sorted(given.items()))
        if key not in described:
            own: dict[str, Any] = {}
            describe(given, own, operation)
            described[key] = own, operation.responses
        own, operation.responses = described[key]
        schemas.update(own)

    with pytest.MonkeyPatch.context() as patch:
        for module in (utils, openapi):
            patch.setattr(module, "get_model_schema", schema)
        for module in (openapi, blueprint):
            patch.setattr(module, "get_responses", responses)
        yield


@pytest.fixture(scope="session", autouse=True)
def _templates_compiled_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Each application has templates of its own, which it would compile anew."""
    kept = FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))

    class Remembering(Environment):
        def __init__(self, app: Flask, **options: Any) -> None:  # noqa: ANN401
            super().__init__(app, bytecode_cache=kept, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Flask, "jinja_environment", Remembering)
        yield


@pytest.fixture
def service() -> FakeService:
    return FakeService()


@pytest.fixture
def app(service: FakeService) -> Flask:
    app = create_app(lambda: service)
    assert app.extensions["loading"].wait(5)
    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()

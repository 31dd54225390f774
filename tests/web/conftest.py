"""The application over the fake service, opened and ready."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from qa_service.web.app import create_app

from .fakes import FakeService


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

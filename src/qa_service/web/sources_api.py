"""The HTTP interface to what is followed on the web."""

from typing import Annotated

from flask import Response, jsonify
from flask_openapi.blueprint import APIBlueprint
from pydantic import AfterValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError
from werkzeug.exceptions import UnprocessableEntity

from qa_service.domain.errors import UsageError
from qa_service.text.addresses import web_address
from qa_service.web.api import STORE
from qa_service.web.description import POSTED, problems
from qa_service.web.loading import Loading
from qa_service.wire import ForgottenObject, WebSourceObject
from qa_service.wire.requests import Body, whole

LONGEST = 2000  # characters of an address


def _followed(value: str) -> str:
    """The address as it is followed; a complaint where it is none."""
    try:
        return web_address(whole(value))
    except UsageError as error:
        raise PydanticCustomError("address", "{reason}", {"reason": str(error)}) from error


Address = Annotated[str, Field(min_length=1, max_length=LONGEST), AfterValidator(_followed)]


class SourceRequest(Body):
    """An address on the web that is to be followed."""

    model_config = ConfigDict(strict=True)

    url: Address
    """Of an RSS or Atom feed, a sitemap, or a page that holds an article; http or https."""
    every: Annotated[str, AfterValidator(whole)] | None = None
    """How often it is visited, such as "30m", "6h" or "1d"; null: as often as its kind needs."""


class SourceQuery(Body):
    """Which source on the web."""

    url: Address


def add_sources(api: APIBlueprint, loading: Loading) -> None:
    """Adds the routes to those below /api."""

    @api.post(
        "/sources", tags=[STORE], responses={200: WebSourceObject, **problems(*POSTED, 502, 503)}
    )
    def follow(body: SourceRequest) -> Response:
        """Follow an address on the web, which is fetched once; one that is followed stays so."""
        try:
            found = loading.service().follow_web(body.url, body.every)
        except UsageError as error:
            raise UnprocessableEntity(str(error)) from error
        return jsonify(WebSourceObject.of(found).as_json())

    @api.delete(
        "/sources", tags=[STORE], responses={200: ForgottenObject, **problems(403, 404, 422, 503)}
    )
    def unfollow(query: SourceQuery) -> Response:
        """Follow an address on the web no longer, and forget its articles."""
        articles = loading.service().unfollow_web(query.url)
        return jsonify(ForgottenObject(articles=articles).as_json())

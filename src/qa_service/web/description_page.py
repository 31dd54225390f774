"""The OpenAPI document as plain values for a page that people read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from qa_service.wire import Json


@dataclass(frozen=True, slots=True)
class Kind:
    """A type in words, and the object that it names, if it names one."""

    words: str
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """A field of an object, or a parameter."""

    name: str
    kinds: tuple[Kind, ...]  # any of these
    is_required: bool
    says: str


@dataclass(frozen=True, slots=True)
class Content:
    """A media type, and what it holds."""

    media_type: str
    kinds: tuple[Kind, ...]
    says: str


@dataclass(frozen=True, slots=True)
class Result:
    """What an operation can answer with one status."""

    status: str
    says: str
    contents: tuple[Content, ...]


@dataclass(frozen=True, slots=True)
class Operation:
    """A method of an address."""

    method: str
    address: str
    summary: str
    parameters: tuple[Field, ...]
    body: tuple[Kind, ...]  # none: it takes no body
    results: tuple[Result, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """An object with its fields, or one of several words."""

    name: str
    says: str
    fields: tuple[Field, ...]
    values: tuple[str, ...]


def page_of(document: Json) -> dict[str, object]:
    """What the template shows of a document."""
    by_tag: dict[str, list[Operation]] = {tag["name"]: [] for tag in document["tags"]}
    for address, methods in document["paths"].items():
        for method, operation in methods.items():
            by_tag[operation["tags"][0]].append(_operation(method, address, operation))
    schemas = document["components"]["schemas"]
    return {
        "info": document["info"],
        "tags": [(tag, by_tag[tag["name"]]) for tag in document["tags"]],
        "shapes": [_shape(name, schema) for name, schema in sorted(schemas.items())],
    }


def _operation(method: str, address: str, operation: Json) -> Operation:
    parameters = (
        Field(
            one["name"],
            tuple(_kinds(one["schema"])),
            one["required"],
            one.get("description", ""),
        )
        for one in operation.get("parameters", ())
    )
    body = operation.get("requestBody", {"content": {}})["content"].values()
    results = (
        Result(status, response["description"], tuple(_contents(response.get("content", {}))))
        for status, response in sorted(operation["responses"].items())
    )
    return Operation(
        method.upper(),
        address,
        operation["summary"],
        tuple(parameters),
        tuple(kind for content in body for kind in _kinds(content["schema"])),
        tuple(results),
    )


def _contents(content: Mapping[str, Any]) -> Iterator[Content]:
    for media_type, value in content.items():
        schema = value["schema"]
        yield Content(media_type, tuple(_kinds(schema)), schema.get("description", ""))


def _shape(name: str, schema: Json) -> Shape:
    required = schema.get("required", ())
    fields = (
        Field(field, tuple(_kinds(value)), field in required, value.get("description", ""))
        for field, value in schema.get("properties", {}).items()
    )
    values = tuple(map(str, schema.get("enum", ())))
    return Shape(name, schema.get("description", ""), tuple(fields), values)


def _kinds(schema: Json) -> Iterator[Kind]:
    """The types that a schema admits.

    >>> [kind.words for kind in _kinds({"anyOf": [{"type": "string", "format": "date"},
    ...     {"type": "array", "items": {"$ref": "#/components/schemas/Citation"}}]})]
    ['string (date)', 'list of Citation']
    """
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[-1]
        yield Kind(name, name)
    elif "anyOf" in schema:
        for one in schema["anyOf"]:
            yield from _kinds(one)
    elif schema.get("type") == "array":
        for kind in _kinds(schema["items"]):
            yield Kind(f"list of {kind.words}", kind.name)
    elif isinstance(values := schema.get("additionalProperties"), dict):
        for kind in _kinds(values):
            yield Kind(f"object of {kind.words}", kind.name)
    else:
        yield Kind(" ".join(filter(None, (schema.get("type", "any"), _bounds(schema)))))


def _bounds(schema: Json) -> str:
    """What a value must be besides its type."""
    named = {"format": "{}", "const": "“{}”", "minimum": "from {}", "maximum": "to {}"}
    said = (words.format(schema[key]) for key, words in named.items() if key in schema)
    alternatives = (f"“{value}”" for value in schema.get("enum", ()))
    found = ", ".join((*said, *alternatives))
    return f"({found})" if found else ""

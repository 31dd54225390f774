"""What is asked for: the body of a question, the query of the list of articles."""

import re
from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from typing import Annotated, Any, Literal, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)
from pydantic_core import PydanticCustomError

from qa_service.domain.article import PAGE, Provenance
from qa_service.domain.errors import QuestionError
from qa_service.domain.library import ArticleStatus
from qa_service.domain.period import Period
from qa_service.domain.scope import Scope

MOST_CITATIONS = 12  # as many pieces of evidence as a writer sees
MOST_IDS, MOST_NAMES = 1000, 100
MOST_PER_PAGE, LAST_PAGE = 1000, 1_000_000
CONVERSATION_ID_LIMIT = 200  # characters
FOUND, MOST_FOUND = 5, 10  # articles of a search
FILTERS = (
    "from",
    "to",
    "as_of",
    "ignore_dates",
    "ignored_dates",
    "outlet",
    "language",
    "article_ids",
)

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def _integer(value: object) -> object:
    """In JSON 2.0 is an integer as well."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def is_text(value: str) -> bool:
    r"""Whether a string can be written as UTF-8: JSON lets "\ud800" through."""
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _day(value: object) -> object:
    if value is None:
        return None
    try:
        if isinstance(value, str) and _DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise PydanticCustomError(
        "day",
        "{value} is no day of the calendar. Write it as in 2021-06-11.",
        {"value": repr(value)},
    )


def whole(value: str) -> str:
    """A text that can be written as UTF-8; a complaint for any other."""
    if not is_text(value):
        raise PydanticCustomError("text", "It holds half of a surrogate pair.")
    return value


Day = Annotated[date | None, BeforeValidator(_day)]
Name = Annotated[str, Field(min_length=1, max_length=200)]
Model = TypeVar("Model", bound=BaseModel)
Names = Annotated[list[Name], Field(min_length=1, max_length=MOST_NAMES)]


class Body(BaseModel):
    """What a request gives, by the names of fields that there are."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    @model_validator(mode="before")
    @classmethod
    def _known(cls, given: object) -> object:
        """Names a field that there is not before others are missed: it may be meant for them."""
        names = [field.alias or name for name, field in cls.model_fields.items()]
        unknown = [name for name in given if name not in names] if isinstance(given, dict) else []
        if not unknown:
            return given
        near = get_close_matches(unknown[0], names, 1)
        advice = f'perhaps "{near[0]}" is meant.' if near else f"there are {', '.join(names)}."
        raise PydanticCustomError(
            "unknown", '"{name}" is no field: {advice}', {"name": unknown[0], "advice": advice}
        )


class _Filters(Body):
    """Which articles are meant, by the names that a request gives."""

    start: Day = Field(None, alias="from")
    """Only articles published from that day on."""
    end: Day = Field(None, alias="to")
    """Only articles published until that day."""


class _Question(_Filters):
    """A question, and of which articles it is asked."""

    model_config = ConfigDict(strict=True)

    question: Annotated[str, AfterValidator(whole)]
    """At most 2,000 characters, white space tidied."""
    as_of: Day = None
    """The archive as it stood that day: nothing published later is searched, cited or counted."""
    ignore_dates: bool | None = None
    """Whether the dates in the question limit nothing."""
    ignored_dates: Annotated[list[Name], Field(max_length=MOST_NAMES)] | None = None
    """Expressions of the question, such as "en 2022", that limit nothing."""
    outlet: Name | Names | None = None
    """Only articles of this outlet, or of one of these, whatever case and accents."""
    language: Name | Names | None = None
    """Only articles in this language, or in one of these, ISO 639-1."""
    article_ids: Annotated[list[Name], Field(min_length=1, max_length=MOST_IDS)] | None = None
    """Only these articles."""

    def scope(self) -> Scope:
        """What is to be searched. Raises QuestionError for a period that ends before it begins.

        >>> ask_request({"question": "Qui ?", "as_of": "2021-06-11", "language": "FR"}).scope()
        Scope(published=None, as_of=datetime.date(2021, 6, 11), ignore_dates=False, outlets=(), \
languages=('fr',), article_ids=(), ignored_dates=())
        """
        return Scope(
            _period(self.start, self.end),
            self.as_of,
            bool(self.ignore_dates),
            _several(self.outlet),
            _lower(_several(self.language)),
            tuple(self.article_ids or ()),
            tuple(self.ignored_dates or ()),
        )


class AskRequest(_Question):
    """A question."""

    conversation_id: (
        Annotated[str, Field(min_length=1, max_length=CONVERSATION_ID_LIMIT), AfterValidator(whole)]
        | None
    ) = None
    """The one of an earlier answer, whose conversation the question continues."""
    keep: bool = True
    """False: the question is part of no conversation, and it is not kept."""
    max_citations: (
        Annotated[int, Field(ge=1, le=MOST_CITATIONS), BeforeValidator(_integer)] | None
    ) = None
    """At most so many sentences are quoted in the answer."""


class SearchRequest(_Question):
    """A question of which the articles that come near are wanted."""

    limit: Annotated[int, Field(ge=1, le=MOST_FOUND), BeforeValidator(_integer)] = FOUND
    """At most so many articles."""


class ArticleQuery(_Filters):
    """Which articles are listed."""

    outlet: Annotated[list[Name], Field(max_length=MOST_NAMES)] = []
    """Only articles of this outlet, whatever case and accents; may be given several times."""
    language: Annotated[list[Name], Field(max_length=MOST_NAMES)] = []
    """Only articles in this language, ISO 639-1; may be given several times."""
    q: Annotated[str, Field(max_length=200)] = ""
    """Words that title, outlet or author hold, each of them, whatever case and accents."""
    published_from: Provenance | Literal["none"] | None = None
    """Only articles whose date was found so; `none`: only undated ones."""
    status: ArticleStatus | None = None
    """Only articles that stand so; `removed` lists those that were deleted."""
    page: Annotated[int, Field(ge=1, le=LAST_PAGE)] = 1
    per_page: Annotated[int, Field(ge=1, le=MOST_PER_PAGE)] = PAGE

    def scope(self) -> Scope:
        """What is to be listed. Raises QuestionError for a period that ends before it begins."""
        return Scope(
            _period(self.start, self.end),
            outlets=tuple(self.outlet),
            languages=_lower(tuple(self.language)),
        )


def ask_request(body: Mapping[str, Any]) -> AskRequest:
    """The request that a command makes. Raises QuestionError with what is wrong with it."""
    return _checked(AskRequest, body, "See qa-service ask --help.")


def search_request(body: Mapping[str, Any]) -> SearchRequest:
    """The search that a program makes. Raises QuestionError with what is wrong with it."""
    return _checked(SearchRequest, body, "See docs/programs.md.")


def scope_of(body: Mapping[str, Any]) -> Scope:
    """What the filters in a body of another interface say. Raises QuestionError.

    >>> scope_of({"model": "qa-service", "as_of": "2021-06-11"}).as_of
    datetime.date(2021, 6, 11)
    """
    given = {name: body[name] for name in FILTERS if name in body}
    return _checked(SearchRequest, {"question": "", **given}, "See docs/programs.md.").scope()


def _checked(model: type[Model], body: Mapping[str, Any], advice: str) -> Model:
    try:
        return model.model_validate(body)
    except ValidationError as error:
        raise QuestionError(complaint(error, advice)) from error


def complaint(error: ValidationError, advice: str) -> str:
    """What is wrong first of all, in a sentence that says where, with advice where it has none.

    >>> ask_request({"question": "Qui ?", "to": "2021-02-30"})
    Traceback (most recent call last):
    qa_service.domain.errors.QuestionError: "to": '2021-02-30' is no day of the calendar. Write \
it as in 2021-06-11.
    >>> ask_request({"questoin": "Qui ?"})
    Traceback (most recent call last):
    qa_service.domain.errors.QuestionError: "questoin" is no field: perhaps "question" is meant.
    """
    first = error.errors(include_url=False, include_input=False)[0]
    if first["type"] == "unknown":
        return str(first["msg"])
    said = str(first["msg"]).removesuffix(".")
    where = f'"{first["loc"][0]}": ' if first["loc"] else ""
    return f"{where}{said}." if first["type"] == "day" else f"{where}{said}. {advice}"


def _period(start: date | None, end: date | None) -> Period | None:
    return Period(start, end) if start or end else None


def _several(names: str | list[str] | None) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else tuple(names or ())


def _lower(codes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(code.lower() for code in codes)

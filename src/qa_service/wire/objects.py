"""What all objects have in common."""

from datetime import datetime
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, PlainSerializer

Json = dict[str, Any]


def moment_text(moment: datetime) -> str:
    """A moment in UTC, to the second.

    >>> from datetime import UTC
    >>> moment_text(datetime(2024, 7, 4, 9, 30, 12, 345, tzinfo=UTC))
    '2024-07-04T09:30:12Z'
    """
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def _or_null(value: object) -> object:
    return value or None


def _rounded(places: int) -> AfterValidator:
    def to_places(number: float) -> float:
        return round(number, places)

    return AfterValidator(to_places)


Moment = Annotated[datetime, PlainSerializer(moment_text, return_type=str)]
OrNull = BeforeValidator(_or_null)  # what is empty is null
Hundredths = Annotated[float, _rounded(2)]
TenThousandths = Annotated[float, _rounded(4)]


class WireObject(BaseModel):
    """A JSON object, read from the attributes of a value of the domain."""

    model_config = ConfigDict(
        from_attributes=True,
        frozen=True,
        use_attribute_docstrings=True,
        # what has a default is always written: a reader may count on it
        json_schema_serialization_defaults_required=True,
    )

    @classmethod
    def of(cls, value: object, **more: object) -> Self:
        """The object of a value, with fields that it has from elsewhere."""
        found = cls.model_validate(value)
        return found.model_copy(update=more) if more else found

    def as_json(self) -> Json:
        """As it is written, in the order of the fields."""
        return self.model_dump(mode="json", by_alias=True)

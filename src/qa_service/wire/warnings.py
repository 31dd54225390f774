"""What was found in articles."""

from pydantic import AliasPath, Field

from qa_service.domain.warnings import WarningKind
from qa_service.wire.objects import WireObject


class WarningObject(WireObject):
    """What in an article is addressed to a machine, or was hidden from its readers.

    The article is searched and quoted like any other; the words are kept from language models.
    """

    kind: WarningKind
    snippet: str
    """The words, with hidden characters made visible."""
    start: int | None = Field(None, validation_alias=AliasPath("span", "start"))
    """Of the words in the article's text, in Unicode code points; null where they are not in it."""
    end: int | None = Field(None, validation_alias=AliasPath("span", "end"))

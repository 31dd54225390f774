"""Markdown with YAML front matter."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise

import frontmatter
import yaml

from qa_service.domain.article import Provenance
from qa_service.domain.errors import UnreadableFile
from qa_service.ingestion.metadata import Metadata
from qa_service.ingestion.readers.blocks import hidden_in
from qa_service.ingestion.readers.document import RawDocument, assemble, decode
from qa_service.ingestion.readers.markdown_text import Markdown
from qa_service.text.dates import parse_date
from qa_service.text.injections import is_order

# The names under which each field is accepted; the first one present counts.
KEYS = {
    "title": ("title",),
    "outlet": ("outlet", "source", "site", "publisher"),
    "author": ("author", "authors"),
    "published": ("published", "date"),
    "updated": ("updated", "modified", "lastmod"),
    "section": ("section", "category", "rubrique"),
    "url": ("url", "link"),
    "language": ("language", "lang"),
}


def read_markdown(data: bytes) -> RawDocument:
    """A document from the bytes of a Markdown file. Raises UnreadableFile."""
    try:
        fields, content = frontmatter.parse(decode(data))
    except (yaml.YAMLError, RecursionError) as error:
        place = _place(error)
        raise UnreadableFile(f"Its front matter is no valid YAML{place}: correct it.") from error
    except ValueError as error:  # 2021-02-30
        raise UnreadableFile(f"Its front matter is wrong ({error}): correct it.") from error
    known = known_from(fields)
    markdown = Markdown(content)
    hidden = (*hidden_in(content), *filter(is_order, _comments(content)))
    if known.title is None:
        known = replace(known, title=_first_heading(markdown))
    return assemble([*markdown.lines()], known, hidden)


def known_from(fields: Mapping[str, object]) -> Metadata:
    """What the front matter says. Raises UnreadableFile for a date of unknown form.

    >>> known_from({"Source": "DW", "date": "11 juin 2021", "lang": "fr-FR"}).published
    datetime.date(2021, 6, 11)
    """
    lowered = {str(key).lower(): value for key, value in fields.items()}
    values = {
        name: next((lowered[key] for key in keys if lowered.get(key) not in (None, "")), None)
        for name, keys in KEYS.items()
    }
    published = _date(values["published"])
    language = re.match(r"([a-z]{2})(?:[-_]|$)", str(values["language"] or "").lower())
    return Metadata(
        title=_text("title", values["title"]),
        outlet=_text("outlet", values["outlet"]),
        author=_text("author", values["author"]),
        url=_text("url", values["url"]),
        published=published,
        published_from=Provenance.FRONT_MATTER if published else None,
        updated=_date(values["updated"]),
        section=_text("section", values["section"]),
        language=language[1] if language else None,
    )


def _comments(content: str) -> list[str]:
    """What stands in definitions of links that lead nowhere."""
    return re.findall(r"(?m)^ {0,3}\[[^\]\n]+\]:\s*(?:#|<>)\s*[(\"'](.+)[)\"']\s*$", content)


def _first_heading(markdown: Markdown) -> str | None:
    for opening, inline in pairwise(markdown.tokens):
        if opening.type == "heading_open" and opening.tag == "h1":
            return markdown.text_of(inline) or None
    return None


def _date(value: object) -> date | None:
    if value is None:
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if found := parse_date(str(value)):
        return found
    raise UnreadableFile(
        f"Its front matter has a date of unknown form, '{value}': write 2021-06-11."
    )


def _text(name: str, value: object) -> str | None:
    """A value as text; several authors are listed with commas."""
    values = value if isinstance(value, list) else [] if value is None else [value]
    if any(isinstance(item, list | dict) for item in values):
        raise UnreadableFile(f"Its front matter has a nested '{name}': write it on one line.")
    return ", ".join(str(item).strip() for item in values) or None


def _place(error: Exception) -> str:
    mark = error.problem_mark if isinstance(error, yaml.MarkedYAMLError) else None
    return f" (line {mark.line + 2})" if mark else ""  # after the "---", counted from 1

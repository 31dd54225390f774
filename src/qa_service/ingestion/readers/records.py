"""JSON and JSONL in the shapes in which news is exported: one record an article.

A record's fields go by many names; `FIELDS` lists those known, of archives, programming interfaces
and crawlers. When something was crawled, fetched or imported is not among them.
"""

import json
import re
from collections.abc import Iterator, Mapping
from functools import partial
from hashlib import sha256
from typing import Any

from qa_service.domain.article import Provenance
from qa_service.domain.errors import UnreadableFile
from qa_service.ingestion.limits import MB
from qa_service.ingestion.metadata import Metadata
from qa_service.ingestion.readers.blocks import hidden_in, lines_of_markup
from qa_service.ingestion.readers.declared import names
from qa_service.ingestion.readers.document import RawDocument, assemble, normalised
from qa_service.ingestion.readers.encodings import BROKEN, readable
from qa_service.ingestion.readers.fields import day_of, first, texts_of
from qa_service.ingestion.readers.lines import lines_of_text
from qa_service.ingestion.readers.pieces import Found, Piece, Source, Unread
from qa_service.ingestion.readers.text import split_lines

Record = Mapping[str, Any]

# The names under which each field is accepted, without case and marks; the first present counts.
FIELDS = {
    "id": ("id", "guid", "uuid", "docid", "articleid"),
    "title": ("title", "headline", "webtitle", "titre"),
    "lead": ("heading", "lead", "chapo", "standfirst", "subtitle", "summary", "description"),
    "text": (
        "text", "body", "maintext", "articlebody", "bodytext", "fulltext", "article", "texte",
        "contenttext", "contenthtml", "content", "contenu",
    ),
    "author": ("author", "authors", "byline", "auteur", "creator"),
    "outlet": ("outlet", "publisher", "sitename", "source", "journal", "sourcedomain"),
    "section": ("section", "sectionname", "articlesection", "category", "rubrique"),
    "url": ("url", "canonicalurl", "link", "weburl", "permalink"),
    "language": ("language", "lang", "inlanguage"),
    "published": (
        "published", "datepublished", "publishedat", "publicationdate", "publishdate",
        "datepublish", "webpublicationdate", "pubdate", "date", "datepublication",
    ),
    "updated": ("updated", "datemodified", "updatedat", "modified", "datemodify"),
}  # fmt: skip
# The names that head columns of tables besides. In a record some of them mean other things, such as
# "media" its pictures.
HEADINGS = {
    "id": ("identifiant", "reference", "idarticle"),
    "title": ("titrearticle", "titredelarticle", "articletitle", "intitule"),
    "lead": ("chapeau", "resume", "accroche", "soustitre", "abstract"),
    "text": (
        "articletext", "plaintext", "textearticle", "textedelarticle", "texteintegral",
        "textecomplet", "corps", "corpsdutexte", "corpsdelarticle", "contenudelarticle",
    ),
    "author": ("auteurs", "journaliste", "signature"),
    "outlet": ("media", "support", "newspaper", "editeur", "nomdumedia", "titredepresse"),
    "section": ("categorie",),
    "url": ("lien", "adresse", "address", "adresseweb", "liendelarticle", "urlarticle"),
    "language": ("langue",),
    "published": ("datedepublication", "datedeparution", "dateparution", "parution", "publiele"),
    "updated": ("datedemiseajour", "datedemodification", "misajourle", "modifiele"),
}  # fmt: skip
# Where a file's records lie, if not in a list of its own; an object around them may be nested.
LISTS = tuple("articles items results entries posts data documents response hits".split())
INNER = ("fields", "_source", "attributes")  # objects of a record that hold fields of their own
_MARKUP = re.compile(r"</?(?:p|br|div|h[1-6]|ul|li|blockquote|figure)\b[^>]*>", re.IGNORECASE)
_LEAD = 60  # characters of a lead that show whether the text begins with it


def read_json(source: Source) -> Iterator[Found]:
    """The records of a JSON file. Raises UnreadableFile."""
    text, damage = readable(source.read(source.limits.largest_file))
    records = _records(_parsed(normalised(text)))
    if records is None:
        raise UnreadableFile(
            "It is JSON without articles: give a record with 'title' and 'text', a list of such, "
            "or an object with the list under 'articles'."
        )
    if not records:
        raise UnreadableFile("It lists no article: put some into it, or delete it.")
    for number, record in enumerate(records, start=1):
        piece = piece_of(record, f"record {number}")
        broken = damage and isinstance(piece, Piece) and BROKEN.encode() in piece.content
        yield Unread(piece.part, damage, piece.part) if broken else piece


def read_json_lines(source: Source) -> Iterator[Found]:
    """The record on each line of a JSONL file; a broken line does not stop the others."""
    megabytes = source.limits.largest_article
    for number, line in enumerate(lines_of_text(source, megabytes * MB), start=1):
        name = f"line {number}"
        if line is None:
            yield Unread(
                name,
                f"It has more than the {megabytes} MB that an article may have: split it, or raise "
                "QA_LARGEST_ARTICLE.",
            )
            continue
        try:
            text = line()
            record = _parsed(text) if text.strip() else None
        except UnreadableFile as error:
            yield Unread(name, str(error))
        else:
            if text.strip():
                yield piece_of(record, name)


def read_record(record: Record) -> RawDocument:
    """The article in a record. Raises UnreadableFile."""
    values = _values(record)
    published = next((day for value in values["published"] if (day := day_of(value))), None)
    language = re.match(r"([a-z]{2})(?:[-_]|$)", (_text(values, "language") or "").lower())
    known = Metadata(
        title=_title(values),
        outlet=_text(values, "outlet"),
        author=names([name for value in values["author"][:1] for name in texts_of(value)]),
        url=_text(values, "url"),
        published=published,
        published_from=Provenance.RECORD if published else None,
        updated=next((day for value in values["updated"] if (day := day_of(value))), None),
        section=_text(values, "section"),
        language=language[1] if language else None,
    )
    markup = [
        text for name in ("lead", "text") for value in values[name][:1] for text in texts_of(value)
    ]
    return assemble(_lines(values), known, hidden_in(*filter(_MARKUP.search, markup)))


def _parsed(text: str) -> object:
    try:
        return json.loads(text, strict=False)
    except ValueError as error:
        place = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        raise UnreadableFile(f"It is no valid JSON{place}: export it anew.") from error
    except RecursionError as error:
        raise UnreadableFile("Its JSON is nested too deeply: export it flat.") from error


def _records(found: object) -> list[object] | None:
    """The list of records, wherever it lies; None where there is none."""
    if isinstance(found, list):
        return found
    if not isinstance(found, dict):
        return None
    if _values(found)["text"]:
        return [found]
    lists = (_records(found[key]) for key in LISTS if isinstance(found.get(key), dict | list))
    return next((records for records in lists if records is not None), None)


def piece_of(record: object, name: str) -> Found:
    """The article that a record is; `name` is for the user, where it is none."""
    if not isinstance(record, dict):
        return Unread(name, "It is no record: give an object with 'title' and 'text'.")
    values = _values(record)
    if not values["text"] and not values["lead"]:
        return Unread(name, "It has no field 'text': name the article's text so.", _part(values))
    content = json.dumps(record, ensure_ascii=False, sort_keys=True)
    return Piece(
        _part(values), content.encode("utf-8", "surrogatepass"), partial(read_record, record)
    )


def part_of(record: Record) -> str:
    """The name of a record within its file."""
    return _part(_values(record))


def _part(values: Mapping[str, list[Any]]) -> str:
    """The record's id, else its address, else what of it a correction leaves as it was."""
    named = _text(values, "id") or _text(values, "url")
    told = f"{_title(values)}\n{first(str(value) for value in values['published'])}"
    return named or sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _values(record: Record) -> dict[str, list[Any]]:
    """The values of each field that are not empty, by the order of its names."""
    flat: dict[str, Any] = {}
    for source in (record, *(record.get(key) for key in INNER)):
        if isinstance(source, Mapping):
            for key, value in source.items():
                if value not in (None, "", [], {}):
                    flat.setdefault(re.sub(r"[^a-z]", "", str(key).lower()), value)
    return {name: [flat[key] for key in keys if key in flat] for name, keys in FIELDS.items()}


def _text(values: Mapping[str, list[Any]], name: str) -> str | None:
    found = first(text for value in values[name] for text in texts_of(value))
    return " ".join(normalised(found).split()) if found else None


def _title(values: Mapping[str, list[Any]]) -> str | None:
    title = _text(values, "title")
    return " ".join(lines_of_markup(title)).strip() if title and "<" in title else title


def _lines(values: Mapping[str, list[Any]]) -> list[str]:
    """The lead, unless the text begins with it, and the text."""
    paragraphs = [text for value in values["text"][:1] for text in texts_of(value)]
    body = [line for text in paragraphs for line in (*_split(text), "")]
    lead = [line for text in values["lead"][:1] for line in _split(first(texts_of(text)) or "")]
    head = " ".join(lead)[:_LEAD].rstrip(" .…")
    told = head and head in " ".join(body[:10])
    return body if told or not lead else [*lead, "", *body]


def _split(text: str) -> list[str]:
    """The lines of a text that may be HTML."""
    return lines_of_markup(text) if _MARKUP.search(text) else split_lines(normalised(text))

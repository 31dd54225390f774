"""Mails and newsletters: the body is an article, and so is what is attached."""

import io
import re
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import parseaddr
from functools import partial

from qa_service.domain.article import Provenance
from qa_service.domain.errors import UnreadableFile
from qa_service.ingestion.boilerplate import NAME
from qa_service.ingestion.metadata import Metadata
from qa_service.ingestion.readers.blocks import hidden_in, lines_of_markup
from qa_service.ingestion.readers.document import RawDocument, assemble, decode, normalised
from qa_service.ingestion.readers.fields import day_of
from qa_service.ingestion.readers.pieces import Found, Piece, Source, Unread, within
from qa_service.ingestion.readers.text import split_lines

Read = Callable[[Source], Iterator[Found]]

LISTED = ("List-Id", "List-Unsubscribe", "List-Post")  # headers of newsletters
_REPLY = re.compile(r"^(?:(?:re|fwd?|tr|ref)\s*:\s*)+", re.IGNORECASE)


def read_mail(read: Read, source: Source) -> Iterator[Found]:
    """The body of a mail, and what `read` finds in its attachments. Raises UnreadableFile."""
    data = source.read(source.limits.largest_file)
    message = message_from_bytes(data, policy=policy.default)
    if not any(name in message for name in ("From", "Date", "Subject")):
        raise UnreadableFile("It is no mail: save the mail with its headers, as .eml.")
    attachments = list(_attachments(message))
    yield from _bodies(message, alone=not attachments)
    for name, attached in attachments:
        yield from within(name, partial(_read_attached, read, source, name, attached))


def _bodies(message: EmailMessage, alone: bool) -> Iterator[Found]:
    """The body as a piece, unless it is empty and something is attached."""
    try:
        lines, hidden = _body(message)
    except UnreadableFile as error:
        yield Unread("", str(error))
        return
    if lines or alone:
        told = [str(_header(message, name)) for name in ("From", "Date", "Subject")]
        content = "\n".join([*told, *lines]).encode("utf-8", "surrogatepass")
        yield Piece("", content, partial(_read_body, message, lines, hidden))


def _read_attached(read: Read, source: Source, name: str, content: bytes) -> Iterator[Found]:
    source.require_shallow()
    source.budget.take(len(content))
    yield from read(source.inner(name, partial(io.BytesIO, content)))


def _read_body(message: EmailMessage, lines: list[str], hidden: tuple[str, ...]) -> RawDocument:
    published = day_of(_header(message, "Date"))
    sender = parseaddr(_header(message, "From") or "")[0] or None
    listed = any(name in message for name in LISTED)
    person = sender if sender and not listed and re.fullmatch(NAME, sender) else None
    language = re.match(r"[a-z]{2}\b", (_header(message, "Content-Language") or "").lower())
    known = Metadata(
        title=_REPLY.sub("", _header(message, "Subject") or "") or None,
        outlet=None if person else sender,
        author=person,
        published=published,
        published_from=Provenance.RECORD if published else None,
        language=language[0] if language else None,
    )
    return assemble(lines, known, hidden)


def _header(message: EmailMessage, name: str) -> str | None:
    """A header as text; some are so broken that the library gives up."""
    try:
        value = message[name]
    except (MessageError, ValueError, IndexError, AttributeError, TypeError):
        return None
    return " ".join(normalised(str(value)).split()) if value else None


def _body(message: EmailMessage) -> tuple[list[str], tuple[str, ...]]:
    """The lines of the body: of its HTML, whose plain twin is often a stub, else of the text.

    With the words of it that are not seen.
    """
    part = message.get_body(("html", "plain"))
    content = _text(part) if isinstance(part, EmailMessage) else ""
    if part is not None and part.get_content_type() == "text/html":
        return lines_of_markup(content), hidden_in(content)
    signature = re.split(r"(?m)^-- $", normalised(content), maxsplit=1)
    return ([] if not signature[0].strip() else split_lines(signature[0])), ()


def _text(part: EmailMessage) -> str:
    payload = part.get_payload(decode=True)
    return decode(payload, part.get_content_charset()) if isinstance(payload, bytes) else ""


def _attachments(message: EmailMessage) -> Iterator[tuple[str, bytes]]:
    """Name and content of what is attached, but for pictures, which letterheads are made of."""
    for part in message.iter_attachments():
        name = part.get_filename()
        if part.get_content_type() == "message/rfc822":
            inner = part.get_content()
            yield name or f"{_header(inner, 'Subject') or 'mail'}.eml", inner.as_bytes()
        elif name and part.get_content_maintype() != "image":
            payload = part.get_payload(decode=True)
            yield name, payload if isinstance(payload, bytes) else b""

"""Mails and newsletters: the body is an article, and so is what is attached."""

import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
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
Attachment = tuple[str, Callable[[], Iterator[Found]]]  # its name, and what reads it
Body = Callable[[], tuple[list[str], tuple[str, ...]]]  # lines, and words that are not seen

LISTED = ("List-Id", "List-Unsubscribe", "List-Post")  # headers of newsletters
_REPLY = re.compile(r"^(?:(?:re|fwd?|tr|ref)\s*:\s*)+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Head:
    """What a mail says of itself; `None` where it does not."""

    sender: str | None  # the name, without an address
    day: date | None  # the day at the sender's
    subject: str | None
    told: tuple[str, ...]  # all of this as it is written, of which the fingerprint is made
    language: str | None = None
    is_listed: bool = False  # it comes from a list, as newsletters do


def read_mail(read: Read, source: Source) -> Iterator[Found]:
    """The body of a mail, and what `read` finds in its attachments. Raises UnreadableFile."""
    data = source.read(source.limits.largest_file)
    yield from found_in(read, source, message_from_bytes(data, policy=policy.default))


def found_in(read: Read, source: Source, message: EmailMessage) -> Iterator[Found]:
    """The same of a mail that lies in `source`. Raises UnreadableFile."""
    if not any(name in message for name in ("From", "Date", "Subject")):
        raise UnreadableFile("It is no mail: save the mail with its headers, as .eml.")
    attachments = [
        (name, partial(found_attached, read, source, name, content))
        for name, content in _attachments(message)
    ]
    yield from letter(head_of(message), partial(_body, message), attachments)


def letter(head: Head, body: Body, attachments: Sequence[Attachment]) -> Iterator[Found]:
    """The body of a mail of whatever format, and what is found in its attachments."""
    yield from _bodies(head, body, alone=not attachments)
    for name, found in attachments:
        yield from within(name, found)


def found_attached(read: Read, source: Source, name: str, content: bytes) -> Iterator[Found]:
    """What `read` finds in a file attached to a mail. Raises UnreadableFile."""
    source.require_shallow()
    source.budget.take(len(content))
    yield from read(source.inner(name, partial(io.BytesIO, content)))


def head_of(message: EmailMessage) -> Head:
    """What the headers of a mail say."""
    told = [_header(message, name) for name in ("From", "Date", "Subject")]
    language = re.match(r"[a-z]{2}\b", (_header(message, "Content-Language") or "").lower())
    return Head(
        sender=parseaddr(told[0] or "")[0] or None,
        day=day_of(told[1]),
        subject=told[2],
        told=tuple(map(str, told)),
        language=language[0] if language else None,
        is_listed=any(name in message for name in LISTED),
    )


def _bodies(head: Head, body: Body, alone: bool) -> Iterator[Found]:
    """The body as a piece, unless it is empty and something is attached."""
    try:
        lines, hidden = body()
    except UnreadableFile as error:
        yield Unread("", str(error))
        return
    if lines or alone:
        content = "\n".join([*head.told, *lines]).encode("utf-8", "surrogatepass")
        yield Piece("", content, partial(_read_body, head, lines, hidden))


def _read_body(head: Head, lines: list[str], hidden: tuple[str, ...]) -> RawDocument:
    sender = head.sender
    person = sender if sender and not head.is_listed and re.fullmatch(NAME, sender) else None
    known = Metadata(
        title=_REPLY.sub("", head.subject or "") or None,
        outlet=None if person else sender,
        author=person,
        published=head.day,
        published_from=Provenance.RECORD if head.day else None,
        language=head.language,
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
    return plain_lines(content), ()


def plain_lines(body: str) -> list[str]:
    """The lines of a plain body, up to the signature."""
    signature = re.split(r"(?m)^-- $", normalised(body), maxsplit=1)
    return split_lines(signature[0]) if signature[0].strip() else []


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

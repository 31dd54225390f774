"""Outlook's mails (.msg): files that hold a mail's properties, its attachments and mails within."""

import io
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from email import policy
from email.parser import HeaderParser
from functools import partial
from mimetypes import guess_type

from olefile import OleFileIO
from oxmsg.domain import constants as ids
from oxmsg.domain.encodings import encoding_from_codepage
from oxmsg.domain.model import UnrecognizedCodePageError, UnsupportedEncodingError
from oxmsg.properties import Properties
from oxmsg.storage import Storage

from qa_service.domain.errors import UnreadableFile
from qa_service.ingestion.limits import Budget
from qa_service.ingestion.readers.blocks import hidden_in, lines_of_markup
from qa_service.ingestion.readers.document import decode, normalised
from qa_service.ingestion.readers.encodings import declared_in
from qa_service.ingestion.readers.fields import day_of
from qa_service.ingestion.readers.lzfu import unpacked_rtf
from qa_service.ingestion.readers.mail import (
    Attachment,
    Head,
    found_attached,
    head_of,
    letter,
    plain_lines,
)
from qa_service.ingestion.readers.pieces import Found, Source
from qa_service.ingestion.readers.rtf import lines_in

Read = Callable[[Source], Iterator[Found]]

MOST_STREAMS = 20_000  # a mail has some hundred; each is looked for among all
AT_TOP, WITHIN, ATTACHED = 32, 24, 8  # bytes before the properties of such an item
_MAIL_WITHIN = "__substg1.0_3701000D"  # the storage of an attachment that is a mail
_NAMES = (ids.PID_ATTACH_LONG_FILENAME, ids.PID_ATTACH_FILENAME, ids.PID_DISPLAY_NAME)
# What is said of a file that lacks bytes; other defects do no harm.
_LACKS = ("incomplete", "less than declared", "out of range", "too large")
_BROKEN = (
    OSError, KeyError, IndexError, ValueError, TypeError, AttributeError, AssertionError,
    OverflowError, RecursionError, struct.error, UnrecognizedCodePageError,
    UnsupportedEncodingError,
)  # fmt: skip


def read_outlook(read: Read, source: Source) -> Iterator[Found]:
    """The body of a mail, and what `read` finds in its attachments. Raises UnreadableFile."""
    storage = _opened(source)
    yield from _letter(read, source, _Item(storage, AT_TOP))


def _opened(source: Source) -> Storage:
    data = source.read(source.limits.largest_file)
    with _readable(), OleFileIO(_Metered(data, source.budget)) as file:
        if len(file.direntries) > MOST_STREAMS:
            raise ValueError(len(file.direntries))
        storage = Storage.from_ole(file)
        issues = [str(message) for _, message in file.parsing_issues]
    if any(lack in issue for issue in issues for lack in _LACKS):
        raise UnreadableFile("It is damaged (it breaks off): get it anew.")
    return storage


class _Metered(io.BytesIO):
    """A file of which no more is read than may be unpacked: its parts may lie in each other."""

    def __init__(self, data: bytes, budget: Budget) -> None:
        super().__init__(data)
        self._budget = budget

    def read(self, size: int | None = -1, /) -> bytes:
        data = super().read(size)
        self._budget.take(len(data))
        return data


@dataclass(frozen=True, slots=True)
class _Item:
    """A mail or an attachment: its streams, and the properties that have a fixed size."""

    storage: Storage
    start: int  # of its properties
    code_page: str | None = None  # of its texts that are not in Unicode

    def bytes_of(self, id: int, kind: int = ids.PTYP_BINARY) -> bytes | None:
        try:
            return self.storage.property_stream_bytes(id, kind)
        except KeyError:
            return None

    def text(self, id: int, of_body: bool = False) -> str:
        """A text, "" where there is none; one that is not in Unicode is read as a file's is."""
        if (wide := self.bytes_of(id, ids.PTYP_STRING)) is not None:
            return wide.decode("utf-16-le", "replace").strip("\0")
        data = (self.bytes_of(id, ids.PTYP_STRING8) or b"").strip(b"\0")
        return decode(data, self.encoding(of_body)) if data else ""

    def encoding(self, of_body: bool = False) -> str | None:
        """What the mail says of its texts that are not in Unicode, which may be wrong."""
        pages = (*([ids.PID_INTERNET_CODEPAGE] if of_body else []), ids.PID_MESSAGE_CODEPAGE)
        found = (self._properties().int_prop_value(page) for page in pages)
        number = next((page for page in found if page), None)
        return encoding_from_codepage(number) if number else self.code_page

    def day(self, id: int) -> str | None:
        found = self._properties().date_prop_value(id)
        return found.isoformat() if found else None

    def _properties(self) -> Properties:
        return Properties(self.storage, properties_header_offset=self.start)


def _letter(read: Read, source: Source, mail: _Item) -> Iterator[Found]:
    """What is found in a mail, at the top or within another."""
    with _readable():
        head = _head(mail)
        if not any((head.sender, head.day, head.subject)):
            raise UnreadableFile("It is no mail: save the mail with its headers, as .eml.")
        attachments = list(_attachments(read, source, mail))
    yield from letter(head, partial(_body, mail), attachments)


@contextmanager
def _readable() -> Iterator[None]:
    """Says of a broken file what it is. The libraries raise many kinds of errors then."""
    try:
        yield
    except _BROKEN as error:
        raise UnreadableFile(
            "It is no Outlook mail that can be read: save it anew as .msg, or as .eml."
        ) from error


def _head(mail: _Item) -> Head:
    """By its properties, and the headers with which it travelled, which tell the sender's day."""
    headers = HeaderParser(policy=policy.default).parsestr(
        mail.text(ids.PID_TRANSPORT_MESSAGE_HEADERS)
    )
    written = head_of(headers)
    names = (mail.text(id) for id in (ids.PID_SENT_REPRESENTING_NAME, ids.PID_SENDER_NAME))
    sender = next((name for name in names if name and "@" not in name), None) or written.sender
    sent = (mail.day(id) for id in (ids.PID_CLIENT_SUBMIT_TIME, ids.PID_MESSAGE_DELIVERY_TIME))
    day = written.day or next((day for one in sent if (day := day_of(one))), None)
    subject = " ".join(normalised(mail.text(ids.PID_SUBJECT)).split()) or written.subject
    told = tuple(map(str, (sender, day, subject)))
    return replace(written, sender=sender, day=day, subject=subject, told=told)


def _body(mail: _Item) -> tuple[list[str], tuple[str, ...]]:
    """The lines of the body and the words of it that are not seen. Raises UnreadableFile.

    Of the plain text, unless the page beside it hides words, which the text would show; else of
    that page, else of the RTF that Outlook keeps.
    """
    with _readable():
        plain, page = mail.text(ids.PID_BODY, of_body=True), _page(mail)
        hidden = hidden_in(page)
        if plain.strip() and not hidden:
            return plain_lines(plain), ()
        if page.strip():
            return lines_of_markup(page), hidden
        packed = mail.bytes_of(ids.PID_RTF_COMPRESSED)
        return lines_in(unpacked_rtf(packed)) if packed else ([], ())


def _page(mail: _Item) -> str:
    if data := mail.bytes_of(ids.PID_HTML):
        return decode(data, declared_in(data) or mail.encoding(of_body=True))
    return mail.text(ids.PID_BODY_HTML, of_body=True)


def _attachments(read: Read, source: Source, mail: _Item) -> Iterator[Attachment]:
    """What is attached, but for pictures, which letterheads are made of."""
    for storage in mail.storage.iter_attachment_storages():
        file = _Item(storage, ATTACHED, mail.encoding())
        name = next(filter(None, map(file.text, _NAMES)), "")
        inner = next((one for one in storage.storages if one.name == _MAIL_WITHIN), None)
        kind = file.text(ids.PID_ATTACH_MIME_TAG) or guess_type(name)[0] or ""
        content = file.bytes_of(ids.PID_ATTACH_DATA_BINARY)
        if inner is not None:
            item = _Item(inner, WITHIN, file.code_page)
            yield f"{name or 'mail'}.msg", partial(_inner, read, source, item)
        elif name and content is not None and not kind.startswith("image/"):
            yield name, partial(found_attached, read, source, name, content)


def _inner(read: Read, source: Source, mail: _Item) -> Iterator[Found]:
    source.require_shallow()
    yield from _letter(read, replace(source, depth=source.depth + 1), mail)

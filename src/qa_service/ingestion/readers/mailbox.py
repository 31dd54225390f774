"""Mailboxes (.mbox): mails one after the other, each read like a mail in a file of its own.

By a reader of our own: the standard library's needs a file on the disk, takes any line that begins
with "From " for the beginning of a mail, and leaves the sign before those that are none.
"""

import re
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from email.errors import CloseBoundaryNotFoundDefect, MessageError
from email.message import EmailMessage
from functools import partial
from hashlib import sha256
from itertools import chain, pairwise
from typing import IO

from qa_service.domain.errors import UnreadableFile
from qa_service.ingestion.limits import MB
from qa_service.ingestion.readers.mail import found_in, head_of
from qa_service.ingestion.readers.pieces import Found, Source, Unread, within

Read = Callable[[Source], Iterator[Found]]

BLOCK = MB  # bytes of a line that are read at once
EXPUNGED = 0x8  # of Thunderbird's flags: deleted, until the mailbox is compacted
# A mail begins after a blank line, with the time or nothing, and goes on with a header.
_BEGINNING = re.compile(rb"From (?:.*\d\d:\d\d.*|\s*)$", re.DOTALL)
_HEADER = re.compile(rb"[!-9;-~]+[ \t]*:")
_MASKED = re.compile(rb">+From ")  # a line of a mail that would look like a beginning


def read_mailbox(read: Read, source: Source) -> Iterator[Found]:
    """What is found in each mail of a mailbox; what is broken stops no other.

    Raises UnreadableFile for a file that is none.
    """
    for data, following in pairwise(chain(_mails(source), [b""])):
        message = message_from_bytes(data, policy=policy.default)
        if _is_expunged(message):
            continue
        part = _part(message)
        if not following and _breaks_off(message):
            yield Unread(part, "The mailbox breaks off within this mail: export it anew.", part)
        else:
            yield from within(part, partial(_found_in, read, source, message))


def _found_in(read: Read, source: Source, message: EmailMessage) -> Iterator[Found]:
    try:
        yield from found_in(read, source, message)
    except (MessageError, LookupError, ValueError, AttributeError, TypeError) as error:
        raise UnreadableFile(
            "It is no mail that can be read: save its text by itself, as .txt."
        ) from error


def _mails(source: Source) -> Iterator[bytes]:
    """The bytes of each mail, without the line that begins it."""
    mail: list[bytes] | None = None
    size, blank, largest = 0, True, source.limits.largest_file
    with source.open() as file:
        for line, following in pairwise(chain(_lines(file), [b""])):
            begins = blank and _BEGINNING.match(line) and _HEADER.match(following)
            if begins and mail is not None:
                yield b"".join(mail)
            if begins:
                mail, size = [], 0
            elif mail is not None:
                mail.append(line[1:] if _MASKED.match(line) else line)
                size += len(line)
                if size > largest * MB:
                    source.checked(b"".join(mail), largest)
            elif line.strip():
                break
            blank = not line.strip()
    if mail is None:
        raise UnreadableFile(
            "It is no mailbox: export it anew as .mbox, or save its mails as .eml."
        )
    yield b"".join(mail)


def _lines(file: IO[bytes]) -> Iterator[bytes]:
    return iter(lambda: file.readline(BLOCK), b"")


def _part(message: EmailMessage) -> str:
    """The mail's own id, or else a hash of what a program that keeps it does not change."""
    try:
        own = " ".join(str(message["Message-ID"] or "").split()).strip("<> ")
    except (MessageError, LookupError, ValueError, AttributeError, TypeError):
        own = ""
    told = "\n".join(head_of(message).told) if not own else ""
    return own or sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _is_expunged(message: EmailMessage) -> bool:
    flags = str(message.get("X-Mozilla-Status", "0"))
    return re.fullmatch("[0-9a-fA-F]{1,8}", flags) is not None and bool(int(flags, 16) & EXPUNGED)


def _breaks_off(message: EmailMessage) -> bool:
    """Whether a mail of several parts lacks the end of one; one of a single part may do unseen."""
    parts = message.walk()
    return any(
        isinstance(defect, CloseBoundaryNotFoundDefect) for part in parts for defect in part.defects
    )

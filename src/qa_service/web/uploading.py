"""The upload of files: how large a request with them may be, and the files in it."""

from collections.abc import Iterable, Iterator
from typing import IO

from flask import Request
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import RequestEntityTooLarge, UnsupportedMediaType

from qa_service.ingestion.limits import MB

FORM = "multipart/form-data"
AROUND = 256 * 1024  # bytes of a form besides the contents of its files
MOST_FILES = 1000  # parts of a form


def upload_limit(largest_upload: int) -> int:
    """The bytes of a form with so many megabytes of files."""
    return largest_upload * MB + AROUND


def admit_upload(request: Request, largest_upload: int) -> None:
    """To be called before a form with files is read.

    Raises UnsupportedMediaType for what is no such form, RequestEntityTooLarge for a larger one.
    """
    if request.mimetype != FORM:
        raise UnsupportedMediaType(f"The body has another media type. Send the files as {FORM}.")
    limit = upload_limit(largest_upload)
    if (request.content_length or 0) > limit:
        raise too_large(largest_upload)
    request.max_content_length = limit
    request.max_form_parts = MOST_FILES


def too_large(largest_upload: int) -> RequestEntityTooLarge:
    """What is said of more than an upload may have."""
    return RequestEntityTooLarge(
        f"The files have more than the {largest_upload} MB that an upload may have. Upload them in "
        "several steps, or raise QA_LARGEST_UPLOAD."
    )


def contents(files: Iterable[FileStorage]) -> Iterator[tuple[str, IO[bytes]]]:
    """Name and content of each file that was chosen; an empty field of a form is none."""
    for file in files:
        if file.filename:
            yield file.filename, file.stream

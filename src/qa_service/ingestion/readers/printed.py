"""Fields that a program wrote into a file: "Microsoft Word - draft2", or who owns the computer."""

from collections.abc import Sequence

from qa_service.ingestion.header import same_letters
from qa_service.ingestion.readers.document import normalised
from qa_service.text.dates import fold

HEAD = 12  # lines among which title and author are printed


def printed_fields(
    lines: Sequence[str], title: str | None, author: str | None
) -> tuple[str | None, str | None]:
    """Title and author, each only if the file's head shows it too.

    >>> printed_fields(["Le port rouvre", "Par Awa Koné"], "Microsoft Word - a.doc", "Awa Koné")
    (None, 'Awa Koné')
    """
    head = [line for line in lines if line.strip()][:HEAD]
    title = " ".join(normalised(title or "").split())
    author = " ".join(normalised(author or "").split())
    titled = any(same_letters(line, title) for line in head)
    signed = " " in author and any(fold(author) in fold(line) for line in head)
    return title if title and titled else None, author if signed else None

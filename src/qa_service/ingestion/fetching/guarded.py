"""What anybody may have written is read, and may be made to break its reader."""

from collections.abc import Iterator
from contextlib import contextmanager

from qa_service.domain.errors import FetchError, QAServiceError


@contextmanager
def guarded() -> Iterator[None]:
    """Within it, whatever a reader raises is the fault of one address, and stops no other."""
    try:
        yield
    except QAServiceError:
        raise
    except Exception as error:  # the libraries raise whatever they like
        raise FetchError(
            f"It breaks its reader ({type(error).__name__}): save it into a folder, and report it."
        ) from error

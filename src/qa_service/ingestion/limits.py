"""How much of a file is read: what lies beyond is a data dump, a mistake or an attack."""

from dataclasses import dataclass

from qa_service.domain.errors import UnreadableFile

MB = 1_000_000  # bytes
LARGEST_UPLOAD = 100  # megabytes, of all files together


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds, each a setting of the same name."""

    largest_article: int = 10  # MB of text or HTML; a long article has 0.1
    largest_file: int = 500  # MB of any file, packed or not; 8,000 articles have 30
    largest_unpacked: int = 2000  # MB that one file may unpack to, all levels together
    most_pages: int = 500  # of a PDF
    deepest_nesting: int = 3  # archives and mails within each other


DEFAULTS = Limits()


class Budget:
    """What one file may still unpack to."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._left = limits.largest_unpacked * MB

    def require(self, size: int) -> None:
        """Raises UnreadableFile if `size` bytes are more than what is left."""
        if size > self._left:
            raise UnreadableFile(
                f"It unpacks to more than {self._limits.largest_unpacked} MB: unpack it yourself, "
                "or raise QA_LARGEST_UNPACKED."
            )

    def take(self, size: int) -> None:
        """The same, and counts them."""
        self.require(size)
        self._left -= size

"""How a PDF numbers its pages: "iv", "A-12"."""

from collections.abc import Iterable, Sequence
from typing import Any

from pypdf import PdfReader

from qa_service.ingestion.readers.document import normalised
from qa_service.text.injections import visible

LONGEST_LABEL = 20  # characters; what is longer is no number
MOST_ENTRIES = 10_000  # of the tree in which a file keeps them, which may be a maze


def labels_of(reader: PdfReader) -> Sequence[str]:
    """Gives each page's number as its file has it; none at all where the file has none.

    Raises whatever pypdf raises for a broken file.
    """
    tree = reader.root_object.get("/PageLabels")
    if tree is None or not _is_small(tree):
        return ()
    return [_shown(label) for label in reader.page_labels]


def _is_small(tree: Any) -> bool:  # noqa: ANN401
    """Whether labels can be written out for every page: a prefix may have megabytes."""
    waiting, entries = [tree], 0
    while waiting:
        node = waiting.pop().get_object()
        numbered = _items(node, "/Nums")
        waiting += _items(node, "/Kids")
        entries += 1 + len(numbered)
        if entries > MOST_ENTRIES or any(map(_is_long, numbered)):
            return False
    return True


def _items(node: object, name: str) -> list[Any]:
    found = node.get(name) if isinstance(node, dict) else None
    found = found.get_object() if found is not None else None
    return [*found] if isinstance(found, Iterable) else []


def _is_long(value: Any) -> bool:  # noqa: ANN401
    entry = value.get_object()
    return isinstance(entry, dict) and len(str(entry.get("/P", ""))) > LONGEST_LABEL


def _shown(label: str) -> str:
    shown = " ".join(visible(normalised(label)).split())
    return shown if len(shown) <= LONGEST_LABEL else ""

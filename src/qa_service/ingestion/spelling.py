"""One name for what is written with accents of their own, or with letters that have them.

macOS writes "é" in two characters, other systems in one, and copying and packing bring both about.
A name is therefore compared in its composed form (NFC), and opened as the disk has it.
"""

import os
from collections.abc import Iterable
from pathlib import Path
from unicodedata import normalize


def one_name(path: str | Path) -> str:
    """The same for all ways to write a path.

    >>> one_name("/presse/re\u0301gion.txt") == one_name("/presse/r\u00e9gion.txt")
    True
    """
    return normalize("NFC", str(path))


class Disk:
    """Finds names that are written otherwise than they are asked for; lists each folder once."""

    def __init__(self) -> None:
        self._listed: dict[Path, Names] = {}

    def find(self, path: Path) -> Path:
        """The path as the disk has it; as it is given where nothing has that name."""
        if os.path.lexists(path) or path == path.parent or str(path).isascii():
            return path
        folder = self.find(path.parent)
        if folder not in self._listed:
            try:
                self._listed[folder] = Names(os.listdir(folder))
            except OSError:
                self._listed[folder] = Names(())
        return folder / (self._listed[folder].known(path.name) or path.name)


def on_disk(path: Path) -> Path:
    """The path as the disk has it; as it is given where nothing has that name."""
    return Disk().find(path)


class Names:
    """Some names, found whatever their accents are written in; rather as they are given.

    >>> Names(["re\u0301gion.txt"]).known("r\u00e9gion.txt") == "re\u0301gion.txt"
    True
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names = frozenset(names)
        self._composed = {one_name(name): name for name in sorted(self._names, reverse=True)}

    def known(self, name: str) -> str | None:
        return name if name in self._names else self._composed.get(one_name(name))


def respelt(found: Iterable[str], known: Iterable[str]) -> dict[str, str]:
    """What was known under another spelling of a name that is found, by that name.

    >>> found = respelt(["r\u00e9gion.txt", "a.txt"], ["re\u0301gion.txt", "b.txt"])
    >>> [(len(new), len(old)) for new, old in found.items()]
    [(10, 11)]
    """
    found, known = set(found), set(known)
    left = {one_name(name): name for name in sorted(known - found, reverse=True)}
    pairs = {name: left.pop(one_name(name), None) for name in sorted(found - known)}
    return {name: other for name, other in pairs.items() if other is not None}


def is_writable(path: Path) -> bool:
    """Whether a name can be stored and printed: on some disks it is any bytes."""
    try:
        str(path).encode()
    except UnicodeEncodeError:
        return False
    return True

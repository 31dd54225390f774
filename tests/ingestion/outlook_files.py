"""Makes Outlook's mails (.msg): compound files of streams, as MS-CFB and MS-OXMSG describe them."""

import struct
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise

SECTOR, MINI, CUTOFF = 512, 64, 4096
END, FREE, OF_FAT, NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF
UNICODE, BYTES, BINARY, NUMBER, TIME = 0x001F, 0x001E, 0x0102, 0x0003, 0x0040
BODY, HTML, RTF, SUBJECT, SENDER, HEADERS, SENT = 0x1000, 0x1013, 0x1009, 0x37, 0x0C1A, 0x7D, 0x39
FILE_NAME, FILE, MIME = 0x3707, 0x3701, 0x370E
CODE_PAGE = 0x3FFD

Tree = Mapping[str, "bytes | Tree"]
Values = Mapping[int, "str | bytes | int | datetime"]


def msg(values: Values, *attached: Tree, narrow: str = "", start: int = 32) -> bytes:
    """A mail with these properties; texts in the encoding `narrow`, or in Unicode."""
    return compound(mail(values, *attached, narrow=narrow, start=start))


def mail(values: Values, *attached: Tree, narrow: str = "", start: int = 32) -> Tree:
    """The streams of one, which may lie in another one, where its properties start at 24."""
    files = {f"__attach_version1.0_#{number:08X}": one for number, one in enumerate(attached)}
    return {**item(values, start, narrow), **files}


def attachment(name: str, data: bytes, mime: str = "") -> Tree:
    return item({FILE_NAME: name, FILE: data, **({MIME: mime} if mime else {})}, 8)


def mail_within(name: str, inner: Tree) -> Tree:
    return {**item({FILE_NAME: name}, 8), "__substg1.0_3701000D": inner}


def item(values: Values, start: int, narrow: str = "") -> dict[str, "bytes | Tree"]:
    streams: dict[str, bytes | Tree] = {}
    properties = bytes(start)
    for key, value in values.items():
        if isinstance(value, int):
            kind, told = NUMBER, struct.pack("<II", value, 0)
        elif isinstance(value, datetime):
            since = value - datetime(1601, 1, 1, tzinfo=UTC)
            kind, told = TIME, struct.pack("<Q", int(since.total_seconds()) * 10**7)
        else:
            kind = BINARY if isinstance(value, bytes) else BYTES if narrow else UNICODE
            data = value if isinstance(value, bytes) else value.encode(narrow or "utf-16-le")
            streams[f"__substg1.0_{key:04X}{kind:04X}"] = data
            told = struct.pack("<II", len(data), 0)
        properties += struct.pack("<HHI", kind, key, 6) + told
    return {**streams, "__properties_version1.0": properties}


def packed_rtf(text: bytes) -> bytes:
    """RTF as Outlook packs it, without references but that which ends it."""
    packed = b""
    for start in range(0, len(text), 8):
        part = text[start : start + 8]
        packed += (b"\0" if len(part) == 8 else bytes([1 << len(part)])) + part
    end = (207 + len(text)) % 4096 << 4
    packed += (b"" if len(text) % 8 else b"\1") + struct.pack(">H", end)
    checksum = zlib.crc32(packed, 0xFFFFFFFF) ^ 0xFFFFFFFF
    return struct.pack("<II4sI", len(packed) + 12, len(text), b"LZFu", checksum) + packed


@dataclass(slots=True)
class _Entry:
    name: str
    kind: int  # 5 the root, 1 a storage, 2 a stream
    data: bytes = b""
    children: list[int] = field(default_factory=list)
    right: int = NONE
    sector: int = END

    def packed(self) -> bytes:
        name = self.name.encode("utf-16-le")
        child = self.children[0] if self.children else NONE
        head = name.ljust(64, b"\0") + struct.pack("<HBB", len(name) + 2, self.kind, 1)
        places = struct.pack("<III", NONE, self.right, child)
        return head + places + bytes(36) + struct.pack("<IQ", self.sector, len(self.data))


def compound(tree: Tree) -> bytes:
    """A compound file of streams and storages."""
    entries = [_Entry("Root Entry", 5)]
    _add(entries, 0, tree)
    small = [one for one in entries if one.kind == 2 and 0 < len(one.data) < CUTOFF]
    mini_fat, ministream = list[int](), b""
    for one in small:
        one.sector = len(mini_fat)
        mini_fat += _chain(len(mini_fat), -(-len(one.data) // MINI))
        ministream += _filled(one.data, MINI)
    entries[0].data = ministream
    big = [one for one in entries if len(one.data) >= CUTOFF or (one.kind == 5 and one.data)]
    directory = _filled(bytes(128 * len(entries)), SECTOR)
    sizes = [len(directory), 4 * len(mini_fat), *(len(one.data) for one in big)]
    sectors = [-(-size // SECTOR) for size in sizes]
    fats = 1
    while fats * SECTOR // 4 < fats + sum(sectors):
        fats += 1
    starts = [fats]
    for count in sectors:
        starts.append(starts[-1] + count)
    fat = [OF_FAT] * fats
    for start, end in pairwise(starts):
        fat += _chain(start, end - start)
    for one, start in zip(big, starts[2:], strict=False):
        one.sector = start
    directory = _filled(b"".join(one.packed() for one in entries), SECTOR)
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    header += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, fats, starts[0], 0,
                          CUTOFF, starts[1] if mini_fat else END, sectors[1], END, 0)  # fmt: skip
    header += _numbers([*range(fats)], 109)
    parts = [_numbers(fat, fats * SECTOR // 4), directory, _numbers(mini_fat, sectors[1] * 128)]
    return header + b"".join([*parts, *(_filled(one.data, SECTOR) for one in big)])


def _add(entries: list[_Entry], place: int, tree: Tree) -> None:
    for name, inner in sorted(tree.items(), key=lambda one: (len(one[0]), one[0].upper())):
        entries[place].children.append(len(entries))
        if isinstance(inner, bytes):
            entries.append(_Entry(name, 2, inner))
        else:
            entries.append(_Entry(name, 1))
            _add(entries, len(entries) - 1, inner)
    for one, following in pairwise(entries[place].children):
        entries[one].right = following


def _chain(start: int, count: int) -> list[int]:
    return [*range(start + 1, start + count), END] if count else []


def _numbers(values: Sequence[int], count: int) -> bytes:
    return struct.pack(f"<{count}I", *values, *[FREE] * (count - len(values)))


def _filled(data: bytes, size: int) -> bytes:
    return data + bytes(-len(data) % size)

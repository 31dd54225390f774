r"""The compression of RTF in Outlook's mails, as Microsoft describes it (MS-OXRTFCP)."""

import struct
import zlib

from qa_service.domain.errors import UnreadableFile

COMPRESSED, PLAIN = b"LZFu", b"MELA"
_HEADER = struct.Struct("<II4sI")  # the size below the first field, that of the text, kind, sum
_WINDOW = 4096  # bytes that can be referred to
# What each text may refer to from its beginning on.
_AT_FIRST = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript "
    rb"\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    b"\r\n"
    rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)


def unpacked_rtf(data: bytes) -> bytes:
    r"""The RTF in its compressed form. Raises UnreadableFile if it is damaged.

    >>> unpacked_rtf(bytes.fromhex(
    ...     "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c0900206277"
    ...     "05b06c647d0a800fa0"))
    b'{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n'
    """
    if len(data) < _HEADER.size:
        raise _damaged()
    _, size, kind, checksum = _HEADER.unpack_from(data)
    packed = data[_HEADER.size :]
    if kind == PLAIN:
        return packed[:size]
    # A CRC that begins with nought and is not inverted.
    if kind != COMPRESSED or zlib.crc32(packed, 0xFFFFFFFF) ^ 0xFFFFFFFF != checksum:
        raise _damaged()
    return _unpacked(packed)[:size]


def _unpacked(packed: bytes) -> bytes:
    """Bytes, and references of two bytes to what was before: 12 bits of place, 4 of length."""
    told, place = bytearray(_AT_FIRST), 0
    while place < len(packed):
        kinds, place = packed[place], place + 1
        for bit in range(8):
            if not kinds >> bit & 1:
                told += packed[place : place + 1]
                place += 1
                continue
            reference = int.from_bytes(packed[place : place + 2])
            place += 2
            back = (len(told) - (reference >> 4)) % _WINDOW
            if not back or place > len(packed):  # it refers to its own end
                return bytes(told[len(_AT_FIRST) :])
            for _ in range((reference & 0xF) + 2):
                told.append(told[-back] if back <= len(told) else ord(" "))
    return bytes(told[len(_AT_FIRST) :])


def _damaged() -> UnreadableFile:
    return UnreadableFile("Its text is damaged: save the mail anew, as .eml or .txt.")

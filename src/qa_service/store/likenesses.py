"""Which texts of the catalogue share enough words to have one origin.

A text is kept once, however many articles have it. Its signature, a MinHash, is cut into bands of
one value; the texts in a band of its own are looked up there, those that agree in enough values are
candidates, and only those whose shingles share enough are linked. What two texts share depends on
no third one, so links are the same whatever was stored first.
"""

import json
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import (
    Column,
    Connection,
    Integer,
    LargeBinary,
    Select,
    Table,
    bindparam,
    delete,
    func,
    insert,
    select,
)

from qa_service.store.tables import tables
from qa_service.text.shingles import (
    FEWEST,
    body_hash,
    have_one_origin,
    least_agreement,
    shingles,
    signature,
    words,
)

# Of bands that thousands of texts have, as where each article of an archive has one boilerplate, so
# many rows are read; ordinary lookups among 100,000 articles read 15,000.
MOST_READ = 100_000
MOST_LINKED = 100  # texts that one is compared with, those that agree most

texts = Table(
    "texts",
    tables,
    Column("number", Integer, primary_key=True),
    Column("hash", LargeBinary, nullable=False, unique=True),  # of its words
    Column("shingles", Integer, nullable=False),  # how many
    Column("signature", LargeBinary, nullable=False),  # uint32, little endian
)
bands = Table(
    "bands",
    tables,
    Column("band", Integer, primary_key=True),  # position in the signature and value there
    Column("text", Integer, primary_key=True),
    sqlite_with_rowid=False,
)
likenesses = Table(
    "likenesses",
    tables,
    Column("text", Integer, primary_key=True),
    Column("other", Integer, primary_key=True),  # each pair stands here in both orders
    sqlite_with_rowid=False,
)


def one_of(name: str) -> Select[Any]:
    """Values for an IN, given by `as_list`, in one parameter: SQLite takes only so many."""
    return select(func.json_each(bindparam(name)).table_valued("value").c.value)


def as_list(values: Iterable[int | str]) -> str:
    """Values as a parameter of `one_of`."""
    return json.dumps(list(values))


# Put together once: that takes longer than asking.
_read = select(bands.c.text).where(bands.c.band.in_(one_of("bands"))).limit(MOST_READ).subquery()
# Counted before anything else is looked up: nearly all that are read agree in too little.
_often = (
    select(_read.c.text, func.count().label("agreeing"))
    .group_by(_read.c.text)
    .having(func.count() >= FEWEST)
    .subquery()
)
_AGREEING = (
    select(_often.c.text, texts.c.shingles, _often.c.agreeing)
    .join(texts, texts.c.number == _often.c.text)
    .order_by(_often.c.agreeing.desc(), _often.c.text)
)
_NUMBER = select(texts.c.number).where(texts.c.hash == bindparam("hash"))
_SIGNATURE = select(texts.c.signature).where(texts.c.number == bindparam("number"))
_ADD_TEXT = insert(texts).returning(texts.c.number)
_band = func.json_each(bindparam("bands")).table_valued("value")
_ADD_BANDS = insert(bands).from_select(
    ["band", "text"], select(_band.c.value, bindparam("number", type_=Integer))
)
_ALIKE = select(likenesses.c.other).where(likenesses.c.text.in_(one_of("numbers")))


class Wording:
    """A text, as it is compared; made before the transaction that stores it."""

    def __init__(self, text: str) -> None:
        found = words(text)
        self.hash = body_hash(found)
        self.shingles = shingles(found)
        self.signature = signature(self.shingles)


def number_of(connection: Connection, wording: Wording, read: Callable[[int], str]) -> int:
    """The number of a text, which is stored and linked if it is new; `read` gives the others."""
    known = connection.scalar(_NUMBER, {"hash": wording.hash})
    if known is not None:
        return int(known)
    alike = [
        number
        for number in _candidates(connection, wording)
        if have_one_origin(wording.shingles, shingles(words(read(number))))
    ]
    number = _added(connection, wording)
    if alike:
        pairs = [(number, other) for other in alike] + [(other, number) for other in alike]
        rows = [{"text": one, "other": other} for one, other in pairs]
        connection.execute(insert(likenesses), rows)
    return number


def forget(connection: Connection, number: int) -> None:
    """Removes a text that no article has any more."""
    kept = connection.scalar(_SIGNATURE, {"number": number}) or b""
    own = bands.c.band.in_(one_of("bands")) & (bands.c.text == number)
    values = as_list(_bands(np.frombuffer(kept, "<u4")))
    connection.execute(delete(bands).where(own), {"bands": values})
    others = likenesses.c.text.in_(one_of("numbers")) & (likenesses.c.other == number)
    linked = {"numbers": as_list(alike(connection, [number]))}
    connection.execute(delete(likenesses).where(others), linked)
    connection.execute(delete(likenesses).where(likenesses.c.text == number))
    connection.execute(delete(texts).where(texts.c.number == number))


def alike(connection: Connection, numbers: Iterable[int]) -> list[int]:
    """The texts that are linked with any of these."""
    return list(connection.scalars(_ALIKE, {"numbers": as_list(numbers)}))


def _candidates(connection: Connection, wording: Wording) -> list[int]:
    """The texts whose signatures agree enough, those that agree most first."""
    if not wording.shingles:
        return []
    agreeing = connection.execute(_AGREEING, {"bands": as_list(_bands(wording.signature))})
    size = len(wording.shingles)
    enough = [number for number, other, count in agreeing if count >= least_agreement(size, other)]
    return enough[:MOST_LINKED]


def _added(connection: Connection, wording: Wording) -> int:
    row = {
        "hash": wording.hash,
        "shingles": len(wording.shingles),
        "signature": wording.signature.astype("<u4").tobytes(),
    }
    number = int(connection.execute(_ADD_TEXT, row).scalar_one())
    if wording.shingles:
        values = as_list(_bands(wording.signature))
        connection.execute(_ADD_BANDS, {"bands": values, "number": number})
    return number


def _bands(values: NDArray[np.uint32]) -> list[int]:
    """A number for each value of a signature, different at each position."""
    return [(position << 32) + value for position, value in enumerate(values.tolist())]

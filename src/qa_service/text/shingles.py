"""What two texts have in common, by their runs of three words.

Word shingles as in Broder, "On the resemblance and containment of documents" (1997). Two texts have
one origin if enough of the shorter one's shingles stand in the longer one: that holds for a reprint
with another headline, for a text of which a part was kept, and for a short version of a long one,
which share little of all the shingles that either has.
"""

import re
from collections.abc import Collection, Set
from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from datasketch import MinHash

Shingle = tuple[str, str, str]

# Of the shorter text's shingles the share, and the number, from which two texts have one origin: a
# third, less what is lost where a part that was kept is joined to other text.
SHARE = 0.3
LEAST = 24
# Smallest hash values kept of a text.
PERMUTATIONS = 128
SEED = 1  # of the hash functions; as all four, it may not change while there are signatures
SCHEME = "affine32"
# Values in which two signatures must agree to be looked at. With 2 ten times as many are looked at;
# with 3 a brief is missed once in twenty times where the report is twenty times as long.
FEWEST = 3.0

_WORD = re.compile(r"\w+")


def words(text: str) -> list[str]:
    """Its words, whatever their case, typography and punctuation.

    >>> words("L’accord du 4 juillet")
    ['l', 'accord', 'du', '4', 'juillet']
    """
    return _WORD.findall(text.casefold())


def shingles(words: Collection[str]) -> frozenset[Shingle]:
    """The distinct runs of three words."""
    run = list(words)
    return frozenset(zip(run, run[1:], run[2:], strict=False))


def have_one_origin(one: Set[Shingle], other: Set[Shingle]) -> bool:
    """Whether the shorter of two texts shares enough with the longer one.

    >>> told = shingles([str(n) for n in range(90)])
    >>> have_one_origin(told, shingles([str(n) for n in range(60, 400)]))
    True
    >>> have_one_origin(told, shingles([str(n) for n in range(70, 400)]))
    False
    """
    return len(one & other) >= max(LEAST, SHARE * min(len(one), len(other)))


def body_hash(words: Collection[str]) -> bytes:
    """The same for texts of the same words alone; 16 bytes."""
    joined = " ".join(words).encode("utf-8")
    return blake2b(joined, digest_size=16).digest()


def signature(found: Set[Shingle]) -> NDArray[np.uint32]:
    """For each of as many hash functions the least value of any shingle; shape (PERMUTATIONS,).

    Two texts agree in a value with the probability that is the share of shingles they have in
    common among all of both (their Jaccard index).
    """
    minhash = _no_shingles().copy()
    minhash.update_batch(" ".join(shingle).encode("utf-8") for shingle in found)
    return np.asarray(minhash.hashvalues, np.uint32)


def least_agreement(one: int, other: int) -> float:
    """In how many values the signatures of texts with so many shingles agree that have one origin.

    All but about one in a hundred agree in as many, and nearly all that share more.

    >>> round(least_agreement(300, 300)), round(least_agreement(30, 300)), least_agreement(9, 9000)
    (12, 3, 3.0)
    """
    shared = SHARE * min(one, other)
    jaccard = shared / (one + other - shared)
    expected = PERMUTATIONS * jaccard
    return float(max(FEWEST, expected - 2.5 * (expected * (1 - jaccard)) ** 0.5))


@cache
def _no_shingles() -> "MinHash[Any]":
    # a second to import, and answering needs none
    from datasketch import MinHash

    return MinHash(PERMUTATIONS, seed=SEED, scheme=SCHEME)

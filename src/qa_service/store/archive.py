"""The one door to a store: the catalogue, and the two indexes derived from it.

    store/
      catalogue.sqlite            the truth
      owner.lock, owner.json      who may open the indexes
      indexes/<generation>/       vectors/ (Chroma) and words/ (tantivy)

Anyone may read and write the catalogue. Only the owner opens the indexes, and brings them in step
with the catalogue before a question (`refresh`). An index that is broken or disagrees, or
was made with another analysis of words, is not mended in place but built anew as another
generation, and the catalogue's pointer then switched. A generation's name begins with the version
of the analysis, so that pointer and version change in one step.
"""

import shutil
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from threading import RLock
from uuid import uuid4

import numpy as np
from filelock import FileLock
from numpy.typing import NDArray

from qa_service.domain.article import Article
from qa_service.domain.errors import StoreError
from qa_service.domain.reports import VerifyReport
from qa_service.domain.speech import Speech
from qa_service.store.catalogue import GENERATION, PAGE, Catalogue
from qa_service.store.indexes import Indexes
from qa_service.store.ownership import Ownership, ingestion_lock, require_unowned
from qa_service.store.records import Counts, PendingArticle, Reading
from qa_service.store.words import Weighted
from qa_service.text.analysis import ANALYSIS

CATALOGUE = "catalogue.sqlite"
SAMPLE = 200  # vectors that `verify` compares

PassageKey = tuple[str, int]  # article id, ordinal


def open_catalogue(store: Path, model: str, anew: bool = False) -> Catalogue:
    """The catalogue of `store`, made if need be, emptied first if `anew`.

    Raises ModelMismatch or StoreError, or StoreInUse where it is to be emptied.
    """
    try:
        store.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"The store {store} cannot be made: {error.strerror}. Choose another with --store."
        ) from error
    catalogue = Catalogue(store / CATALOGUE)
    if anew:
        require_unowned(store)  # a running server would answer from what is forgotten
        catalogue.clear()
    catalogue.check_model(model)
    return catalogue


class Archive:
    """A store that this process owns. Safe in threads."""

    def __init__(
        self,
        store: Path,
        catalogue: Catalogue,
        say: Callable[[str], None],
        address: str | None = None,
        wait_seconds: float = 0.0,
    ) -> None:
        """Takes the store and opens its indexes; raises StoreInUse."""
        self.catalogue = catalogue
        self._store, self._say = store, say
        self._lock = RLock()
        self._ownership = Ownership(store)
        self._ownership.acquire(wait_seconds, address)
        try:
            self._indexes = self._opened()
        except BaseException:
            self._ownership.release()
            raise
        self._mend()

    def close(self) -> None:
        """Gives the store back."""
        with self._lock:
            self._indexes.close()
            self._ownership.release()
            self.catalogue.close()

    # -- in step with the catalogue ------------------------------------------------------------

    def ingesting(self) -> FileLock:
        """The lock under which this store is ingested into, by this process or another."""
        return ingestion_lock(self._store)

    def refresh(self) -> None:
        """Applies what other threads and processes committed since the last call."""
        with self._lock:
            while waiting := self.catalogue.pending():
                try:
                    self._apply(waiting[:PAGE])
                except Exception as error:  # the engines raise whatever they like when broken
                    self._say(f"The indexes are damaged ({error}): building them anew")
                    self.rebuild()

    def _apply(self, waiting: Sequence[PendingArticle]) -> None:
        ids = [item.article_id for item in waiting]
        self._indexes.replace(ids, list(self.catalogue.entries(ids)))
        self.catalogue.applied(waiting)

    def rebuild(self) -> None:
        """Builds a new generation of both indexes from the catalogue and switches to it."""
        with self._lock:
            old, self._indexes = self._indexes, self._built_anew()
            old.close()
            self._drop_old_generations()

    def _built_anew(self) -> Indexes:
        generation = f"{ANALYSIS}-{uuid4().hex[:12]}"
        indexes = Indexes(self._generations / generation)
        waiting = self.catalogue.pending()  # before the entries are read: what comes later stays
        ids = self.catalogue.article_ids()  # pending and is applied again
        for start in range(0, len(ids), PAGE):
            indexes.replace((), list(self.catalogue.entries(ids[start : start + PAGE])))
        self.catalogue.remember(GENERATION, generation)
        self.catalogue.applied(waiting)
        return indexes

    def _opened(self) -> Indexes:
        generation = self.catalogue.setting(GENERATION)
        folder = self._generations / str(generation)
        if generation is None or not folder.is_dir():
            return self._built_anew()
        if not generation.startswith(f"{ANALYSIS}-"):
            self._say("Words are compared differently by now: building the indexes anew")
            return self._built_anew()
        try:
            return Indexes(folder)
        except Exception as error:  # the engines raise whatever they like when broken
            self._say(f"The indexes cannot be opened ({error}): building them anew")
            return self._built_anew()

    def _mend(self) -> None:
        self._drop_old_generations()
        try:
            self.refresh()
            self._probe()
        except Exception as error:
            self._say(f"The indexes do not match the catalogue ({error}): building them anew")
            self.rebuild()

    def _probe(self) -> None:
        """Raises if an index has lost or gained something, or does not answer."""
        counts = self.catalogue.counts()
        if self.catalogue.pending():
            return  # another process writes just now; the next refresh applies it
        found = Counts(counts.articles, len(self._indexes.words), len(self._indexes.vectors))
        if found != counts:
            raise StoreError(f"{found} instead of {counts}")
        dimension = self.catalogue.setting("dimension")
        if dimension and counts.sentences:
            self.nearest_sentences(np.ones(int(dimension), np.float32), 1)

    @property
    def _generations(self) -> Path:
        return self._store / "indexes"

    def _drop_old_generations(self) -> None:
        for folder in self._generations.iterdir():
            if folder.name != self.catalogue.setting(GENERATION):
                shutil.rmtree(folder, ignore_errors=True)

    # -- searching -----------------------------------------------------------------------------

    def nearest_sentences(
        self, vector: NDArray[np.float32], limit: int
    ) -> list[tuple[PassageKey, float]]:
        """(passage, cosine in [-1, 1]) for each of the nearest sentences, nearest first."""
        return self._indexes.vectors.search(vector, limit)

    def matching_passages(
        self, words: Sequence[Weighted], limit: int
    ) -> list[tuple[PassageKey, float]]:
        """(passage, sum of the weights of the words it meets), highest first."""
        found = []
        for key, score in self._indexes.words.search(words, limit):
            article_id, ordinal = key.rsplit(":", 1)
            found.append(((article_id, int(ordinal)), score))
        return found

    def frequencies(self, words: Sequence[Sequence[str]]) -> list[int]:
        """In how many passages each word occurs; a word is given by its index terms."""
        return [self._indexes.words.frequency(alternatives) for alternatives in words]

    def languages(self) -> list[str]:
        """The languages as which the articles are analysed."""
        return self._indexes.words.languages()

    def mentioning(self, words: Sequence[Sequence[str]]) -> set[str]:
        """The ids of the articles that hold every word; a word is given by its index terms."""
        found = [self._indexes.words.articles(alternatives) for alternatives in words]
        return set.intersection(*found) if found else set()

    def period(self) -> tuple[date, date] | None:
        """The first and the last publication date, or None where no article has one."""
        return self.catalogue.period()

    def article_count(self) -> int:
        return self.catalogue.counts().articles

    def passage_count(self) -> int:
        return len(self._indexes.words)

    def read_passages(self, passages: Sequence[PassageKey]) -> Reading:
        """The sentences of these passages with their vectors and articles; removed ones are not."""
        return self.catalogue.read_passages(passages)

    def passage_texts(
        self, passages: Sequence[PassageKey]
    ) -> dict[PassageKey, tuple[str, date | None]]:
        """The text of each of these passages and when it was published; removed ones are not."""
        return self.catalogue.passage_texts(passages)

    def speeches(self, ids: Sequence[str]) -> dict[str, tuple[Speech, ...]]:
        """What is said in each of these articles."""
        return self.catalogue.speeches(ids)

    def speakers(self) -> list[str]:
        """All who say something, by their names as stored."""
        return self.catalogue.speakers()

    def speaker_mentions(self) -> list[tuple[str, str]]:
        """Each speaker with each mention that means the speaker."""
        return self.catalogue.speaker_mentions()

    def spoken_passages(self, names: Sequence[str]) -> list[PassageKey]:
        """The passages in which one of these speakers says something."""
        return self.catalogue.spoken_passages(names)

    def articles(self) -> list[Article]:
        return self.catalogue.articles()

    # -- verifying -----------------------------------------------------------------------------

    def verify(self) -> VerifyReport:
        """Compares catalogue and indexes in ids, and in a sample of vectors."""
        with self._lock:
            self.refresh()
            counts = self.catalogue.counts()
            problems = [
                *_differences(
                    "lexical index", self.catalogue.passage_keys(), self._indexes.words.keys()
                ),
                *_differences(
                    "vector index", self.catalogue.sentence_keys(), self._indexes.vectors.keys()
                ),
                *self._wrong_vectors(),
            ]
            return VerifyReport(counts.articles, counts.passages, counts.sentences, tuple(problems))

    def _wrong_vectors(self) -> list[str]:
        ids = self.catalogue.article_ids()
        step = max(1, len(ids) * 20 // SAMPLE)  # about twenty sentences an article
        for entry in self.catalogue.entries(ids[::step]):
            keys = [sentence.key for sentence in entry.sentences]
            stored = self._indexes.vectors.stored(keys) if keys else entry.vectors
            if stored.shape == entry.vectors.shape and not np.allclose(
                stored, entry.vectors, atol=1e-3
            ):
                return [f"vector index: wrong vectors for article {entry.article.id}"]
        return []


def _differences(name: str, wanted: set[str], found: list[str]) -> list[str]:
    problems = []
    if missing := wanted - set(found):
        problems.append(f"{name}: {len(missing)} missing, such as {min(missing)}")
    if surplus := set(found) - wanted:
        problems.append(f"{name}: {len(surplus)} too many, such as {min(surplus)}")
    if len(found) != len(set(found)):
        problems.append(f"{name}: {len(found) - len(set(found))} entries twice")
    return problems

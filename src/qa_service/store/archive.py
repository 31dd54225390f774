"""The one door to a store: the catalogue, and the indexes derived from it.

    store/
      catalogue.sqlite            the truth
      owner.lock, owner.json      who may open the indexes
      indexes/<generation>/       vectors/ (Chroma), words/ (tantivy) and rows/

Anyone may read and write the catalogue. Only the owner opens the indexes, and brings them in step
with the catalogue before a question (`refresh`). An index that is broken or disagrees, or
was made with another analysis of words, is not mended in place but built anew as another
generation, and the catalogue's pointer then switched. A generation's name begins with the version
of the analysis, so that pointer and version change in one step.
"""

import shutil
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from threading import RLock

import numpy as np
from numpy.typing import NDArray

from qa_service.domain.article import Article, Listed
from qa_service.domain.errors import StoreError
from qa_service.domain.library import ArticleStatus
from qa_service.domain.reports import Progress, RepairReport, VerifyReport, no_progress
from qa_service.domain.scope import EVERYTHING, Scope
from qa_service.domain.speech import Speech
from qa_service.store.building import INDEXES, Building, is_current
from qa_service.store.catalogue import GENERATION, PAGE, Catalogue
from qa_service.store.indexes import Indexes
from qa_service.store.listing import listed
from qa_service.store.migrations import Say, tell
from qa_service.store.ownership import Ownership, Served, ingestion_lock
from qa_service.store.records import PendingArticle, Reading
from qa_service.store.renewal import Renewal
from qa_service.store.scopes import Scopes
from qa_service.store.soundness import catalogue_problems, mend_catalogue
from qa_service.store.speeches import Speeches
from qa_service.store.statistics import Counted, Statistics
from qa_service.store.verification import check, index_problems
from qa_service.store.words import Weighted
from qa_service.text.analysis import terms
from qa_service.text.near_spellings import nearest_name

CATALOGUE = "catalogue.sqlite"
ALIKE = 20  # passages in which a word of nearly the same spelling is looked for
PassageKey = tuple[str, int]  # article id, ordinal


def open_catalogue(store: Path, model: str | None, say: Say = tell) -> Catalogue:
    """The catalogue of `store`, made if need be, to be used with `model`; with None, with any.

    `say` is told where it is brought to a newer version. Raises ModelMismatch or StoreError.
    """
    try:
        store.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"The store {store} cannot be made: {error.strerror}. Choose another with --store."
        ) from error
    catalogue = Catalogue(store / CATALOGUE, say)
    if model is not None:
        try:
            catalogue.check_model(model)
        except BaseException:
            catalogue.close()
            raise
    return catalogue


class Archive:
    """A store that this process owns. Safe in threads."""

    def __init__(
        self,
        store: Path,
        catalogue: Catalogue,
        say: Say,
        served: Served | None = None,
        wait_seconds: float = 0.0,
        progress: Progress = no_progress,
    ) -> None:
        """Takes the store and opens its indexes; raises StoreInUse.

        `progress` counts articles where they have to be indexed first.
        """
        self.catalogue = catalogue
        self.statistics = Statistics(catalogue.engine)
        self._store, self._say = store, say
        self._lock = RLock()
        self._speeches, self._scopes = Speeches(catalogue.engine), Scopes(catalogue)
        self._building = False
        self._ahead = set[PendingArticle]()  # what these indexes have and those being built do not
        self._ownership = Ownership(store)
        self._ownership.acquire(wait_seconds, served)
        try:
            self._indexes = self._opened(progress)
        except BaseException:
            self._ownership.release()
            raise
        self._mend(progress)

    def close(self) -> None:
        """Gives the store back."""
        with self._lock:
            self._indexes.close()
            self._ownership.release()
            self.catalogue.close()

    @property
    def folder(self) -> Path:
        """That of the store."""
        return self._store

    # -- in step with the catalogue ------------------------------------------------------------

    def ingesting(self) -> AbstractContextManager[None]:
        """The lock under which this store is ingested into, by this process or another."""
        return ingestion_lock(self._store)

    def refresh(self, progress: Progress = no_progress) -> None:
        """Applies what other threads and processes committed since the last call."""
        done = 0
        with self._lock:
            while waiting := [item for item in self.catalogue.pending() if item not in self._ahead]:
                total = done + len(waiting)
                try:
                    # all that waits is read once: with each page, many pages take their square
                    for start in range(0, len(waiting), PAGE):
                        page = waiting[start : start + PAGE]
                        self._apply(page)
                        done += len(page)
                        progress(done, total, INDEXES)
                except Exception as error:  # the engines raise whatever they like when broken
                    self._say(f"The indexes are damaged ({error}): building them anew")
                    if self._building:
                        return  # another thread does
                    self.rebuild()

    def _apply(self, waiting: Sequence[PendingArticle]) -> None:
        ids = [item.article_id for item in waiting]
        self._scopes.forget(ids)
        self._indexes.replace(ids, list(self.catalogue.entries(ids)))
        if self._building:
            self._ahead.update(waiting)  # pending still, for those that are being built
        else:
            self.catalogue.applied(waiting)

    def rebuild(self, progress: Progress = no_progress, renewal: Renewal | None = None) -> None:
        """Builds a new generation of both indexes from the catalogue and switches to it.

        Meanwhile questions are answered from the old one. With `renewal`, the catalogue's vectors
        are replaced by those of another model in the same step. Raises StoreError, with everything
        as it was.
        """
        with self._lock:
            if self._building:
                raise StoreError(
                    "The indexes are being built anew just now. Try again when that has finished."
                )
            self._building = True
        try:
            self._built_anew(progress, renewal)
            self._drop_old_generations()
        finally:
            with self._lock:
                self._building = False
                self._ahead.clear()

    def _built_anew(
        self, progress: Progress = no_progress, renewal: Renewal | None = None
    ) -> Indexes:
        try:
            building = Building(
                self._generations, self.catalogue, (renewal or self.catalogue).entries
            )
            try:
                building.fill(progress)
                with self._lock:
                    done = building.catch_up()
                    self.catalogue.switch(
                        building.name, done, renewal.take_over if renewal else None
                    )
                    self._indexes = building.indexes
                    self._scopes.forget()
            except BaseException:
                building.discard()
                raise
        except StoreError:
            raise
        except Exception as error:  # the engines raise whatever they like
            raise StoreError(
                f"The indexes cannot be built ({error}). The articles are safe in the catalogue: "
                "check that the disk has room and the folder is writable, then try again."
            ) from error
        return building.indexes

    def _opened(self, progress: Progress) -> Indexes:
        generation = self.catalogue.setting(GENERATION)
        folder = self._generations / str(generation)
        if generation is None or not folder.is_dir():
            return self._built_anew(progress)
        if not is_current(generation):
            self._say("Indexes are made differently by now: building them anew")
            return self._built_anew(progress)
        try:
            return Indexes(folder)
        except Exception as error:  # the engines raise whatever they like when broken
            self._say(f"The indexes cannot be opened ({error}): building them anew")
            return self._built_anew(progress)

    def _mend(self, progress: Progress) -> None:
        self._drop_old_generations()
        try:
            self.refresh(progress)
            self._probe()
        except Exception as error:
            self._say(f"The indexes do not match the catalogue ({error}): building them anew")
            self.rebuild()

    def _probe(self) -> None:
        """Raises if an index has lost or gained something, or does not answer."""
        counts, pending = self.catalogue.counts_and_pending()
        if not pending:  # else another process writes just now; the next refresh applies it
            check(self._indexes, counts)

    @property
    def _generations(self) -> Path:
        return self._store / "indexes"

    def _drop_old_generations(self) -> None:
        for folder in self._generations.iterdir():
            if folder.name != self.catalogue.setting(GENERATION):
                shutil.rmtree(folder, ignore_errors=True)

    # -- searching -----------------------------------------------------------------------------

    def nearest_sentences(
        self, vector: NDArray[np.float32], limit: int, scope: Scope = EVERYTHING
    ) -> list[tuple[PassageKey, float]]:
        """(passage, cosine in [-1, 1]) for each of the nearest sentences, nearest first."""
        if not scope.is_limited:
            return self._indexes.vectors.search(vector, limit)
        indexes = self._indexes
        passages = len(indexes.words)
        return self._scopes.nearest(vector, limit, scope, indexes.vectors, indexes.rows, passages)

    def similarities(
        self, vector: NDArray[np.float32], article_ids: Sequence[str]
    ) -> list[tuple[PassageKey, float]]:
        """(passage, cosine) of every sentence of these articles, nearest first."""
        return self._indexes.rows.similarities(vector, article_ids)

    def matching_passages(
        self, words: Sequence[Weighted], limit: int, scope: Scope = EVERYTHING
    ) -> list[tuple[PassageKey, float]]:
        """(passage, sum of the weights of the words it meets), highest first."""
        found = self._indexes.words.search(words, limit, scope)
        return [(_passage(key), score) for key, score in found]

    def frequencies(self, words: Sequence[Sequence[str]]) -> list[int]:
        """In how many passages each word occurs; a word is given by its index terms."""
        return [self._indexes.words.frequency(alternatives) for alternatives in words]

    def languages(self) -> list[str]:
        """The languages as which the articles are analysed."""
        return self._indexes.words.languages()

    def mentioning(self, words: Sequence[Sequence[str]], scope: Scope = EVERYTHING) -> set[int]:
        """A scope's articles that hold every word, by `words.article_number`.

        A word is given by its index terms.
        """
        found = [self._indexes.words.articles(alternatives, scope) for alternatives in words]
        return set.intersection(*found) if found else set()

    def is_mentioned(self, words: Sequence[Sequence[str]], scope: Scope = EVERYTHING) -> bool:
        """Whether an article of a scope holds every word, which is told sooner than which do."""
        together = self._indexes.words.hold_together(words, scope)
        return together or (len(words) > 1 and bool(self.mentioning(words, scope)))

    def spelled_like(self, name: str, scope: Scope = EVERYTHING) -> str | None:
        """Finds how the articles of a scope spell what is nearly `name`; None where nothing is."""
        found = [self._spelled_like(word, scope) for word in name.split()]
        spelled = " ".join(word for word in found if word)
        return spelled if all(found) and spelled != name else None

    def _spelled_like(self, word: str, scope: Scope) -> str | None:
        held = [
            key
            for term in terms(word)
            for key in self._indexes.words.spelled_like(term, ALIKE, scope)
        ]
        texts = self.passage_texts([_passage(key) for key in held])
        return nearest_name(word, [text for text, *_ in texts.values()])

    def days(self) -> Mapping[str, date]:
        """When each article was published, by id; the undated are not there."""
        return self._scopes.holdings.days

    def with_stored_outlets(self, scope: Scope) -> Scope:
        """The scope with its outlets as they are stored, whatever their case and accents."""
        if not scope.outlets:
            return scope
        self.refresh()
        return self._scopes.holdings.with_stored_outlets(scope)

    def within(self, scope: Scope) -> Sequence[str]:
        """The ids of the articles that a scope admits."""
        return self._scopes.holdings.within(scope)

    def admitted(self, article_ids: Iterable[str], scope: Scope) -> set[str]:
        """Those of these articles that a scope admits; removed ones are not."""
        return self._scopes.holdings.admitted(article_ids, scope)

    def article_count(self) -> int:
        return len(self._scopes.holdings)

    def counted(self, scope: Scope = EVERYTHING) -> Counted:
        """How much there is of a scope, as of the last `refresh`."""
        return self._scopes.holdings.counted(scope)

    def passage_count(self) -> int:
        return len(self._indexes.words)

    def read_passages(self, passages: Sequence[PassageKey]) -> Reading:
        """The sentences of these passages with their vectors and articles; removed ones are not."""
        return self.catalogue.read_passages(passages)

    def passage_texts(
        self, passages: Sequence[PassageKey]
    ) -> dict[PassageKey, tuple[str, date | None, str]]:
        """Text, date of publication and origin of each of these passages; removed ones are not."""
        return self.catalogue.passage_texts(passages)

    def speeches(self, ids: Sequence[str]) -> dict[str, tuple[Speech, ...]]:
        """What is said in each of these articles, in the order of the text."""
        return self._speeches.of(ids)

    def speakers(self) -> list[str]:
        """All who say something, by their names as stored."""
        return self._speeches.speakers()

    def speaker_mentions(self, scope: Scope) -> list[tuple[str, str]]:
        """Each speaker with each mention that means the speaker, in the articles of a scope."""
        return self._speeches.mentions(scope)

    def spoken_passages(self, names: Sequence[str]) -> list[PassageKey]:
        """The passages in which one of these speakers says something."""
        return self._speeches.passages(names)

    def articles(self) -> list[Article]:
        return self.catalogue.articles()

    def listed(
        self,
        scope: Scope,
        words: str,
        start: int,
        count: int,
        dated: str | None = None,
        status: ArticleStatus | None = None,
    ) -> Listed:
        """Of a scope's articles whose names hold all `words`, `count` from the one at `start` on.

        Newest first, undated last. A name is a title, an outlet or an author. `listing` says what
        `dated` and `status` are.
        """
        scope = self.with_stored_outlets(scope)
        return listed(self.catalogue.engine, scope, words, start, count, dated, status)

    # -- verifying -----------------------------------------------------------------------------

    def verify(self) -> VerifyReport:
        """Looks through the catalogue and compares the indexes with it."""
        with self._lock:
            problems = catalogue_problems(self.catalogue)
            if not problems:  # else they follow it into its damage
                self.refresh()
                problems = index_problems(self._indexes, self.catalogue)
            counts = self.catalogue.counts()
            return VerifyReport(counts.articles, counts.passages, counts.sentences, tuple(problems))

    def repair(self) -> RepairReport:
        """Mends what `verify` finds: builds the indexes anew, drops articles that are damaged.

        Raises StoreError where the catalogue's file itself cannot be mended.
        """
        with self._lock:
            before = self.verify()
            dropped = [] if before.ok else mend_catalogue(self.catalogue)
            if not before.ok:
                self.rebuild()
            return RepairReport(before.problems, tuple(dropped), not before.ok, self.verify())


def _passage(key: str) -> PassageKey:
    article_id, ordinal = key.rsplit(":", 1)
    return article_id, int(ordinal)

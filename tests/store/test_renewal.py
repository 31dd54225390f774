"""Another embedding model: nothing is lost on the way, and the way is not gone twice."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from qa_service.domain.article import Sentence
from qa_service.domain.errors import StoreError
from qa_service.domain.reports import no_progress
from qa_service.ingestion.reembedding import reembed
from qa_service.models.drawn import DrawnEmbeddings
from qa_service.store.archive import Archive, open_catalogue
from qa_service.store.catalogue import Catalogue
from qa_service.store.renewal import Renewal, give_up, renewing
from tests.conftest import PORT, TRAM, Put, article, silent

NEW = DrawnEmbeddings("new", 64)


class Counting(DrawnEmbeddings):
    """Counts the texts it embeds, and breaks off after `breath` calls."""

    def __init__(self, breath: int) -> None:
        super().__init__(NEW.name, NEW.dimension)
        self.texts, self._breath = 0, breath

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if not self._breath:
            raise KeyboardInterrupt
        self._breath -= 1
        self.texts += len(texts)
        return super().encode(texts)


@pytest.fixture
def archive(tmp_path: Path, put_drawn: Put) -> Archive:
    archive = Archive(tmp_path, open_catalogue(tmp_path, "drawn"), silent)
    for key, text in (("port", PORT), ("tram", TRAM)):
        put_drawn(archive.catalogue, article(key, key, text))
    archive.refresh()
    return archive


def vectors(archive: Archive) -> NDArray[np.float32]:
    return np.concatenate([entry.vectors for entry in archive.catalogue.entries(["port", "tram"])])


def nearest(archive: Archive, vector: NDArray[np.float32]) -> float:
    return archive.nearest_sentences(vector, 1)[0][1]


def test_an_interrupted_renewal_goes_on_and_takes_over_at_once(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa_service.ingestion.pipeline.BATCH", 1)  # an article a time
    catalogue, old = archive.catalogue, vectors(archive)
    assert renewing(catalogue, "new")
    first = Counting(breath=1)
    with pytest.raises(KeyboardInterrupt):
        reembed(catalogue, Renewal(catalogue, "new"), first, no_progress)
    assert first.texts
    # Until it is complete, the archive is what it was.
    assert catalogue.setting("model") == "drawn"
    assert np.array_equal(vectors(archive), old)
    assert archive.verify().ok

    second = Counting(breath=9)
    reembed(catalogue, renewal := Renewal(catalogue, "new"), second, no_progress)
    assert first.texts + second.texts == len(old)
    archive.rebuild(renewal=renewal)
    assert (catalogue.setting("model"), catalogue.setting("dimension")) == ("new", "64")
    assert vectors(archive).shape == (len(old), 64)
    assert nearest(archive, vectors(archive)[0]) == pytest.approx(1, abs=1e-3)
    assert archive.verify().ok
    assert not renewing(catalogue, "new")


def test_what_is_ingested_meanwhile_is_not_forgotten(archive: Archive, put_drawn: Put) -> None:
    catalogue = archive.catalogue
    renewal = Renewal(catalogue, "new")
    reembed(catalogue, renewal, NEW, no_progress)
    put_drawn(catalogue, article("tram", "tram", PORT))
    assert renewal.missing() == ["tram"]
    catalogue.remove("port")
    with pytest.raises(StoreError, match="qa-service rebuild again"):
        archive.rebuild(renewal=renewal)
    assert catalogue.setting("model") == "drawn"
    assert archive.verify().ok
    reembed(catalogue, renewal, NEW, no_progress)
    archive.rebuild(renewal=renewal)
    assert archive.verify().ok
    assert catalogue.article_ids() == ["tram"]


def test_a_renewal_that_is_given_up_leaves_nothing(archive: Archive) -> None:
    catalogue = archive.catalogue
    reembed(catalogue, Renewal(catalogue, "new"), NEW, no_progress)
    give_up(catalogue)
    assert not renewing(catalogue, "drawn")
    assert len(Renewal(catalogue, "new").missing()) == 2


def test_a_third_model_begins_from_the_start(archive: Archive) -> None:
    reembed(archive.catalogue, Renewal(archive.catalogue, "new"), NEW, no_progress)
    assert len(Renewal(archive.catalogue, "third").missing()) == 2


def test_an_empty_store_has_nothing_to_renew(tmp_path: Path) -> None:
    with closing(open_catalogue(tmp_path, None)) as catalogue:
        assert not renewing(catalogue, "new")


def test_vectors_of_deleted_articles_are_not_those_of_the_new_model(archive: Archive) -> None:
    catalogue = archive.catalogue
    texts = [one.embedded_text(article("tram", "tram", TRAM)) for one in sentences_of(catalogue)]
    catalogue.lay_aside("tram", uploaded=False)
    assert len(catalogue.embedded(texts)) == len(texts) > 0
    renewing(catalogue, "new")
    reembed(catalogue, Renewal(catalogue, "new"), NEW, no_progress)
    archive.rebuild(renewal=Renewal(catalogue, "new"))
    assert catalogue.embedded(texts) == {}
    assert catalogue.removals.get("tram").article.text == TRAM


def sentences_of(catalogue: Catalogue) -> tuple[Sentence, ...]:
    (entry,) = catalogue.entries(["tram"])
    return entry.sentences

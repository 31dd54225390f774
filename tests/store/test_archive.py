"""The store: in step, owned once, mended when broken."""

import math
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Thread
from typing import Any

import numpy as np
import pytest
from sqlalchemy import Column

from qa_service.domain.errors import ModelMismatch, NotFound, StoreError, StoreInUse
from qa_service.domain.period import Period
from qa_service.domain.scope import EVERYTHING, Scope
from qa_service.models.drawn import DrawnEmbeddings
from qa_service.models.embedding import SentenceEmbeddings
from qa_service.store.archive import Archive, open_catalogue
from qa_service.store.catalogue import Catalogue
from qa_service.store.ownership import NOTE, Served, require_unowned, served_at
from qa_service.store.records import Entry
from qa_service.store.words import article_number
from qa_service.text.analysis import wanted
from tests.conftest import PORT, TRAM, Put, article, silent


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return open_catalogue(tmp_path, "model")


@pytest.fixture
def archive(tmp_path: Path, catalogue: Catalogue) -> Iterator[Archive]:
    with closing(Archive(tmp_path, catalogue, silent)) as opened:
        yield opened


def found_by_words(archive: Archive, text: str) -> list[str]:
    words = [(word.terms, 1.0) for word in wanted(text, "fr", archive.languages())]
    return [article_id for (article_id, _), _ in archive.matching_passages(words, 5)]


def found_by_vector(archive: Archive, embeddings: SentenceEmbeddings, text: str) -> str:
    vector = np.asarray(embeddings.embed_query(text), np.float32)
    return archive.nearest_sentences(vector, 1)[0][0][0]


def test_both_indexes_follow_the_catalogue(
    archive: Archive, put: Put, embeddings: SentenceEmbeddings
) -> None:
    put(archive.catalogue, article("port", "Le port", PORT))
    put(archive.catalogue, article("tram", "Le tramway", TRAM))
    assert found_by_words(archive, "pêcheurs") == []
    archive.refresh()
    assert found_by_words(archive, "pêcheurs") == ["port"]
    assert found_by_vector(archive, embeddings, "prix du ticket") == "tram"
    archive.catalogue.remove("tram")
    archive.refresh()
    assert found_by_words(archive, "tramway") == []
    assert found_by_vector(archive, embeddings, "prix du ticket") == "port"
    assert archive.verify().ok


def test_replacing_leaves_nothing_of_the_old_text(archive: Archive, put: Put) -> None:
    put(archive.catalogue, article("port", "Le port", PORT))
    archive.refresh()
    put(archive.catalogue, article("port", "Le port", "Le port est fermé."))
    archive.refresh()
    assert found_by_words(archive, "pêcheurs") == []
    assert found_by_words(archive, "fermé") == ["port"]
    assert archive.verify().sentences == 1
    assert archive.verify().ok


def test_what_was_pending_at_a_crash_is_applied_by_the_next_owner(tmp_path: Path, put: Put) -> None:
    catalogue = open_catalogue(tmp_path, "model")
    put(catalogue, article("port", "Le port", PORT))  # committed, then the process dies
    catalogue.close()
    with closing(Archive(tmp_path, open_catalogue(tmp_path, "model"), silent)) as archive:
        assert found_by_words(archive, "pêcheurs") == ["port"]
        assert archive.verify().ok


def test_work_marked_anew_while_it_is_applied_stays_pending(catalogue: Catalogue, put: Put) -> None:
    put(catalogue, article("port", "Le port", PORT))
    seen = catalogue.pending()
    put(catalogue, article("port", "Le port", TRAM))
    catalogue.applied(seen)
    assert [item.article_id for item in catalogue.pending()] == ["port"]


@pytest.mark.parametrize("damage", ["lost", "truncated", "vectors gone", "words gone"])
def test_a_damaged_index_is_built_anew(tmp_path: Path, put: Put, damage: str) -> None:
    with closing(Archive(tmp_path, open_catalogue(tmp_path, "model"), silent)) as archive:
        put(archive.catalogue, article("port", "Le port", PORT))
        archive.refresh()
    (generation,) = (tmp_path / "indexes").iterdir()
    if damage == "lost":
        shutil.rmtree(generation)
    elif damage == "truncated":
        (generation / "vectors" / "chroma.sqlite3").write_bytes(b"SQLite format 3\x00 broken")
    elif damage == "vectors gone":
        shutil.rmtree(generation / "vectors")
    else:
        shutil.rmtree(generation / "words")
    # a new process, as after a crash: Chroma keeps what it once opened
    check = (
        "import sys; from pathlib import Path\n"
        "from qa_service.store.archive import Archive, open_catalogue\n"
        "store = Path(sys.argv[1])\n"
        "archive = Archive(store, open_catalogue(store, 'model'), print)\n"
        "report = archive.verify()\n"
        "assert report.ok, report\n"
        "assert archive.matching_passages([(['pecheur'], 1.0)], 5)\n"
    )
    subprocess.run([sys.executable, "-c", check, str(tmp_path)], check=True)


def test_indexes_of_another_analysis_are_built_anew(
    tmp_path: Path, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(Archive(tmp_path, open_catalogue(tmp_path, "model"), silent)) as archive:
        put(archive.catalogue, article("port", "Le port", PORT))
        archive.refresh()
    for version in ("next", "next"):  # the second time there is nothing to do
        generations = {folder.name for folder in (tmp_path / "indexes").iterdir()}
        monkeypatch.setattr("qa_service.store.building.ANALYSIS", version)
        said: list[str] = []
        with closing(Archive(tmp_path, open_catalogue(tmp_path, "model"), said.append)) as archive:
            assert found_by_words(archive, "pêcheurs") == ["port"]
            assert archive.verify().ok
        (generation,) = (folder.name for folder in (tmp_path / "indexes").iterdir())
        assert generation.startswith("next-")
        assert bool(said) == (generation not in generations)


def test_indexes_from_before_versions_are_built_anew(tmp_path: Path, put: Put) -> None:
    catalogue = open_catalogue(tmp_path, "model")
    put(catalogue, article("port", "Le port", PORT))
    catalogue.remember("generation", "0123456789ab")
    (tmp_path / "indexes" / "0123456789ab" / "words").mkdir(parents=True)
    with closing(Archive(tmp_path, catalogue, silent)) as archive:
        assert found_by_words(archive, "pêcheurs") == ["port"]
        assert archive.verify().ok


def test_passages_are_read_as_they_stand_in_the_text(catalogue: Catalogue, put: Put) -> None:
    item = article("port", "Le port", "L’été 🌊 revient. " * 80)
    entry = put(catalogue, item)
    keys = [("port", passage.ordinal) for passage in entry.passages]
    assert len(keys) > 1
    texts = catalogue.passage_texts([*keys, ("gone", 0)])
    wanted_texts = [(passage.of(item.text), item.published, "port") for passage in entry.passages]
    assert [texts[key] for key in keys] == wanted_texts
    assert len(texts) == len(keys)


def test_verify_sees_what_an_index_lost(archive: Archive, put: Put) -> None:
    put(archive.catalogue, article("port", "Le port", PORT))
    archive.refresh()
    archive._indexes.words.replace(["port"], [])
    archive._indexes.vectors.replace(["port"], [])
    problems = archive.verify().problems
    assert [problem.split(":")[0] for problem in problems] == ["lexical index", "vector index"]
    archive.rebuild()
    assert archive.verify().ok


def test_verify_sees_wrong_vectors(archive: Archive, put: Put) -> None:
    entry = put(archive.catalogue, article("port", "Le port", PORT))
    archive.refresh()
    wrong = Entry(entry.article, entry.passages, entry.sentences, entry.vectors[::-1].copy())
    archive._indexes.vectors.replace(["port"], [wrong])
    assert "wrong vectors" in archive.verify().problems[0]


def test_a_verification_sees_wrong_rows(archive: Archive, put_drawn: Put) -> None:
    entry = put_drawn(archive.catalogue, article("port", "Le port", PORT))
    archive.refresh()
    archive._indexes.rows.replace(["port"], [replace(entry, vectors=entry.vectors[::-1].copy())])
    assert archive.verify().problems == ("rows: wrong vectors for article port",)
    assert archive.repair().after.ok


def test_rows_that_lack_an_article_are_built_anew(tmp_path: Path, put_drawn: Put) -> None:
    with closing(Archive(tmp_path, open_catalogue(tmp_path, "drawn"), silent)) as archive:
        put_drawn(archive.catalogue, article("port", "Le port", PORT))
        archive.refresh()
        archive._indexes.rows.replace(["port"], [])
    said: list[str] = []
    with closing(Archive(tmp_path, open_catalogue(tmp_path, "drawn"), said.append)) as archive:
        vector = np.asarray(DrawnEmbeddings().embed_query("port"), np.float32)
        assert archive.similarities(vector, ["port"])
    assert "0 rows instead of" in said[0]


def test_what_has_to_be_indexed_is_told_as_it_goes(tmp_path: Path, put_drawn: Put) -> None:
    told: list[tuple[int, int]] = []

    def progress(done: int, total: int, _label: str) -> None:
        told.append((done, total))

    catalogue = open_catalogue(tmp_path, "drawn")
    put_drawn(catalogue, article("port", "Le port", PORT))
    with closing(Archive(tmp_path, catalogue, silent, progress=progress)) as archive:
        assert told == [(1, 1)]
        for key in ("phare", "quai"):
            put_drawn(catalogue, article(key, key, PORT))
        archive.refresh(progress)
        assert told[1:] == [(2, 2)]


def test_an_index_whose_writing_was_cut_short_is_built_anew(tmp_path: Path, put_drawn: Put) -> None:
    with closing(Archive(tmp_path, open_catalogue(tmp_path, "drawn"), silent)) as archive:
        put_drawn(archive.catalogue, article("port", "Le port", PORT))
        archive.refresh()
    (generation,) = (tmp_path / "indexes").iterdir()
    (generation / "writing").touch()
    said: list[str] = []
    with closing(Archive(tmp_path, open_catalogue(tmp_path, "drawn"), said.append)) as archive:
        assert "cut short" in said[0]
        assert found_by_words(archive, "pêcheurs") == ["port"]
        assert archive.verify().ok
    assert not generation.exists()


def test_questions_and_ingestions_go_on_while_the_indexes_are_built_anew(
    archive: Archive, put_drawn: Put
) -> None:
    for key in ("port", "phare", "quai"):
        put_drawn(archive.catalogue, article(key, key, PORT))
    archive.refresh()
    old = archive.catalogue.setting("generation")

    def meanwhile(_done: int, _total: int, _label: str) -> None:
        put_drawn(archive.catalogue, article("tram", "Le tramway", TRAM))
        put_drawn(archive.catalogue, article("quai", "Le quai", TRAM))
        archive.catalogue.remove("phare")
        archive.refresh()
        assert found_by_words(archive, "pêcheurs") == ["port"]
        assert set(found_by_words(archive, "tramway")) == {"tram", "quai"}
        assert archive.verify().ok
        assert archive.catalogue.setting("generation") == old
        with pytest.raises(StoreError, match="just now"):
            archive.rebuild()

    archive.rebuild(meanwhile)
    assert archive.catalogue.setting("generation") != old
    assert archive.catalogue.pending() == []
    assert set(found_by_words(archive, "tramway")) == {"tram", "quai"}
    assert found_by_words(archive, "pêcheurs") == ["port"]
    assert archive.verify().ok
    archive.rebuild()
    assert archive.verify().ok


def test_a_generation_that_is_not_whole_is_not_switched_to(
    archive: Archive, put_drawn: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_drawn(archive.catalogue, article("port", "Le port", PORT))
    archive.refresh()
    old = archive.catalogue.setting("generation")
    with monkeypatch.context() as patch:
        patch.setattr("qa_service.store.words.Words.replace", lambda *_: None)  # loses everything
        with pytest.raises(StoreError, match="instead of"):
            archive.rebuild()
    assert archive.catalogue.setting("generation") == old
    assert [folder.name for folder in (archive._store / "indexes").iterdir()] == [old]
    assert found_by_words(archive, "pêcheurs") == ["port"]


def test_what_is_committed_during_a_verification_is_no_difference(
    archive: Archive, put_drawn: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_drawn(archive.catalogue, article("port", "Le port", PORT))

    def keys(catalogue: Catalogue, *parts: Column[Any]) -> set[str]:
        put_drawn(catalogue, article("tram", "Le tramway", TRAM))  # as another process does
        return read(catalogue, *parts)

    read = Catalogue._keys
    monkeypatch.setattr(Catalogue, "_keys", keys)
    assert archive.verify().ok


OWN = """
import sys, time
from pathlib import Path
from qa_service.store import vectors
from qa_service.store.archive import Archive, open_catalogue
from qa_service.store.ownership import Served
store = Path(sys.argv[1])
served = Served("http://127.0.0.1:9", "secret")
archive = Archive(store, open_catalogue(store, "model"), print, served)
print("ready", flush=True)
time.sleep(300)
"""


def test_a_store_has_one_owner_whose_lock_dies_with_it(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", OWN, str(tmp_path)], stdout=subprocess.PIPE, text=True
    ) as owner:
        try:
            assert owner.stdout is not None
            assert owner.stdout.readline() == "ready\n"
            with pytest.raises(StoreInUse, match=r"serves it at http://127\.0\.0\.1:9"):
                Archive(tmp_path, open_catalogue(tmp_path, "model"), silent)
            assert served_at(tmp_path) == Served("http://127.0.0.1:9", "secret")
            assert stat.S_IMODE((tmp_path / NOTE).stat().st_mode) == 0o600
        finally:
            owner.kill()
    assert served_at(tmp_path) is None
    again = Archive(tmp_path, open_catalogue(tmp_path, "model"), silent)
    closing_thread = Thread(target=again.close)
    closing_thread.start()
    closing_thread.join()
    require_unowned(tmp_path)


def test_another_model_is_refused_with_the_command_that_repairs(tmp_path: Path, put: Put) -> None:
    catalogue = open_catalogue(tmp_path, "model")
    put(catalogue, article("port", "Le port", PORT))
    with pytest.raises(ModelMismatch, match="qa-service rebuild"):
        open_catalogue(tmp_path, "another")
    with pytest.raises(ModelMismatch, match="dimensions"):
        catalogue.check_dimension(7)
    assert open_catalogue(tmp_path, None).counts().articles == 1


def test_an_empty_store_takes_another_model(tmp_path: Path) -> None:
    open_catalogue(tmp_path, "one that could not be loaded").close()
    assert open_catalogue(tmp_path, "another").setting("model") == "another"


def test_an_unknown_article_is_not_found(catalogue: Catalogue) -> None:
    with pytest.raises(NotFound, match="GET /api/articles"):
        catalogue.article("nope")


@pytest.mark.parametrize("fetching", [0.0, math.inf])  # from the index, by comparing with all
def test_a_search_of_a_period_is_that_of_all_without_the_others(
    archive: Archive,
    put: Put,
    monkeypatch: pytest.MonkeyPatch,
    embeddings: SentenceEmbeddings,
    fetching: float,
) -> None:
    monkeypatch.setattr("qa_service.store.scopes.SEARCHING", 0.0)
    monkeypatch.setattr("qa_service.store.scopes.FETCHING", fetching)
    for number in range(6):
        text = PORT if number % 2 else TRAM
        item = article(f"a{number}", "Le port", f"{text} Quai {number}.")
        day = date(2021, 6, 1 + number) if number else None
        put(archive.catalogue, replace(item, published=day))
    archive.refresh()
    vector = np.asarray(embeddings.embed_query("Qui attend au port ?"), np.float32)
    words = [(("port",), 1.0), (("tram",), 0.5)]
    scope, some = Scope(Period(date(2021, 6, 3), date(2021, 6, 5))), {"a2", "a3", "a4"}
    near = [item for item in archive.nearest_sentences(vector, 100) if item[0][0] in some]
    matching = [item for item in archive.matching_passages(words, 100) if item[0][0] in some]
    assert near
    assert matching
    for limit in (5, 100):
        found = archive.nearest_sentences(vector, limit, scope)
        assert {passage[0] for passage, _ in found} <= some
        expected = [score for _, score in near[:limit]]
        assert [score for _, score in found] == pytest.approx(expected, abs=1e-5)
    assert sorted(archive.matching_passages(words, 100, scope)) == sorted(matching)
    dated = {passage[0] for passage, _ in archive.matching_passages(words, 100, Scope(Period()))}
    assert "a0" not in dated
    june = Period(date(2021, 6, 5))
    for never in (Scope(Period(date(2022, 1, 1))), Scope(june, as_of=date(2021, 6, 3))):
        assert archive.nearest_sentences(vector, 5, never) == []
        assert archive.matching_passages(words, 100, never) == []


@pytest.mark.parametrize("fetching", [0.0, math.inf])
def test_a_search_of_outlets_languages_and_articles_is_that_of_all_without_the_others(
    archive: Archive, put_drawn: Put, monkeypatch: pytest.MonkeyPatch, fetching: float
) -> None:
    monkeypatch.setattr("qa_service.store.scopes.SEARCHING", 0.0)
    monkeypatch.setattr("qa_service.store.scopes.FETCHING", fetching)
    for number in range(8):
        item = article(f"a{number}", "Le port", f"{PORT} Quai {number}.")
        outlet, language = (None, "L’Écho", "APA", "DW")[number % 4], ("fr", "en")[number // 4]
        put_drawn(archive.catalogue, replace(item, outlet=outlet, language=language))
    archive.refresh()
    vector = np.asarray(DrawnEmbeddings().embed_query("port"), np.float32)
    words = [(("port",), 1.0)]
    near, matching = archive.nearest_sentences(vector, 100), archive.matching_passages(words, 100)
    for scope, some in (
        (Scope(outlets=("APA",)), {"a2", "a6"}),
        (Scope(outlets=("APA", "L’Écho"), languages=("en",)), {"a5", "a6"}),
        (Scope(article_ids=("a0", "a7", "gone")), {"a0", "a7"}),
        (Scope(article_ids=("a0", "a7"), outlets=("DW",)), {"a7"}),
        (Scope(languages=("fr",), as_of=date(2030, 1, 1)), {"a0", "a1", "a2", "a3"}),
        (Scope(outlets=("Le Phare",)), set()),
    ):
        assert set(archive.within(scope)) == some
        assert archive.admitted([f"a{n}" for n in range(9)], scope) == some
        assert archive.catalogue.admitted([f"a{n}" for n in range(9)], scope) == some
        found = archive.nearest_sentences(vector, 100, scope)
        expected = [score for (own, _), score in near if own in some]
        assert {own for (own, _), _ in found} == some
        assert [score for _, score in found] == pytest.approx(expected, abs=1e-5)
        wanted = sorted(item for item in matching if item[0][0] in some)
        assert sorted(archive.matching_passages(words, 100, scope)) == wanted
        assert archive.statistics.holdings(scope).articles == len(some)


def test_the_list_of_articles_is_searched_and_cut(archive: Archive, put_drawn: Put) -> None:
    for number, (title, outlet) in enumerate(
        (("Été à Valmer", "L’Écho"), ("Le 100 % bio", None), ("Le tramway", "L’Écho"))
    ):
        item = article(f"a{number}", title, TRAM)
        day = date(2021, 6, 1 + number) if number else None
        put_drawn(archive.catalogue, replace(item, outlet=outlet, published=day))

    def listed(scope: Scope = EVERYTHING, words: str = "", start: int = 0) -> tuple[list[str], int]:
        found = archive.listed(scope, words, start, 2)
        return [one.id for one in found.articles], found.total

    assert listed() == (["a2", "a1"], 3)
    assert listed(start=2) == (["a0"], 3)
    assert listed(start=9) == ([], 3)
    assert listed(words="ETE écho") == (["a0"], 1)
    assert listed(words="100 %") == (["a1"], 1)
    assert listed(words="_") == ([], 0)
    assert listed(Scope(outlets=("l'echo",))) == (["a2", "a0"], 2)
    assert listed(Scope(Period(date(2021, 6, 2)), outlets=("L’Écho",))) == (["a2"], 1)


def test_the_days_of_articles_follow_the_catalogue(archive: Archive, put: Put) -> None:
    item = article("port", "Le port", PORT)
    put(archive.catalogue, item)
    archive.refresh()
    assert archive.days() == {"port": item.published}
    put(archive.catalogue, replace(item, published=None, published_from=None))
    archive.refresh()
    assert archive.days() == {}


def test_what_is_counted_of_a_scope_follows_the_catalogue(
    tmp_path: Path, archive: Archive, put_drawn: Put
) -> None:
    drawn = np.random.default_rng(3)
    scopes = (
        EVERYTHING,
        Scope(Period(date(2021, 6, 3), date(2021, 6, 20))),
        Scope(outlets=("DW",)),
        Scope(languages=("en",), as_of=date(2021, 6, 15)),
        Scope(article_ids=("a1", "a3", "a9")),
    )
    with closing(open_catalogue(tmp_path, "model")) as other:  # as another process would
        for _ in range(30):
            key = f"a{drawn.integers(10)}"
            if drawn.random() < 0.3 and other.holds(key):
                other.remove(key)
            else:
                day = date(2021, 6, int(drawn.integers(1, 30))) if drawn.random() < 0.8 else None
                outlet = (None, "APA", "DW")[int(drawn.integers(3))]
                item = replace(article(key, "Le port", PORT), outlet=outlet, published=day)
                language = ("fr", "en")[int(drawn.integers(2))]
                put_drawn(other, replace(item, language=language))
            archive.refresh()
            for scope in scopes:
                assert archive.counted(scope) == archive.statistics.counted(scope)
                within = {article_number(one) for one in archive.within(scope)}
                assert archive.mentioning([("port",)], scope) == within
                assert archive.is_mentioned([("port",)], scope) == bool(within)
            assert archive.article_count() == len(other.article_ids())
            assert archive.mentioning([("port",), ("tramway",)]) == set()
            assert not archive.is_mentioned([("port",), ("tramway",)])


def test_an_article_mentions_what_lies_far_apart_in_it(archive: Archive, put: Put) -> None:
    others = " ".join(f"Il fait {n} degrés ce jour-là." for n in range(60))
    put(archive.catalogue, article("far", "Le temps", f"Un port ouvre. {others} Un phare ferme."))
    archive.refresh()
    assert archive.passage_count() > 1
    both = [("port",), ("phar",)]
    assert archive.is_mentioned(both)
    assert archive.mentioning(both) == {article_number("far")}
    assert not archive.is_mentioned([*both, ("tramway",)])


def test_counts_of_many_scopes_stay_right(archive: Archive, put_drawn: Put) -> None:
    for day in range(1, 29):
        item = article(f"a{day}", "Le port", PORT)
        put_drawn(archive.catalogue, replace(item, published=date(2021, 6, day)))
    archive.refresh()
    scopes = [Scope(Period(date(2021, 6, a), date(2021, 6, a + 2))) for a in range(1, 27)]
    scopes += [replace(scope, as_of=date(2021, 6, 14)) for scope in scopes]
    scopes += [replace(scope, outlets=("La Gazette de Valmer",)) for scope in scopes]
    for scope in [*scopes, *scopes]:
        assert archive.counted(scope) == archive.statistics.counted(scope)


def test_speeches_come_and_go_with_their_article(archive: Archive, put: Put) -> None:
    text = "« Le port rouvrira », a promis Paul Renaud. Le maire juge que tout est prêt."
    item = article("port", "Le port", text)
    put(archive.catalogue, item)
    said = archive.speeches(["port", "elsewhere"])
    assert said["elsewhere"] == ()
    assert [(one.speaker, one.of(text)) for one in said["port"]] == [
        ("Paul Renaud", "Le port rouvrira"),
        ("Paul Renaud", "tout est prêt"),
    ]
    assert all(one.mention is not None for one in said["port"])
    assert archive.speakers() == ["Paul Renaud"]
    day = item.published
    mentions = {("Paul Renaud", "Paul Renaud"), ("Paul Renaud", "Le maire")}
    assert set(archive.speaker_mentions(EVERYTHING)) == mentions
    assert set(archive.speaker_mentions(Scope(Period(day, day)))) == mentions
    assert archive.speaker_mentions(Scope(Period(None, date(2022, 5, 1)))) == []
    assert archive.spoken_passages(["Paul Renaud"]) == [("port", 0)]
    put(archive.catalogue, article("port", "Le port", "Le port est fermé."))
    assert archive.speeches(["port"]) == {"port": ()}
    put(archive.catalogue, item)
    archive.catalogue.remove("port")
    assert archive.speakers() == []

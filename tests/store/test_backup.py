"""A store as one file, and back: whole, at one moment, and nothing else let in."""

import json
import re
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from threading import Event, Thread

import pytest

from qa_service import __version__
from qa_service.bootstrap import service_of
from qa_service.domain.answer import Answer, Status
from qa_service.domain.errors import BackupError, StoreInUse
from qa_service.domain.reports import no_progress
from qa_service.maintenance import backup, restore
from qa_service.models.drawn import DrawnEmbeddings
from qa_service.settings import Settings, read_settings
from qa_service.store.archive import Archive, open_catalogue
from qa_service.store.catalogue import Catalogue
from qa_service.store.migrations import NEWEST
from tests.conftest import PORT, TRAM, Put, article, silent

QUESTIONS = ("Combien coûtera le billet du tramway de Valmer ?", "Qui promet une seconde digue ?")


def settings_of(store: Path) -> Settings:
    given = {"store": store, "embedding_model": "drawn", "reading_model": "off"}
    return read_settings({**given, "refuse_below": 0.0})  # drawn vectors are near to nothing


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return settings_of(tmp_path / "store")


@pytest.fixture
def archive(settings: Settings, put_drawn: Put) -> Archive:
    archive = Archive(settings.store, open_catalogue(settings.store, "drawn"), silent)
    for key, text in (("port", PORT), ("tram", TRAM)):
        put_drawn(archive.catalogue, article(key, key, text))
    archive.refresh()
    return archive


@pytest.fixture
def saved(tmp_path: Path, archive: Archive, settings: Settings) -> Path:
    """A backup of two articles, whose store is closed."""
    backup(settings, tmp_path / "saved.zip", False, no_progress)
    archive.close()
    return tmp_path / "saved.zip"


def answers(archive: Archive, settings: Settings) -> list[tuple[str, list[str]]]:
    service = service_of(archive, DrawnEmbeddings(), settings, silent)  # type: ignore[arg-type]
    found = [service.ask(question) for question in QUESTIONS]
    return [(one.answer, [citation.quote for citation in one.citations]) for one in found]


def test_a_backup_during_an_ingestion_is_one_moment_and_answers_the_same(
    tmp_path: Path, archive: Archive, settings: Settings, put_drawn: Put
) -> None:
    stop, begun = Event(), Event()

    def ingest() -> None:
        number = 0
        with closing(Catalogue(settings.store / "catalogue.sqlite")) as catalogue:
            while not stop.is_set():
                put_drawn(catalogue, article(f"more{number}", f"Annexe {number}", PORT))
                number += 1
                begun.set()

    thread = Thread(target=ingest)
    thread.start()
    assert begun.wait(30)
    report = backup(settings, tmp_path / "saved.zip", False, no_progress)
    stop.set()
    thread.join()
    assert archive.catalogue.counts().articles >= report["articles"] > 2
    # The store as it was at that moment.
    with closing(archive):
        for key in archive.catalogue.article_ids():
            if key.startswith("more") and int(key[4:]) >= report["articles"] - 2:
                archive.catalogue.remove(key)
        archive.refresh()
        before = answers(archive, settings)
    assert before[0][1]

    other = settings_of(tmp_path / "other")
    restored = restore(other, tmp_path / "saved.zip", False, no_progress, silent)
    assert restored == report
    catalogue = open_catalogue(other.store, "drawn")
    with closing(Archive(other.store, catalogue, silent)) as copy:
        verification = copy.verify()
        assert (verification.ok, verification.articles) == (True, report["articles"])
        assert answers(copy, other) == before


def test_a_backup_says_what_it_is(tmp_path: Path, saved: Path) -> None:
    with zipfile.ZipFile(saved) as packed:
        assert sorted(packed.namelist()) == ["catalogue.sqlite", "manifest.json"]
        manifest = json.loads(packed.read("manifest.json"))
    assert (manifest["articles"], manifest["model"], manifest["schema"]) == (
        2,
        "drawn",
        str(NEWEST),
    )
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_store_may_be_named_from_here(
    tmp_path: Path, saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert restore(settings_of(Path("other")), Path(saved.name), False, no_progress, silent)


def test_a_store_that_holds_conversations_is_not_empty(tmp_path: Path, saved: Path) -> None:
    other = settings_of(tmp_path / "other")
    answer = Answer("Qui ?", Status.ABOUT, "Moi.", None, (), 1.0, "statistics", "fr")
    with closing(open_catalogue(other.store, None)) as catalogue:
        catalogue.conversations.keep("talk", answer)
    with pytest.raises(BackupError, match="articles: 0, conversations: 1"):
        restore(other, saved, False, no_progress, silent)
    restore(other, saved, True, no_progress, silent)
    with closing(open_catalogue(other.store, None)) as catalogue:
        assert catalogue.conversations.find().total == 0


def test_a_file_that_is_there_is_kept(tmp_path: Path, archive: Archive, settings: Settings) -> None:
    file = tmp_path / "saved.zip"
    file.write_text("kept", encoding="utf-8")
    with pytest.raises(BackupError, match="--force"):
        backup(settings, file, False, no_progress)
    assert file.read_text(encoding="utf-8") == "kept"
    backup(settings, file, True, no_progress)
    assert zipfile.is_zipfile(file)
    with pytest.raises(BackupError, match="cannot be written"):
        backup(settings, tmp_path / "nowhere" / "saved.zip", False, no_progress)
    with pytest.raises(BackupError, match="no store"):
        backup(settings_of(tmp_path / "none"), tmp_path / "b.zip", False, no_progress)
    archive.close()


def test_a_store_that_holds_articles_or_is_in_use_is_not_replaced(
    tmp_path: Path, saved: Path, put_drawn: Put
) -> None:
    other = settings_of(tmp_path / "other")
    with closing(Archive(other.store, open_catalogue(other.store, "drawn"), silent)) as archive:
        put_drawn(archive.catalogue, article("quai", "Le quai", PORT))
        with pytest.raises(StoreInUse):
            restore(other, saved, True, no_progress, silent)
    with pytest.raises(BackupError, match="not empty"):
        restore(other, saved, False, no_progress, silent)
    with closing(open_catalogue(other.store, None)) as catalogue:
        assert catalogue.article_ids() == ["quai"]
    restore(other, saved, True, no_progress, silent)
    with closing(Archive(other.store, open_catalogue(other.store, "drawn"), silent)) as archive:
        assert sorted(archive.catalogue.article_ids()) == ["port", "tram"]
        assert archive.verify().ok


def test_a_backup_of_another_model_says_what_to_do(tmp_path: Path, saved: Path) -> None:
    said: list[str] = []
    other = read_settings({"store": tmp_path / "other", "embedding_model": "another"})
    restore(other, saved, False, no_progress, said.append)
    assert "qa-service rebuild" in said[-1]


def repacked(saved: Path, change: Callable[[dict[str, bytes]], None], sign: bool = True) -> None:
    """Changes the members of a backup; `sign` makes the manifest fit again."""
    with zipfile.ZipFile(saved) as packed:
        members = {name: packed.read(name) for name in packed.namelist()}
    change(members)
    if sign:
        manifest = json.loads(members["manifest.json"])
        content = members["catalogue.sqlite"]
        manifest |= {"sha256": sha256(content).hexdigest(), "bytes": len(content)}
        members["manifest.json"] = json.dumps(manifest).encode()
    with zipfile.ZipFile(saved, "w") as packed:
        for name, content in members.items():
            packed.writestr(name, content)


def manifest_with(**values: object) -> Callable[[dict[str, bytes]], None]:
    def change(members: dict[str, bytes]) -> None:
        manifest = json.loads(members["manifest.json"])
        members["manifest.json"] = json.dumps(manifest | values).encode()

    return change


def run_sql(path: Path, statement: str) -> Callable[[dict[str, bytes]], None]:
    def change(members: dict[str, bytes]) -> None:
        path.write_bytes(members["catalogue.sqlite"])
        with closing(sqlite3.connect(path)) as connection:
            connection.execute(statement)
            connection.commit()
        members["catalogue.sqlite"] = path.read_bytes()

    return change


def overwritten(members: dict[str, bytes]) -> None:
    content = members["catalogue.sqlite"]
    members["catalogue.sqlite"] = content[:8192] + b"\xff" * 4096 + content[12288:]


NEWER = (
    rf"was written by qa-service 9\.3\.0 \(schema 99\); this is {re.escape(__version__)}, which "
    rf"knows schemas up to {NEWEST}\. Install that version or a newer one: python -m pip install "
    r"'qa-service>=9\.3\.0'$"
)
TRIGGER = "CREATE TRIGGER t AFTER DELETE ON pending BEGIN DELETE FROM articles; END"
WRONG: list[tuple[str, object, str]] = [
    ("sign", lambda members: members.update({"evil.sh": b"rm"}), "something else"),
    ("sign", lambda members: members.update({"../catalogue.sqlite": b""}), "something else"),
    ("", lambda members: members.update({"manifest.json": b"{}"}), "manifest is not ours"),
    ("", lambda members: members.update({"manifest.json": b"[" * 9000}), "manifest is not ours"),
    ("", lambda members: members.update({"manifest.json": b" " * 10_001}), "too long"),
    ("", manifest_with(bytes=7), "not as long"),
    ("", manifest_with(sha256="0"), "not what was backed up"),
    ("sign", manifest_with(articles=3), "does not fit"),
    ("sign", manifest_with(more=3), "not ours"),
    ("", manifest_with(schema="99", version="9.3.0"), NEWER),
    ("", manifest_with(format=9, version="9.3.0"), r"pip install 'qa-service>=9\.3\.0'$"),
    ("", manifest_with(schema="99", version="9'; rm"), r"pip install --upgrade qa-service$"),
    ("", manifest_with(schema="1"), "no way leads"),
    ("", manifest_with(schema="9" * 5000), "no way leads"),
    ("sign", manifest_with(schema="2"), "not of our form"),
    ("", overwritten, "not what was backed up"),
    ("sign", overwritten, "is damaged|cannot be read|not of our form"),
    ("sign", lambda members: members.update({"catalogue.sqlite": b"no"}), "cannot be read"),
    ("sql", TRIGGER, "not of our form"),
    ("sql", "CREATE VIEW v AS SELECT 1", "not of our form"),
    ("sql", "DELETE FROM passages", "is damaged"),
    ("sql", "UPDATE articles SET pages = '[[0,1,null],[99999,2,null]]'", "page that is not in"),
]


@pytest.mark.parametrize(("way", "change", "told"), WRONG)
def test_what_is_wrong_with_a_backup_is_told_before_anything_is_changed(
    tmp_path: Path, saved: Path, way: str, change: object, told: str
) -> None:
    if way == "sql":
        change = run_sql(tmp_path / "changed.sqlite", str(change))
    assert callable(change)
    repacked(saved, change, sign=bool(way))
    check_refused(tmp_path, saved, told)


@pytest.mark.parametrize("damage", ["cut", "flipped", "text", "nothing", "missing"])
def test_what_is_no_backup_is_refused(tmp_path: Path, saved: Path, damage: str) -> None:
    content = saved.read_bytes()
    middle = len(content) // 2
    if damage == "missing":
        saved.unlink()
    else:
        saved.write_bytes(
            {
                "cut": content[:middle],
                "flipped": content[:middle]
                + bytes([content[middle] ^ 255])
                + content[middle + 1 :],
                "text": b"not a backup",
                "nothing": b"",
            }[damage]
        )
    check_refused(tmp_path, saved, str(saved))


def check_refused(tmp_path: Path, saved: Path, told: str) -> None:
    store = settings_of(tmp_path / "store")
    with pytest.raises(BackupError, match=told):
        restore(store, saved, True, no_progress, silent)
    with closing(open_catalogue(store.store, "drawn")) as catalogue:
        assert sorted(catalogue.article_ids()) == ["port", "tram"]
    assert list(store.store.glob("restoring-*")) == []

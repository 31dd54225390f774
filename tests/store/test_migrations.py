"""Stores of earlier and of later versions, opened by this one; migrations that are killed."""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from qa_service import __version__
from qa_service.cli import main
from qa_service.domain.answer import Status
from qa_service.domain.errors import StoreError, StoreTooNew
from qa_service.store.backup import objects
from qa_service.store.catalogue import Catalogue
from qa_service.store.kept_answers import read, written
from qa_service.store.migrations import MIGRATIONS, NEWEST
from tests.store.old_stores import rows, run_sql, unpack

FROM_2 = (
    f"Bringing the store from version 2 to {NEWEST}: adds the tables that are missing, gives each "
    "kept answer a version, gives each article room for its pages, keeps what could not be read, "
    "makes room for sources on the web"
)


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return unpack(tmp_path_factory.mktemp("old")) / "catalogue.sqlite"


@pytest.fixture
def path(tmp_path: Path, packed: Path) -> Path:
    """The catalogue of a store of version 2 that was never opened since."""
    store = tmp_path / "store"
    store.mkdir()
    return Path(shutil.copy(packed, store))


def schema_of(path: Path) -> dict[str, str]:
    return dict(rows(path, "SELECT key, value FROM meta"))


def dump(path: Path) -> list[str]:
    """All that a catalogue holds."""
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def test_an_old_store_is_brought_up_once_and_told_so(path: Path) -> None:
    said: list[str] = []
    Catalogue(path, said.append).close()
    assert said == [FROM_2]
    settings = schema_of(path)
    assert (settings["schema"], settings["program"]) == (str(NEWEST), __version__)
    before = dump(path)
    Catalogue(path, said.append).close()
    assert (said, dump(path)) == ([FROM_2], before)


def test_nothing_of_an_old_store_is_lost(path: Path) -> None:
    kept = rows(path, "SELECT number, id, conversation_id, at, status, answer, rating FROM answers")
    cited = rows(path, "SELECT * FROM cited ORDER BY 1, 2")
    asked = rows(path, "SELECT json_extract(answer, '$.question') FROM answers")
    texts = rows(path, "SELECT id, text FROM articles")
    Catalogue(path).close()
    assert len(texts) == 5
    assert rows(path, "SELECT id, text FROM articles") == texts
    columns = "number, id, conversation_id, at, status, answer, rating"
    assert rows(path, f"SELECT {columns} FROM answers") == kept
    assert rows(path, "SELECT * FROM cited ORDER BY 1, 2") == cited
    assert rows(path, "SELECT question FROM answers") == asked
    assert rows(path, "SELECT DISTINCT version FROM answers") == [(1,)]


def test_answers_of_an_old_store_can_be_kept_in_the_newest_form(path: Path) -> None:
    for (text,) in rows(path, "SELECT answer FROM answers"):
        answer = read(1, text)
        rounded = replace(
            answer,
            confidence=round(answer.confidence, 4),
            timings_ms={name: round(value, 2) for name, value in answer.timings_ms.items()},
        )
        assert read(2, written(answer, "talk")) == rounded


def test_a_migrated_store_is_made_as_a_new_one_is(path: Path, tmp_path: Path) -> None:
    said: list[str] = []
    new = tmp_path / "new.sqlite"
    for one in (path, new):
        Catalogue(one, said.append).close()
    assert objects(path) == objects(new)
    assert said == [FROM_2]  # of the old one


def test_tables_that_an_old_store_lacks_are_made(path: Path, tmp_path: Path) -> None:
    run_sql(
        path,
        "DROP INDEX ix_articles_facets",
        *(f"DROP TABLE {name}" for name in ("cited", "answers", "conversations", "warnings")),
        "DELETE FROM meta WHERE key IN ('cited', 'schema')",  # killed before it said so
    )
    Catalogue(tmp_path / "new.sqlite").close()
    with closing(Catalogue(path)) as catalogue:
        assert catalogue.counts().articles == 5
        assert catalogue.conversations.find().total == 0
    assert objects(path) == objects(tmp_path / "new.sqlite")


def test_what_older_answers_cite_is_noted(path: Path) -> None:
    before = rows(path, "SELECT * FROM cited ORDER BY 1, 2")
    run_sql(path, "DELETE FROM cited", "DELETE FROM meta WHERE key = 'cited'")
    Catalogue(path).close()
    assert rows(path, "SELECT * FROM cited ORDER BY 1, 2") == before


def test_an_answer_that_is_damaged_spoils_no_conversation(path: Path) -> None:
    run_sql(path, "UPDATE answers SET answer = substr(answer, 1, 300) WHERE number = 2")
    run_sql(path, "UPDATE answers SET answer = json_remove(answer, '$.writer') WHERE number = 1")
    with closing(Catalogue(path)) as catalogue:
        kept = catalogue.conversations
        first, second, third = (one.answer for one in kept.answers("cnt")[:3])
        assert first.question == "Quand le CNT a-t-il ratifié l'accord militaire avec la Russie ?"
        assert first.answer.startswith("APA, 4 juillet 2024 (date déduite) : Le Conseil national")
        assert "[1]" not in first.answer
        assert (first.citations, second.citations, second.status) == ((), (), Status.ABOUT)
        assert second.question == "qui a presente le projet de loi ?"  # as it is searched
        for answer in (first, second):
            assert "qa-service restore FILE --store OTHER" in answer.answer
            assert kept.answer(str(answer.id)).answer == answer
        assert third.status is Status.REFUSED
        assert len(kept.recent("cnt", 8)) == 6  # what follows up leans on the others
        assert len(kept.rated()) == 3
        article_id = rows(path, "SELECT article_id FROM cited WHERE number = 2")[0][0]
        assert second.question in [one.question for one in kept.asked_of(article_id).questions]


def test_a_server_of_the_version_before_may_go_on_keeping_answers(path: Path) -> None:
    Catalogue(path).close()
    run_sql(
        path,
        "INSERT INTO answers (id, conversation_id, at, status, answer, searched) "
        "SELECT 'late', conversation_id, at, status, answer, searched FROM answers "
        "WHERE number = 1",
    )
    with closing(Catalogue(path)) as catalogue:
        late = catalogue.conversations.answer("late").answer
        first = catalogue.conversations.answers("cnt")[0].answer
    assert late == replace(first, id="late")


def test_a_newer_store_names_the_version_to_install(path: Path) -> None:
    run_sql(path, "UPDATE meta SET value = '99' WHERE key = 'schema'")
    run_sql(path, "INSERT INTO meta VALUES ('program', '9.3.0')")
    before = dump(path)
    with pytest.raises(StoreTooNew) as raised:
        Catalogue(path)
    assert str(raised.value) == (
        f"The store of {path} was written by qa-service 9.3.0 (schema 99); this is {__version__}, "
        f"which knows schemas up to {NEWEST}. Install that version or a newer one: python -m pip "
        "install 'qa-service>=9.3.0'"
    )
    assert dump(path) == before
    run_sql(path, "UPDATE meta SET value = '9''; rm -r x' WHERE key = 'program'")
    with pytest.raises(StoreTooNew, match=r"python -m pip install --upgrade qa-service$"):
        Catalogue(path)


@pytest.mark.parametrize("schema", ["1", "two", ""])
def test_a_store_from_which_no_way_leads_stays_as_it_is(path: Path, schema: str) -> None:
    run_sql(path, f"UPDATE meta SET value = '{schema}' WHERE key = 'schema'")
    before = dump(path)
    with pytest.raises(StoreError, match=r"qa-service ingest FOLDER --store OTHER$"):
        Catalogue(path)
    assert dump(path) == before


def test_of_several_that_open_it_at_once_one_brings_it_up(path: Path) -> None:
    said: list[str] = []

    def open_it(_: int) -> int:
        with closing(Catalogue(path, said.append)) as catalogue:
            return catalogue.conversations.find().total

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(open_it, range(4))) == [2] * 4
    assert said == [FROM_2]


KILLED = """
import os, signal, sys
from pathlib import Path
from sqlalchemy import event
from sqlalchemy.engine import Engine
from qa_service.store.catalogue import Catalogue

def kill(*_):
    os.kill(os.getpid(), signal.SIGKILL)

# paths of copies, each with the statement before which its process is killed
for given in sys.argv[1:]:
    path, _, moment = given.rpartition("@")
    child = os.fork()
    if child:
        os.waitpid(child, 0)
        continue
    if moment == "commit":
        event.listen(Engine, "commit", kill)
    else:
        event.listen(
            Engine, "before_cursor_execute",
            lambda _c, _u, statement, *_: kill() if statement.startswith(moment) else None,
        )
    Catalogue(Path(path), lambda _: None)
    kill()  # where it is open
"""
MOMENTS = {
    "CREATE INDEX IF NOT EXISTS ix_cited_number": "2",
    "INSERT OR IGNORE INTO cited": "2",
    "ALTER TABLE answers ADD COLUMN version": "2",
    "ALTER TABLE answers ADD COLUMN question": "2",
    "UPDATE answers": "2",
    "ALTER TABLE articles ADD COLUMN pages": "2",
    "ALTER TABLE removed ADD COLUMN pages": "2",
    "CREATE TABLE IF NOT EXISTS failures": "2",
    "CREATE TABLE IF NOT EXISTS web_listed": "2",
    "INSERT OR REPLACE INTO meta": "2",
    "commit": "2",
    "open": str(NEWEST),
}


def test_a_migration_that_is_killed_leaves_one_version_or_the_other(
    path: Path, tmp_path: Path
) -> None:
    run_sql(
        path,
        "DROP INDEX ix_articles_facets",
        "DROP TABLE cited",
        "DELETE FROM meta WHERE key = 'cited'",
    )
    before = dump(path)
    reached = Path(shutil.copy(path, tmp_path / "reached.sqlite"))
    Catalogue(reached).close()
    copies = [Path(shutil.copy(path, tmp_path / f"{n}.sqlite")) for n, _ in enumerate(MOMENTS)]
    given = [f"{copy}@{moment}" for copy, moment in zip(copies, MOMENTS, strict=True)]
    subprocess.run([sys.executable, "-c", KILLED, *given], check=True)
    for copy, version in zip(copies, MOMENTS.values(), strict=True):
        assert copy.with_name(f"{copy.name}-wal").exists()  # it was killed with the store open
        assert schema_of(copy)["schema"] == version
        assert dump(copy) == (before if version == "2" else dump(reached))
        Catalogue(copy).close()
        assert dump(copy) == dump(reached)


def test_each_migration_is_harmless_to_repeat(path: Path) -> None:
    with closing(Catalogue(path)) as catalogue:
        before = dump(path)
        with catalogue.engine.begin() as connection:
            for one in MIGRATIONS.values():
                one.migrate(connection)
        assert dump(path) == before


def conversations(store: str) -> list[str]:
    return ["conversations", "list", "--store", store]


COMMANDS: list[Callable[[str], list[str]]] = [
    conversations,
    lambda store: ["feedback", "--store", store],
    lambda store: ["sources", "list", "--store", store],
    lambda store: ["articles", "list", "--store", store],
    lambda store: ["verify", "--store", store],
    lambda store: ["backup", f"{store}.zip", "--store", store],
]


@pytest.mark.parametrize("command", COMMANDS)
def test_whichever_command_is_first_says_so_on_standard_error(
    path: Path, capsys: pytest.CaptureFixture[str], command: Callable[[str], list[str]]
) -> None:
    assert main(command(str(path.parent))) == 0
    assert capsys.readouterr().err.splitlines().count(FROM_2) == 1
    assert main(command(str(path.parent)) + (["--force"] if "backup" in command("") else [])) == 0
    assert "Bringing" not in capsys.readouterr().err

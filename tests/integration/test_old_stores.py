"""A store that version 0.1.0 filled, in this program: read whole, asked, backed up and restored."""

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from qa_service.bootstrap import open_archive, open_service
from qa_service.domain.answer import Standing
from qa_service.domain.conversation import Rating
from qa_service.domain.reports import no_progress
from qa_service.maintenance import backup, restore
from qa_service.service import QAService
from qa_service.settings import Settings, read_settings
from qa_service.store.archive import open_catalogue
from qa_service.store.conversations import Conversations
from qa_service.wire import kept_answer_object
from tests.conftest import silent
from tests.store.old_stores import BACKUP, rows, unpack

CNT, ACTORS = 7, 5  # answers of the two conversations
RATED = {0: Rating.UP, 4: Rating.DOWN, 7: Rating.UP}


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return read_settings({"store": unpack(tmp_path_factory.mktemp("old") / "store")})


@pytest.fixture(scope="module")
def kept(settings: Settings) -> list[dict[str, Any]]:
    """The answers as the old version kept them, oldest first."""
    query = "SELECT answer FROM answers ORDER BY number"
    return [json.loads(text) for (text,) in rows(settings.store / "catalogue.sqlite", query)]


@pytest.fixture(scope="module")
def service(settings: Settings, kept: list[dict[str, Any]]) -> Iterator[QAService]:
    assert len(kept) == 12  # read before this opens the store
    with closing(open_archive(settings, silent)) as archive:
        yield open_service(archive, settings, silent)


def check_whole(conversations: Conversations, kept: list[dict[str, Any]]) -> None:
    """That both conversations hold what the old version kept, with the ratings."""
    titles = {one.title for one in conversations.find().conversations}
    assert titles == {kept[0]["question"], kept[CNT]["question"]}
    found = [*conversations.answers("cnt")[:CNT], *conversations.answers("acteurs")[:ACTORS]]
    assert {n: one.rating for n, one in enumerate(found) if one.rating} == RATED
    for one, before in zip(found, kept, strict=True):
        now = kept_answer_object(one)
        for name in ("question", "status", "answer", "reason", "articles"):
            assert now[name] == before[name]
        for name in ("citations", "closest"):
            assert now[name] == [{**one, "page": None, "page_label": None} for one in before[name]]
        for name in ("question", "asked", "rewritten_by", "note"):
            assert now["interpretation"][name] == before["interpretation"][name]


def test_all_is_there(service: QAService, kept: list[dict[str, Any]]) -> None:
    assert service.article_count() == 5
    check_whole(service.conversations, kept)
    texts = {one.id: one.text for one in service.articles()}
    for name in ("cnt", "acteurs"):
        for answer in service.conversations.answers(name):
            for one in (*answer.answer.citations, *answer.answer.closest):
                assert one.standing is Standing.STANDS
                assert texts[one.article_id][one.start : one.end] == one.quote
    assert service.verify().ok


def test_it_answers_and_goes_on_with_an_old_conversation(
    settings: Settings, service: QAService, tmp_path: Path, kept: list[dict[str, Any]]
) -> None:
    found = service.ask("Qui préside la plateforme Appel citoyen ?")
    assert "Issa Kaou Djim" in found.answer
    follow_up = service.ask("Et en novembre 2021 ?", conversation_id="cnt")
    assert follow_up.interpretation is not None
    assert follow_up.interpretation.question.startswith("Et lui, que promet Sergueï Lavrov")

    backup(settings, tmp_path / "saved.zip", False, no_progress)
    other = read_settings({"store": tmp_path / "other"})
    restore(other, tmp_path / "saved.zip", False, no_progress, silent)
    versions = "SELECT DISTINCT version FROM answers ORDER BY version"
    assert rows(other.store / "catalogue.sqlite", versions) == [(1,), (2,)]
    with closing(open_catalogue(other.store, None)) as catalogue:
        check_whole(catalogue.conversations, kept)
        again = catalogue.conversations.answer(str(follow_up.id)).answer
    assert (again.answer, again.citations) == (follow_up.answer, follow_up.citations)


def test_an_old_backup_is_restored_into_a_new_store(
    tmp_path: Path, kept: list[dict[str, Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    settings = read_settings({"store": tmp_path / "store"})
    report = restore(settings, BACKUP, False, no_progress, silent)
    assert report["articles"] == 5
    assert "Bringing the store from version 2" in capsys.readouterr().err
    with closing(open_archive(settings, silent)) as archive:
        check_whole(archive.catalogue.conversations, kept)
        assert archive.verify().ok

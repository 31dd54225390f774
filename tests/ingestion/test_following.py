"""Several folders followed at once."""

from datetime import date
from pathlib import Path

import pytest

from qa_service.domain.errors import UsageError
from qa_service.ingestion.following import chosen, follow, summaries, unfollow
from qa_service.ingestion.following import followed as those_of
from tests.ingestion.files import PLAIN
from tests.ingestion.folders import Followed

NOWHERE = Path("/nowhere")
DATED = "---\ntitle: Le bac\npublished: {}\n---\n\nLe bac de Ganvié navigue le {}.\n"


def test_folders_are_followed_until_they_are_removed(followed: Followed) -> None:
    catalogue, (a, b) = followed.catalogue, (followed.path / "a", followed.path / "b")
    followed.write("a/old.md", DATED.format("2021-03-04", "lundi"))
    followed.write("a/new.md", DATED.format("2023-02-06", "mardi"))
    followed.write("a/inner/bac.txt", PLAIN)
    followed.write("b/bac.txt", PLAIN)
    assert follow(catalogue, [a, a / "inner", b], NOWHERE) == [a, a / "inner", b]
    assert chosen(catalogue, [], NOWHERE) == those_of(catalogue) == [a, b]
    followed.ingest("a", "b")
    found = [
        (Path(it.path), it.there, it.articles, it.first, it.last) for it in summaries(catalogue)
    ]
    assert found == [
        (a, True, 3, date(2021, 3, 4), date(2023, 2, 6)),
        (b, True, 1, None, None),
    ]

    follow(catalogue, [followed.path], NOWHERE)  # a folder around them: what both hold is kept
    assert unfollow(catalogue, [a]) == 0
    assert unfollow(catalogue, [followed.path]) == 3
    assert list(followed.ids()) == ["b/bac.txt"]
    followed.move("b", "gone")
    assert [it.there for it in summaries(catalogue)] == [False]
    assert unfollow(catalogue, [b]) == 1
    assert (those_of(catalogue), catalogue.files()) == ([], {})


def test_what_is_not_there_or_not_followed_is_named(followed: Followed) -> None:
    follow(followed.catalogue, [followed.path], NOWHERE)
    with pytest.raises(UsageError, match=r"/nowhere is not followed.*sources list"):
        unfollow(followed.catalogue, [followed.path, NOWHERE])
    assert those_of(followed.catalogue) == [followed.path]
    with pytest.raises(UsageError, match="/nowhere does not exist"):
        follow(followed.catalogue, [NOWHERE], followed.path)
    unfollow(followed.catalogue, [followed.path])
    assert chosen(followed.catalogue, [], followed.path) == [followed.path]
    with pytest.raises(UsageError, match="/nowhere does not exist"):
        chosen(followed.catalogue, [], NOWHERE)

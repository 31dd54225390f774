"""Articles of one origin: found, grouped, and kept right as articles come, change and go."""

import random
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import func, select

from qa_service.domain.article import Article, Provenance
from qa_service.store.catalogue import Catalogue
from qa_service.store.likenesses import bands, likenesses, texts
from qa_service.store.records import Entry
from qa_service.store.tables import open_sqlite
from tests.conftest import article
from tests.store.reprints import Desk, judged

DESK = Desk(7)
STORY = "\n\n".join(DESK.paragraph(DESK.subject()) for _ in range(6))
OTHER = "\n\n".join(DESK.paragraph(DESK.subject()) for _ in range(6))


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    with closing(Catalogue(tmp_path / "catalogue.sqlite")) as opened:
        yield opened


def put(catalogue: Catalogue, *items: Article) -> None:
    for item in items:
        catalogue.put(Entry(item, (), (), np.empty((0, 0), np.float32)), "")


def groups(catalogue: Catalogue) -> set[tuple[str, ...]]:
    """The ids of each group, its first article first."""
    found = catalogue.carriers().values()
    return {tuple(one.article_id for one in group) for group in found}


def dated(name: str, text: str, day: int | None, url: str | None = None) -> Article:
    published = date(2022, 5, day) if day else None
    provenance = Provenance.PRINTED if day else None
    item = article(name, name, text)
    return replace(item, published=published, published_from=provenance, url=url)


def test_reprints_are_found_and_other_articles_are_not(catalogue: Catalogue) -> None:
    pairs = Desk(2).pairs(63, 300)
    found = judged(catalogue, pairs)
    assert found.f1 >= 0.95, [pair.kind for pair in (*found.missed, *found.wrong)]


def test_copies_and_pages_of_one_address_are_linked_and_all_are_kept(catalogue: Catalogue) -> None:
    put(
        catalogue,
        dated("copy", f"{STORY}\n", 3),
        dated("first", STORY.replace("’", "'").upper(), 2),
        dated("page", OTHER, 4, "https://www.gazette.example/port?utm_source=x"),
        dated("again", "Page corrigée.", None, "http://gazette.example/port/#haut"),
        dated("home", "Une autre page.", 5, "https://gazette.example/"),
        dated("home too", "Encore une autre.", 5, "https://gazette.example/"),
    )
    assert groups(catalogue) == {("first", "copy"), ("page", "again")}
    assert catalogue.counts().articles == 6


def test_the_first_article_is_the_best_dated_earliest_one(catalogue: Catalogue) -> None:
    guessed = replace(dated("guessed", STORY, 1), published_from=Provenance.INFERRED)
    put(catalogue, dated("undated", STORY, None), guessed, dated("b", STORY, 3))
    put(catalogue, dated("a", STORY, 2))
    assert groups(catalogue) == {("a", "b", "guessed", "undated")}
    put(catalogue, dated("a", STORY, 4))
    assert groups(catalogue) == {("b", "a", "guessed", "undated")}


def chain() -> list[Article]:
    """Each shares two fifths with the next, and nothing with the one after."""
    parts = [" ".join(DESK._words_of(DESK.subject(), 80)) for _ in range(5)]
    return [dated(f"n{n}", " ".join(parts[n : n + 2]), n + 1) for n in range(4)]


def test_chains_are_cut_whatever_comes_first(tmp_path: Path) -> None:
    for number, order in enumerate(permutations(chain())):
        with closing(Catalogue(tmp_path / f"{number}.sqlite")) as catalogue:
            put(catalogue, *order)
            assert groups(catalogue) == {("n0", "n1"), ("n2", "n3")}


def test_a_group_stays_whole_when_its_first_article_goes(catalogue: Catalogue) -> None:
    first, *others = chain()
    put(catalogue, *others, first)
    catalogue.remove("n0")
    assert groups(catalogue) == {("n1", "n2")}  # and the third begins a group of its own
    put(catalogue, dated("n1", OTHER, 2))
    assert groups(catalogue) == {("n2", "n3")}


def test_any_order_of_changes_leads_to_the_same_groups(tmp_path: Path) -> None:
    chance = random.Random(5)
    pool = Desk(11).pairs(21, 4)
    items = [
        dated(f"{n}-{side}", text, chance.randint(1, 28))
        for n, pair in enumerate(pool)
        for side, text in (("one", pair.one), ("other", pair.other))
    ] + chain()
    with closing(Catalogue(tmp_path / "straight.sqlite")) as straight:
        put(straight, *items)
        wanted = groups(straight)
    with closing(Catalogue(tmp_path / "astray.sqlite")) as astray:
        put(astray, *(replace(item, text=OTHER) for item in chance.sample(items, 15)))
        put(astray, *chance.sample(items, len(items)))
        for item in chance.sample(items, 15):
            astray.remove(item.id)
        put(astray, *chance.sample(items, len(items)))
        assert groups(astray) == wanted
    assert len(wanted) > 15


def test_nothing_is_left_of_texts_that_are_gone(catalogue: Catalogue, tmp_path: Path) -> None:
    put(catalogue, *chain(), dated("copy", chain()[0].text, 9))
    for item in (*chain(), dated("copy", "", 9)):
        catalogue.remove(item.id)
    with open_sqlite(tmp_path / "catalogue.sqlite").connect() as connection:
        for table in (texts, bands, likenesses):
            assert connection.scalar(select(func.count()).select_from(table)) == 0


@pytest.mark.parametrize("text", ["", "Bref.", "Un mot."])
def test_texts_without_three_words_do_no_harm(catalogue: Catalogue, text: str) -> None:
    put(catalogue, dated("a", text, 1), dated("b", "Court.", 2), dated("c", STORY, 3))
    assert groups(catalogue) == set()

"""What differs between folders and catalogue: moves, changed sentences, previews, progress."""

import json

import pytest

from qa_service.domain.article import Provenance
from qa_service.domain.reports import Abridged, Omission, Omitted
from tests.ingestion import word_files
from tests.ingestion.files import LAST, LEAD, PLAIN, SECOND, TITLE, gzipped, zipped
from tests.ingestion.folders import Followed, counts

OTHER = "Le marché de Bohicon\n\nLe marché de Bohicon ouvre dimanche. Il a 300 étals.\n"


def lines(**texts: str) -> str:
    records = ({"id": part, "title": TITLE, "text": text} for part, text in texts.items())
    return "".join(json.dumps(record) + "\n" for record in records)


# -- moved ---------------------------------------------------------------------------------------


def test_a_moved_file_keeps_the_ids_and_is_not_read_again(followed: Followed) -> None:
    followed.write("bac.txt", PLAIN)
    followed.write("news.jsonl", lines(a=LEAD, b=LAST))
    followed.ingest()
    before = followed.ids()
    for item in followed.catalogue.pending():
        followed.catalogue.applied([item])
    followed.move("bac.txt", "2023/ferry.txt")
    followed.move("news.jsonl", "2023/news.jsonl")
    assert counts(followed.ingest()) == {"moved": 3}
    assert followed.ids() == {
        "2023/ferry.txt": before["bac.txt"],
        "2023/news.jsonl#a": before["news.jsonl#a"],
        "2023/news.jsonl#b": before["news.jsonl#b"],
    }
    assert followed.catalogue.pending() == []  # the indexes know no paths
    assert counts(followed.ingest()) == {"unchanged": 3}


def test_a_new_name_that_tells_a_date_is_read(followed: Followed) -> None:
    followed.write("bac.txt", PLAIN)
    followed.ingest()
    before = followed.ids()
    followed.move("bac.txt", "2023-02-06.txt")
    assert counts(followed.ingest()) == {"moved": 1}
    assert followed.ids() == {"2023-02-06.txt": before["bac.txt"]}
    [article] = followed.catalogue.articles()
    assert (str(article.published), article.published_from) == ("2023-02-06", Provenance.FILE_NAME)


def test_articles_move_into_archives_and_out_of_them(followed: Followed) -> None:
    followed.write("bac.txt", PLAIN)
    followed.write("marche.txt", OTHER)
    followed.ingest()
    before = followed.ids()
    (followed.path / "bac.txt").unlink()
    (followed.path / "marche.txt").unlink()
    week = followed.write("week.zip", zipped({"bac.txt": PLAIN, "marche.txt": OTHER}))
    assert counts(followed.ingest()) == {"moved": 2}
    assert followed.ids()["week.zip#bac.txt"] == before["bac.txt"]
    week.unlink()
    followed.write("bac.txt", PLAIN)
    assert counts(followed.ingest()) == {"moved": 1, "removed": 1}
    assert followed.ids() == {"bac.txt": before["bac.txt"]}


def test_an_export_under_a_new_name_with_more_in_it(followed: Followed) -> None:
    followed.write("monday.jsonl", lines(a=LEAD, b=LAST, c=SECOND))
    followed.ingest()
    before = followed.ids()
    (followed.path / "monday.jsonl").unlink()
    followed.write("tuesday.jsonl.gz", gzipped(lines(a=LEAD, b=LAST, d=f"{LAST} {LEAD}")))
    assert counts(followed.ingest()) == {"added": 1, "moved": 2, "removed": 1}
    assert followed.ids()["tuesday.jsonl.gz#a"] == before["monday.jsonl#a"]


def test_another_article_in_the_old_place_gets_another_id(followed: Followed) -> None:
    followed.write("bac.txt", PLAIN)
    followed.ingest()
    before = followed.ids()
    followed.move("bac.txt", "old.txt")
    followed.ingest()
    followed.write("bac.txt", OTHER)
    assert counts(followed.ingest())["added"] == 1
    assert followed.ids()["old.txt"] == before["bac.txt"] != followed.ids()["bac.txt"]
    followed.move("bac.txt", "newer.txt")
    assert counts(followed.ingest()) == {"moved": 1, "unchanged": 1}
    followed.write("bac.txt", f"{OTHER} Il ferme lundi.")
    followed.ingest()
    assert len(set(followed.ids().values())) == 3


def test_a_folder_under_a_new_name_takes_its_articles_along(followed: Followed) -> None:
    followed.write("a/bac.txt", PLAIN)
    followed.write("a/news.jsonl", lines(a=LEAD, b=LAST))
    followed.ingest("a")
    before = followed.ids()
    followed.move("a", "b")
    (followed.path / "b" / "bac.txt").unlink()
    assert counts(followed.ingest("b")) == {"moved": 2}
    # The disk comes back: what had moved is there twice by now, what had not is as it was.
    followed.write("a/bac.txt", PLAIN)
    followed.write("a/news.jsonl", lines(a=LEAD, b=LAST))
    assert counts(followed.ingest("a", "b")) == {"added": 2, "unchanged": 3}
    assert followed.ids()["a/bac.txt"] == before["a/bac.txt"]
    assert followed.ids()["b/news.jsonl#a"] == before["a/news.jsonl#a"]


def test_a_file_that_holds_no_more_than_half_of_what_was_read_from_it(followed: Followed) -> None:
    data = lines(a=LEAD, b=LAST)
    followed.write("a/news.jsonl", data)
    followed.ingest("a")
    followed.move("a", "away")
    followed.write("b/news.jsonl", lines(a=LEAD))
    assert counts(followed.ingest("b")) == {"moved": 1}
    followed.move("away", "a")
    assert counts(followed.ingest("a")) == {"added": 1, "unchanged": 1}


def test_a_copy_is_added_and_embeds_nothing(followed: Followed) -> None:
    followed.write("bac.txt", PLAIN)
    followed.ingest()
    followed.write("copy.txt", PLAIN)
    assert counts(followed.ingest()) == {"added": 1, "unchanged": 1}
    one, two = followed.catalogue.entries(followed.ids().values())
    assert one.vectors.tolist() == two.vectors.tolist()
    assert len(one.vectors) == 4


# -- changed -------------------------------------------------------------------------------------


def test_only_changed_sentences_are_embedded(followed: Followed) -> None:
    followed.write("bac.txt", PLAIN)
    assert counts(followed.ingest()) == {"added": 1, "embedded": 4}
    followed.encoder.texts.clear()
    followed.write("bac.txt", PLAIN.replace("douze", "quatorze").replace(f"{LEAD}\n\n", ""))
    assert counts(followed.ingest()) == {"replaced": 1, "embedded": 1}
    [text] = followed.encoder.texts
    assert text == f"{TITLE} : {LAST.replace('douze', 'quatorze')}"
    [entry] = followed.catalogue.entries(followed.ids().values())
    fresh = followed.encoder.encode([it.embedded_text(entry.article) for it in entry.sentences])
    assert entry.vectors.tolist() == fresh.tolist()


def test_a_changed_title_changes_every_sentence(followed: Followed) -> None:
    followed.write("bac.txt", PLAIN)
    followed.ingest()
    followed.write("bac.txt", PLAIN.replace(TITLE, "Ganvié retrouve son bac"))
    assert counts(followed.ingest()) == {"replaced": 1, "embedded": 4}


def test_whatever_interrupts_nothing_is_embedded_twice(
    followed: Followed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa_service.ingestion.pipeline.BATCH", 1)
    texts = {f"a{number}": f"{LEAD} Il porte le numéro {number}." for number in range(5)}
    followed.write("news.jsonl.gz", gzipped(lines(**texts)))

    def interrupt(done: int, _total: int, _label: str) -> None:
        if done:
            raise KeyboardInterrupt

    for _ in range(3):  # each time one article, and the next one, whose vectors are under way
        with pytest.raises(KeyboardInterrupt):
            followed.ingest(progress=interrupt)
    assert counts(followed.ingest()) == {"unchanged": 5}
    assert len(followed.encoder.texts) == len(set(followed.encoder.texts)) == 6


def test_progress_counts_the_articles_of_one_file(
    followed: Followed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa_service.ingestion.pipeline.BATCH", 1)
    followed.write("news.jsonl", lines(a=LEAD, b=LAST))
    followed.ingest()
    followed.write("news.jsonl", lines(a=LEAD, b=SECOND, c=SECOND, d=SECOND))
    seen = list[tuple[int, int]]()
    followed.ingest(progress=lambda done, total, _label: seen.append((done, total)))
    assert seen == [
        (0, 3),
        (1, 3),
        (2, 3),
        (3, 3),
    ]  # what is unchanged takes no time and counts for none


# -- previews ------------------------------------------------------------------------------------


def test_a_preview_says_what_then_happens_and_changes_nothing(followed: Followed) -> None:
    followed.write("bac.txt", PLAIN)
    followed.write("marche.txt", OTHER)
    followed.write("news.jsonl", lines(a=LEAD, b=LAST, c=LAST))
    followed.write("same.txt", f"{OTHER} Il ferme lundi.")
    followed.ingest()
    followed.move("bac.txt", "ferry.txt")
    (followed.path / "marche.txt").unlink()
    followed.write("news.jsonl", lines(a=LEAD, b=SECOND, d=LAST))
    followed.write("new.txt", PLAIN.replace("quatre", "cinq"))
    followed.write("empty.txt", "")
    before = (followed.ids(), followed.catalogue.files(), followed.catalogue.pending())
    followed.encoder.texts.clear()

    report, files = followed.preview()
    assert (followed.ids(), followed.catalogue.files(), followed.catalogue.pending()) == before
    assert followed.encoder.texts == []
    assert {name: file.kind for name, file in files.items()} == {
        "ferry.txt": "moved",
        "marche.txt": "removed",
        "news.jsonl": "changed",
        "new.txt": "added",
        "empty.txt": "failed",
    }
    assert files["ferry.txt"].moved_from == (str(followed.path / "bac.txt"),)
    changed = files["news.jsonl"]
    assert (changed.added, changed.replaced, changed.removed, changed.unchanged) == (1, 1, 1, 1)
    done = counts(followed.ingest())
    del done["embedded"]
    assert counts(report) == done
    assert report.failed[0].path == str(followed.path / "empty.txt")


def test_what_is_in_step_needs_no_preview(followed: Followed) -> None:
    followed.write("bac.txt", PLAIN)
    followed.ingest()
    report, files = followed.preview()
    assert (counts(report), files) == ({"unchanged": 1}, {})


# -- what was left out -------------------------------------------------------------------------


def test_the_report_names_what_of_a_file_was_not_read(followed: Followed) -> None:
    margin = f"<w:comment>{word_files.p('Non.')}</w:comment>" * 2
    body = word_files.p(TITLE, style="Title") + word_files.p(LEAD)
    data = word_files.word(body, comments=margin, header=word_files.p("Le Lac"))
    followed.write("bac.txt", PLAIN)
    followed.write("week.zip", zipped({"bac.docx": data}))
    left = (Omitted(Omission.COMMENT, 2), Omitted(Omission.HEADER, 1))
    expected = (Abridged(f"{followed.path}/week.zip#bac.docx", left),)
    assert followed.preview()[0].abridged == expected
    assert followed.ingest().abridged == expected
    assert followed.ingest().abridged == ()  # nothing was read

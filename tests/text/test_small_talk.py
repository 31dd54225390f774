"""Small talk and questions about the archive itself are told from questions about the articles."""

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_service.text.courtesies import uncourtly
from qa_service.text.small_talk import small_talk
from tests.conftest import PROJECT
from tests.samples import Row, check_share, rows

PIAF = PROJECT.parent / "shared" / "data" / "piaf-dev.json"  # where it was downloaded
ROWS = rows("small_talk_tuning")
# All were right when the rules were made for them.
LEAST_RECOGNISED = 0.95  # of 314
MOST_FALSE_ALARMS = 0.03  # of 46
LEAST_CUT = 0.9  # of 17


def found(row: Row) -> tuple[str, str] | None:
    talk = small_talk(row["text"])
    return (talk.about.value, talk.language) if talk else None


def test_what_is_asked_of_the_archive_is_recognised() -> None:
    meant = [row for row in ROWS if row["expected"]]
    check_share(meant, found, LEAST_RECOGNISED, lambda row: (row["expected"], row["language"]))


def test_what_only_looks_like_it_is_a_question_about_the_articles() -> None:
    ordinary = [row for row in ROWS if not row["expected"]]
    check_share(ordinary, found, 1 - MOST_FALSE_ALARMS)


def test_courtesies_around_a_question_are_cut_off() -> None:
    def asked(row: Row) -> object:
        return small_talk(row["text"]) or uncourtly(row["text"])

    check_share(rows("courtesies_tuning"), asked, LEAST_CUT)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from("bonjour merci super bien et ok ça va svp x ? , !".split())))
def test_a_question_keeps_words_whatever_is_cut_off(words: list[str]) -> None:
    text = " ".join(words)
    small_talk(text)
    assert bool(re.search(r"\w", uncourtly(text))) == bool(re.search(r"\w", text))


def test_no_question_about_the_articles_is_taken_for_small_talk() -> None:
    of_corpus = ("corpus_answerable", "corpus_near_misses", "corpus_crosslingual")
    asked = rows(*of_corpus, "answer_forms", "broad_questions_tuning")
    check_share(asked, lambda row: small_talk(row["question"]), 0.99, lambda _: None)


@pytest.mark.skipif(not PIAF.exists(), reason="the data set is not here")
def test_none_of_an_encyclopaedia_s_questions_is_taken_for_small_talk() -> None:
    data = json.loads(PIAF.read_text("utf-8"))["data"]
    asked = [qa for one in data for text in one["paragraphs"] for qa in text["qas"]]
    assert len(asked) > 3000
    check_share(asked, lambda qa: small_talk(qa["question"]), 0.999, lambda _: None)

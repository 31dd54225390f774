"""Answers of the thing, the time and the holder asked for, on three invented articles."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from qa_service.bootstrap import open_archive, open_service
from qa_service.domain.answer import Answer, Status
from qa_service.domain.reports import no_progress
from qa_service.service import QAService
from qa_service.settings import read_settings
from qa_service.upkeep import run_ingest
from tests.conftest import PROJECT, silent
from tests.samples import Row, check_share, rows

ARTICLES = PROJECT / "tests" / "data" / "fixtures_brimont"
LEAST_RIGHT = 0.78  # of 14, which were all right by rules that were made for them


@pytest.fixture(scope="module")
def brimont(tmp_path_factory: pytest.TempPathFactory) -> Iterator[QAService]:
    store = tmp_path_factory.mktemp("brimont") / "store"
    settings = read_settings({"store": store, "corpus": ARTICLES, "today": "2024-10-15"})
    run_ingest(settings, [ARTICLES], False, no_progress, silent)
    with closing(open_archive(settings, silent)) as archive:
        yield open_service(archive, settings, silent)


def quotes(answer: Answer) -> list[str]:
    assert answer.status is Status.ANSWERED, answer.reason
    return [one.quote for one in answer.citations]


def test_what_was_asked_for_answers_or_nothing_does(brimont: QAService) -> None:
    """Of another thing or time there is a refusal that says so, and of a period only its events."""

    def is_right(row: Row) -> bool:
        answer = brimont.ask(row["question"])
        quoted = [one.quote for one in answer.citations]
        short = [one.answer or "" for one in answer.citations[:1]]
        lines = row.get("lines", quoted)
        return (
            answer.status == row["status"]
            and all(part in (answer.reason or "") for part in row.get("reason", ()))
            and all(row.get("short", "") in one for one in short)
            and len(quoted) == len(lines)
            and all(one.startswith(line) for one, line in zip(quoted, lines, strict=True))
        )

    check_share(rows("near_misses_tuning"), is_right, LEAST_RIGHT, lambda _: True)


def test_only_who_held_the_same_office_is_said_earlier(brimont: QAService) -> None:
    earlier = [one.answer for one in brimont.ask("Qui est le maire de Brimont ?").citations]
    assert earlier == ["Anne Tellier", "Henri Dumas"]


def test_nobody_is_said_earlier_who_only_stands_near(corpus_service: QAService) -> None:
    answer = corpus_service.ask("Qui est l'ambassadeur du Mali en Russie ?")
    assert [one.answer for one in answer.citations] == ["Harouna Samaké"]


def test_who_somebody_is_comes_first(corpus_service: QAService) -> None:
    first, *_ = quotes(corpus_service.ask("Qui est Issa Kaou Djim ?"))
    assert first.startswith("Issa Kaou Djim, qui préside")

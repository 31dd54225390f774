"""Broad questions on all sample articles: the lines they expect, in order, without repetition."""

from dataclasses import dataclass
from itertools import combinations

import pytest

from qa_service.domain.answer import Answer, Citation, Status
from qa_service.service import QAService
from qa_service.text.analysis import terms
from tests.samples import Row, least, most, rows, stratified

# Floors that only go up. A line is found when some quote from its article holds one of its strings.
LEAST_LINES_TUNED = 264 / 386  # of those that were tuned on
LEAST_LINES = 118 / 184
# Of 12, 36 and 20 that the articles do not answer; the last were never tuned on.
MOST_ANSWERED = {"first": 3 / 12, "tuned": 13 / 36, "unseen": 6 / 20}


@dataclass(frozen=True)
class Told:
    """An answer with its question's record, and the file of each article."""

    record: Row
    answer: Answer
    files: dict[str, str]

    def found(self) -> list[bool]:
        """For each expected line whether it was cited."""
        cited = self.answer.citations
        return [any(self._tells(one, line) for one in cited) for line in self.record["lines"]]

    def right(self) -> list[bool]:
        """For each citation whether some line expects it."""
        lines = self.record["lines"]
        return [any(self._tells(one, line) for line in lines) for one in self.answer.citations]

    def _tells(self, citation: Citation, line: Row) -> bool:
        return any(
            self.files[citation.article_id] == one["article"]
            and any(part in citation.quote for part in one["expected"])
            for one in (line, *line.get("also", ()))
        )


def told(service: QAService, *names: str) -> list[Told]:
    """The answers to a sample of a set: all of it in `make evaluate`."""
    files = {article.id: article.source.rsplit("/", 1)[-1] for article in service.articles()}
    sample = stratified(rows(*names), lambda record: record["kind"])
    return [Told(one, service.ask(one["question"]), files) for one in sample]


def lines_found(told: list[Told]) -> tuple[float, int]:
    """The share of the expected lines that are cited, and how many are expected."""
    found = [is_found for one in told for is_found in one.found()]
    return sum(found) / len(found), len(found)


@pytest.fixture(scope="module")
def tuned(news_service: QAService) -> list[Told]:
    return told(news_service, "broad_questions_tuning", "broad_questions_more")


@pytest.fixture(scope="module")
def unseen(news_service: QAService) -> list[Told]:
    return told(news_service, "broad_questions")


@pytest.fixture(scope="module")
def answers(tuned: list[Told], unseen: list[Told]) -> list[Told]:
    return [*tuned, *unseen]


@pytest.mark.floors
def test_the_lines_that_were_tuned_on_are_found(tuned: list[Told]) -> None:
    found, lines = lines_found(tuned)
    assert found >= least(LEAST_LINES_TUNED, lines)


@pytest.mark.floors
def test_lines_never_tuned_on_are_found(unseen: list[Told]) -> None:
    found, lines = lines_found(unseen)
    assert found >= least(LEAST_LINES, lines)


@pytest.mark.floors
def test_lines_are_in_the_order_of_their_dates(answers: list[Told]) -> None:
    for one in answers:
        days = [str(citation.published) for citation in one.answer.citations]
        if one.answer.interpretation and one.answer.interpretation.broad:
            assert days == sorted(days), one.record["question"]


@pytest.mark.floors
def test_no_line_repeats_another(answers: list[Told]) -> None:
    for one in answers:
        for first, second in combinations(one.answer.citations, 2):
            words, others = set(terms(first.quote)), set(terms(second.quote))
            assert len(words & others) < 0.9 * min(len(words), len(others)), one.record["question"]


@pytest.mark.floors
def test_every_line_is_verbatim_and_cited(answers: list[Told], news_service: QAService) -> None:
    for one in answers:
        for citation in one.answer.citations:
            text = news_service.article(citation.article_id).text
            assert text[citation.start : citation.end] == citation.quote
            assert f"{citation.quote} [{citation.marker}]" in one.answer.answer


@pytest.mark.floors
@pytest.mark.parametrize("name", MOST_ANSWERED)
def test_most_of_what_no_article_tells_is_refused(name: str, news_service: QAService) -> None:
    absent = [one["question"] for one in rows("broad_absent") if one["set"] == name]
    asked = stratified(absent, lambda _: name)
    answers = [news_service.ask(question) for question in asked]
    answered = [one.question for one in answers if one.status is Status.ANSWERED]
    assert len(answered) / len(asked) <= most(MOST_ANSWERED[name], len(asked)), answered


def test_positions_come_with_who_takes_them_where_and_when(news_service: QAService) -> None:
    answer = news_service.ask("Quelles sont les réactions à l'accord chez Nordane ?")
    line = "Yannig Le Brastec (Le Courrier de Valmer, 24 juin 2022) : Le secrétaire général du SDV"
    assert line in answer.answer

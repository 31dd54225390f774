"""The figures of questions, on cases worked out by hand."""

from pathlib import Path

import pytest

from qa_service.domain.answer import Answer, Assurance, Citation, Status
from qa_service.domain.article import Article, Carrier, Span, carrier_of
from qa_service.domain.reports import no_progress
from qa_service.evaluation.gates.questions import QuestionFigures, measure_questions
from qa_service.evaluation.gates.quotes import is_from, right_quotes
from qa_service.evaluation.gates.report import Report
from qa_service.evaluation.material import NearMiss, NewsQuestion
from tests.evaluation import news
from tests.evaluation.news import COST, HARBOUR, LEARNED


@pytest.fixture
def article(tmp_path: Path) -> Article:
    return news.articles(tmp_path)[LEARNED]


def cited(article: Article, words: str, also_in: tuple[Carrier, ...] = ()) -> Citation:
    start = article.text.index(words)
    return Citation(
        1, article.id, article.title, None, None, None, None, None, words, start,
        start + len(words), also_in=also_in,
    )  # fmt: skip


def answer(confidence: float, *citations: Citation, status: Status = Status.ANSWERED) -> Answer:
    return Answer(
        "", status, "", None, citations, confidence, "extractive", "fr", timings_ms={"total": 8},
        assurance=sureness(confidence) if status is Status.ANSWERED else None,
    )  # fmt: skip


def sureness(confidence: float) -> Assurance:
    return Assurance.SURE if confidence >= 0.8 else Assurance.LIKELY


def refusal(confidence: float) -> Answer:
    return answer(confidence, status=Status.REFUSED)


def asked(article: Article, *given: tuple[bool, Answer]) -> Report:
    """The figures of answerable questions (True) and near misses with their answers."""
    gold = Span(*news.place(HARBOUR))
    questions = [
        NewsQuestion(
            article,
            f"Question {number} ?" if number else "question 0",
            "fr",
            "when",
            (gold,) if is_answerable else (),
            gold if is_answerable else None,
            None if is_answerable else NearMiss.SWAP,
        )
        for number, (is_answerable, _) in enumerate(given)
    ]
    answers = {one.text: found for one, (_, found) in zip(questions, given, strict=True)}
    return measure_questions(questions, answers.__getitem__, no_progress)


def test_each_figure_counts_what_it_says(article: Article) -> None:
    right, wrong = cited(article, HARBOUR), cited(article, COST)
    report = asked(
        article,
        (True, answer(0.9, right)),
        (True, answer(0.7, wrong, right)),
        (True, answer(0.78, wrong)),
        (True, refusal(0.2)),
        (False, answer(0.85, wrong)),
        (False, refusal(0.1)),
        (False, answer(0.6, status=Status.ABOUT)),
    )
    total = report.total
    assert isinstance(total, QuestionFigures)
    assert (total.questions, total.p50_ms, total.p95_ms) == (7, 8, 8)
    assert (total.right_first, total.right_shown) == (1 / 4, 2 / 4)
    assert total.right_article == 3 / 4
    assert total.answerable_refused == 1 / 4
    assert total.near_misses_refused == 2 / 3
    assert (total.answerable_held_back, total.near_misses_held_back) == (1 / 4, 2 / 3)
    assert total.refusal_precision == 2 / 3
    assert total.auc == pytest.approx((1 + 4 + 3) / 12)  # below how many of the answerable four
    assert total.wrong_at_high == 1 / 2  # of .9 and .85
    assert total.wrong_when_sure == 1 / 2  # the same
    assert total.sure_when_right == 1
    # by bin: that of .7 and .78 has two questions
    assert total.calibration_error == pytest.approx((0.1 + 2 * 0.26 + 0.8 + 0.85 + 0.1 + 0.6) / 7)
    assert total.calibration_error_first == pytest.approx((0.1 + 2 * 0.74 + 0.85) / 4)


def test_groups_hold_their_own_rows(article: Article) -> None:
    report = asked(
        article,
        (True, answer(0.9, cited(article, HARBOUR))),
        (True, refusal(0.1)),
        (False, refusal(0.2)),
    )
    found = report.as_object("training")
    assert found["part"] == "training"
    assert found["by"]["style"]["chat"]["right_first"] == 1
    assert found["by"]["style"]["plain"]["right_first"] == 0
    assert found["by"]["near_miss"]["swap"]["near_misses_refused"] == 1
    assert found["by"]["near_miss"]["swap"]["right_first"] is None
    assert found["by"]["near_miss"]["swap"]["calibration_error"] is None
    lines = report.as_table("aside").splitlines()
    assert lines[0].startswith("Part: aside, the articles kept aside")
    assert "By near_miss" in lines


def test_a_quote_is_right_from_half_of_the_sentence_on(article: Article) -> None:
    gold = [Span(*news.place(HARBOUR))]
    assert right_quotes(answer(1, cited(article, f"{HARBOUR}\n\n{COST}")), article, gold) == [True]
    assert right_quotes(answer(1, cited(article, "le 4 mars")), article, gold) == [True]
    assert right_quotes(answer(1, cited(article, COST)), article, gold) == [False]
    assert right_quotes(answer(1), article, gold) == []


def test_a_reprint_is_the_article(article: Article, tmp_path: Path) -> None:
    other = news.articles(tmp_path)[news.ASIDE]
    text = f"Brivac : {HARBOUR}"
    reprint = Article("reprint", "", "Brivac", text, "fr")
    gold = [Span(*news.place(HARBOUR))]
    linked = cited(reprint, HARBOUR, (carrier_of(article),))
    assert is_from(linked, article)
    assert right_quotes(answer(1, linked), article, gold) == [True]
    assert right_quotes(answer(1, cited(reprint, HARBOUR)), article, gold) == [False]
    assert not is_from(cited(reprint, HARBOUR, (carrier_of(other),)), article)
    reworded = cited(reprint, text, (carrier_of(article),))
    assert right_quotes(answer(1, reworded), article, gold) == [False]

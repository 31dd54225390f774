"""The whole chain on `corpus/`: right sentences first, refusals, every quote verbatim."""

import json

import pytest

from qa_service.domain.answer import Answer, Status
from qa_service.service import QAService
from tests.conftest import PROJECT

LINES = (PROJECT / "tests" / "data" / "corpus_questions.jsonl").read_text("utf-8").splitlines()
QUESTIONS = [json.loads(line) for line in LINES]

# Floors that only go up: what the linear ranking reaches on these 28 and 12 questions, of which 10
# are in another language than the articles and 6 ask for a fact that is only almost there.
MOST_WRONG = 10
MOST_ANSWERED = 3


@pytest.fixture(scope="module")
def answers(corpus_service: QAService) -> list[tuple[dict[str, object], Answer]]:
    return [(item, corpus_service.ask(item["question"])) for item in QUESTIONS]


def test_the_right_sentence_is_cited_first(answers: list[tuple[dict[str, object], Answer]]) -> None:
    answerable = [(item, answer) for item, answer in answers if item["answerable"]]
    wrong = [item["question"] for item, answer in answerable if not is_right(item, answer)]
    assert len(wrong) <= MOST_WRONG, wrong


def test_what_the_articles_do_not_say_is_refused(
    answers: list[tuple[dict[str, object], Answer]],
) -> None:
    unanswerable = [(item, answer) for item, answer in answers if not item["answerable"]]
    answered = [item["question"] for item, a in unanswerable if a.status is Status.ANSWERED]
    assert len(answered) <= MOST_ANSWERED, answered


def test_every_quote_is_verbatim_and_every_statement_marked(
    answers: list[tuple[dict[str, object], Answer]], corpus_service: QAService
) -> None:
    for _, answer in answers:
        for citation in answer.citations:
            article = corpus_service.article(citation.article_id)
            assert article.text[citation.start : citation.end] == citation.quote
            assert f"{citation.quote} [{citation.marker}]" in answer.answer
        if answer.status is Status.ANSWERED:
            assert 1 <= len(answer.citations) <= 3
            assert answer.reason is None
        else:
            assert answer.reason
            assert not answer.citations


def test_a_refusal_speaks_the_question_language(corpus_service: QAService) -> None:
    expected = {
        "Comment réussir une mayonnaise ?": "Les articles ne répondent pas",
        "How do I boil an egg?": "The articles do not answer",
        "¿Cómo se prepara una paella?": "Los artículos no responden",
        "Wie repariert man ein Fahrrad?": "Die Artikel beantworten",
    }
    for question, beginning in expected.items():
        answer = corpus_service.ask(question)
        assert answer.status is Status.REFUSED, question
        assert answer.answer.startswith(beginning)


def test_a_number_is_not_answered_by_a_sentence_without_one(corpus_service: QAService) -> None:
    answer = corpus_service.ask("Quel âge a Assimi Goïta ?")
    assert answer.status is Status.REFUSED


def is_right(item: dict[str, object], answer: Answer) -> bool:
    expected = item["expected"]
    assert isinstance(expected, list)
    return bool(answer.citations) and any(part in answer.citations[0].quote for part in expected)

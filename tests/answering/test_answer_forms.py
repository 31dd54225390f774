"""Answers of the form a question asks for, and the newest evidence for how things stand."""

import pytest

from qa_service.answering import reading, refusal
from qa_service.domain.answer import Answer, Assurance, Citation, Status
from qa_service.service import QAService
from tests.samples import Row, check_share, least, rows, stratified

# A floor that only goes up, of 36 questions of eleven forms.
LEAST_RIGHT = 27 / 36


def cited(answer: Answer) -> tuple[Citation, ...]:
    assert answer.status is Status.ANSWERED
    return answer.citations


def spaced(text: str | None) -> str:
    """With plain spaces only: some articles part the thousands by other ones."""
    return " ".join((text or "").split())


@pytest.mark.floors
def test_the_right_sentence_is_cited_first(news_service: QAService) -> None:
    files = {one.id: one.source.rsplit("/", 1)[-1] for one in news_service.articles()}

    def is_right(item: Row) -> bool:
        return any(
            files[first.article_id] == one["article"]
            and any(part in first.quote for part in one["expected"])
            for first in news_service.ask(item["question"]).citations[:1]
            for one in (item, *item.get("also", ()))
        )

    asked = stratified(rows("answer_forms"), lambda item: item["form"])
    check_share(asked, is_right, least(LEAST_RIGHT, len(asked)), lambda _: True)


@pytest.mark.parametrize(
    ("question", "newest", "older"),
    [
        ("Quand la station Docks ouvrira-t-elle ?", "juin 2025", ["2026"]),
        ("Combien de personnes Nordane emploie-t-elle à Valmer ?", "815", ["860"]),
        (
            "Combien de voyageurs par jour sur la ligne 4 actuellement ?",
            "21 500",
            ["15 000", "18 000"],
        ),
        (
            "How many vehicles a day are there on the boulevard maritime?",
            "25 500",
            ["31 000"],
        ),
    ],
)
def test_how_things_stand_is_told_by_the_newest_article(
    question: str, newest: str, older: list[str], news_service: QAService
) -> None:
    first, *others = cited(news_service.ask(question))
    assert newest in spaced(first.quote)
    assert not first.superseded
    earlier = sorted(spaced(one.answer) for one in others if one.superseded)
    assert len(earlier) == len(older)
    assert all(said.startswith(figure) for said, figure in zip(earlier, older, strict=True))


def test_what_was_is_not_superseded(news_service: QAService) -> None:
    answer = news_service.ask("Combien de personnes Nordane employait-elle à Valmer en 2022 ?")
    assert not any(one.superseded for one in cited(answer))


def test_a_superseded_quote_is_shown_with_its_date(news_service: QAService) -> None:
    answer = news_service.ask("Quand la station Docks ouvrira-t-elle ?")
    assert "Dit auparavant (Le Courrier de Valmer, 22 avril 2024) :" in answer.answer


def test_a_name_that_was_surely_read_stands_alone(news_service: QAService) -> None:
    answer = news_service.ask("Qui préside l'Association des usagers du tram ?")
    assert [one.answer for one in cited(answer)] == ["Damien Rouzeyrol"]


def test_reasons_are_of_one_passage(news_service: QAService) -> None:
    answer = news_service.ask("Pourquoi la ligne 4 est-elle en retard ?")
    assert len({one.article_id for one in cited(answer)}) == 1


SEVERAL = "Pourquoi le tramway de Valmer est-il en retard ?"


@pytest.mark.parametrize(("found", "is_lit"), [(-1e9, True), (1e9, False)])
def test_words_are_lit_beside_the_best_only_where_they_were_read(
    news_service: QAService, monkeypatch: pytest.MonkeyPatch, found: float, is_lit: bool
) -> None:
    monkeypatch.setattr(reading, "FOUND", found)
    _, *others = cited(news_service.ask(SEVERAL))
    assert others
    assert all((one.answer is not None) is is_lit for one in others)


def test_of_what_is_only_the_closest_no_word_is_lit(
    news_service: QAService, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = "Who chairs the Association des usagers du tram?"
    monkeypatch.setattr(refusal, "SURE_FROM", 0.1)
    answer = news_service.ask(question)
    assert answer.assurance is Assurance.SURE
    assert cited(answer)[0].answer
    monkeypatch.setattr(refusal, "SURE_FROM", 1.1)
    assert news_service.ask(question).assurance is Assurance.LIKELY
    monkeypatch.setattr(refusal, "LIKELY_FROM", 1.1)
    answer = news_service.ask(question)
    assert answer.assurance is Assurance.CLOSEST
    assert answer.answer.startswith("Perhaps not the exact answer; the closest:\n")
    assert [one.answer for one in cited(answer)] == [None] * len(answer.citations)
    assert len(news_service.ask(SEVERAL).citations) <= 2

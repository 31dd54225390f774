"""Follow-ups beside the same asked in full."""

from dataclasses import replace
from pathlib import Path

from qa_service.domain.answer import Answer, Interpretation, Status
from qa_service.domain.article import Article, Span
from qa_service.domain.reports import no_progress
from qa_service.evaluation.gates.followups import FollowUpFigures, measure_followups
from qa_service.evaluation.material import Dialogue, DialogueTurn
from tests.evaluation import news
from tests.evaluation.gates.test_questions import answer, cited
from tests.evaluation.news import COST, HARBOUR, LEARNED


def turn(text: str, kind: str | None, full: str) -> DialogueTurn:
    return DialogueTurn(text, (Span(*news.place(HARBOUR)),), full, kind)


def understood(found: Answer, asked: str | None) -> Answer:
    return replace(found, interpretation=Interpretation("", "fr", asked=asked))


def held(article: Article, answers: dict[tuple[str, bool], Answer]) -> FollowUpFigures:
    """The figures where a question, in a conversation (True) or not, gets these answers."""
    dialogues = [
        Dialogue(
            article, "fr", (turn("Quand ?", None, "Quand ?"), turn("Et ?", "ellipsis", "F ?"))
        ),
        Dialogue(
            article,
            "en",
            (
                turn("Who?", None, "Who?"),
                turn("Et lui ?", "pronoun", "G ?"),
                turn("Neuf ?", "topic", "Neuf ?"),
            ),
        ),
    ]
    conversations: dict[str, list[str]] = {}

    def ask(question: str, conversation: str | None) -> Answer:
        if conversation is not None:
            conversations.setdefault(conversation, []).append(question)
        return answers.get((question, conversation is not None), answer(0.5))

    report = measure_followups(dialogues, ask, no_progress)
    assert list(conversations.values()) == [["Quand ?", "Et ?"], ["Who?", "Et lui ?", "Neuf ?"]]
    found = report.as_object("training")["by"]["kind"]
    assert found["topic"]["left_alone"] == 1
    assert found["ellipsis"]["left_alone"] == 0
    assert isinstance(report.total, FollowUpFigures)
    return report.total


def test_each_figure_counts_what_it_says(tmp_path: Path) -> None:
    article = news.articles(tmp_path)[LEARNED]
    right, wrong = answer(0.9, cited(article, HARBOUR)), answer(0.9, cited(article, COST))
    total = held(
        article,
        {
            ("Et ?", True): understood(right, "Et ?"),
            ("F ?", False): right,
            ("Et lui ?", True): understood(wrong, None),
            ("G ?", False): right,
            ("Neuf ?", True): understood(right, None),
        },
    )
    assert (total.followups, total.right_first, total.right_in_full) == (2, 1 / 2, 1)
    assert (total.ratio, total.left_alone) == (1 / 2, 1 / 2)


def test_asking_back_is_not_leaving_alone(tmp_path: Path) -> None:
    article = news.articles(tmp_path)[LEARNED]
    unclear = answer(0, status=Status.UNCLEAR)
    total = held(
        article, {("Et ?", True): unclear, ("Et lui ?", True): understood(answer(0), "Et lui ?")}
    )
    assert (total.left_alone, total.right_in_full, total.ratio) == (0, 0, None)

"""The gate of follow-ups: questions that lean on a conversation, beside the same asked in full."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from qa_service.domain.answer import Answer, Status
from qa_service.domain.reports import Progress
from qa_service.evaluation.gates.quotes import right_quotes
from qa_service.evaluation.gates.report import Report, grouped, told
from qa_service.evaluation.material import Dialogue, DialogueTurn
from qa_service.evaluation.measures import mean

TOPIC = "topic"  # the kind of a new question, which needs nothing of the conversation
COLUMNS = ("followups", "right_first", "right_in_full", "ratio", "left_alone")

Ask = Callable[[str, str | None], Answer]  # a question in the conversation of this id, or in none


@dataclass(frozen=True, slots=True)
class Followed:
    """A later question of a conversation, and what became of it."""

    turn: DialogueTurn
    language: str  # ISO 639-1
    right: bool  # whether its first quote answers
    right_in_full: bool  # the same where it is asked in full, in no conversation
    left_alone: bool  # whether it was understood as it was typed


@dataclass(frozen=True, slots=True)
class FollowUpFigures:
    """Shares in [0, 1]; None where there is nothing to count."""

    followups: int = field(metadata=told("questions after the first, new subjects left out"))
    right_first: float | None = field(
        metadata=told("of them, those whose first quote is a sentence that answers")
    )
    right_in_full: float | None = field(
        metadata=told("the same, asked in full without a conversation")
    )
    ratio: float | None = field(metadata=told("the former divided by the latter"))
    left_alone: float | None = field(
        metadata=told("understood as typed: none should be, but all of a new subject (topic)")
    )


def measure_followups(dialogues: Sequence[Dialogue], ask: Ask, progress: Progress) -> Report:
    """Holds each conversation, and asks each follow-up in full besides."""
    followed: list[Followed] = []
    for number, dialogue in enumerate(dialogues, 1):
        followed += _held(dialogue, str(number), ask)
        progress(number, len(dialogues), "conversations")
    leaning = [one for one in followed if one.turn.kind != TOPIC]
    by_kind = grouped(followed, {"kind": lambda one: one.turn.kind}, followup_figures)
    by_language = grouped(leaning, {"language": lambda one: one.language}, followup_figures)
    return Report(followup_figures(leaning), COLUMNS, {**by_kind, **by_language})


def followup_figures(followed: Sequence[Followed]) -> FollowUpFigures:
    """The figures."""
    right, in_full = (
        mean([one.right for one in followed]),
        mean([one.right_in_full for one in followed]),
    )
    return FollowUpFigures(
        len(followed),
        right,
        in_full,
        right / in_full if right is not None and in_full else None,
        mean([one.left_alone for one in followed]),
    )


def _held(dialogue: Dialogue, conversation: str, ask: Ask) -> list[Followed]:
    """The follow-ups of a conversation, asked in turn."""

    def is_right(answer: Answer, turn: DialogueTurn) -> bool:
        return right_quotes(answer, dialogue.article, turn.gold)[:1] == [True]

    answers = [ask(turn.text, conversation) for turn in dialogue.turns]
    return [
        Followed(
            turn,
            dialogue.language,
            is_right(answer, turn),
            is_right(ask(turn.full, None), turn),
            _is_left_alone(answer),
        )
        for turn, answer in zip(dialogue.turns[1:], answers[1:], strict=True)
    ]


def _is_left_alone(answer: Answer) -> bool:
    understood = answer.interpretation
    is_other = understood is not None and understood.asked is not None
    return not is_other and answer.status is not Status.UNCLEAR

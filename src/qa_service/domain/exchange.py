"""A question and what was shown for it, as a program that keeps conversations itself tells it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Exchange:
    """What a `Turn` is made from again."""

    question: str  # as it was typed
    quotes: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()  # the short ones, best first
    article_ids: tuple[str, ...] = ()  # of those that were cited

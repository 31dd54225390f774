"""What the page shows around an answer's words: lines, the dates of its evidence."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from qa_service.domain.answer import Answer, Citation
from qa_service.domain.article import Carrier, Provenance
from qa_service.domain.period import Period
from qa_service.domain.written import Check
from qa_service.web.i18n import Words
from qa_service.web.views import Doubted, Piece

Part = Piece | Citation | Carrier | Check | Doubted


def lines_of(pieces: Iterable[Part]) -> list[list[Part]]:
    """The pieces of an answer, and what they lead to, by its lines."""
    lines: list[list[Part]] = [[]]
    for piece in pieces:
        first, *others = _parted(piece)
        lines[-1].append(first)
        lines.extend([one] for one in others)
    return lines


def _parted(piece: Part) -> Sequence[Part]:
    """A piece at its line ends; a short answer is never parted.

    >>> _parted(Piece("Un.\\nDeux : ", "trois", "."))
    [Piece(before='Un.', answer='', after='', lit=False, first=False, flagged=False), \
Piece(before='Deux : ', answer='trois', after='.', lit=False, first=False, flagged=False)]
    """
    if not isinstance(piece, Piece):
        return [piece]
    *before, last = piece.before.split("\n")
    first, *after = piece.after.split("\n")
    return [*map(Piece, before), replace(piece, before=last, after=first), *map(Piece, after)]


def marked_text(answer: Answer, t: Words) -> str:
    """The answer's text where nothing can be underlined: a word stands behind what is unsure."""
    text = answer.answer
    for span in reversed(answer.to_check):
        text = f"{text[: span.end]} ({t('check.label')}){text[span.end :]}"
    return text


def evidence(answer: Answer, t: Words) -> str:
    """From the first to the last day of what is cited as still true, in words.

    And whether one of those days was only worked out from the text.
    """
    days = [one.published for one in _in_force(answer) if one.published]
    if not days:
        return t("evidence.none")
    said = t.period(Period(min(days), max(days)), "evidence")
    inferred = any(one.published_from is Provenance.INFERRED for one in _in_force(answer))
    return f"{said} {t('evidence.inferred')}" if inferred else said


def _in_force(answer: Answer) -> list[Citation]:
    return [one for one in answer.citations if not one.superseded]


def ignored_dates(answer: Answer) -> list[str]:
    """The expressions of the question that name a time and limited nothing."""
    understood = answer.interpretation
    if understood is None:
        return []
    return [one.text for one in understood.dates if one not in understood.binding]

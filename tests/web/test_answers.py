"""What is shown around an answer's words."""

from dataclasses import replace
from datetime import date

from qa_service.domain.answer import Answer
from qa_service.domain.article import Provenance
from qa_service.domain.period import Period
from qa_service.domain.scope import EVERYTHING
from qa_service.web.answers import evidence_period, is_evidence_inferred, lines_of
from qa_service.web.views import Piece, reply_pieces

from .fakes import COST, CROWD, FakeService


def answer(text: str) -> Answer:
    """An answer that cites twice."""
    base = FakeService().ask("Qui a payé ?", EVERYTHING)
    older = replace(CROWD, marker=2, published=date(2020, 2, 3))
    return replace(base, answer=text, citations=(COST, older))


def test_a_text_is_parted_at_its_line_ends() -> None:
    given = answer(f"Un.\n{COST.quote} [1]\n\nDeux. [2]")
    lines = lines_of(reply_pieces(given))
    assert [
        len([one for one in line if isinstance(one, Piece) and one.text]) for line in lines
    ] == [
        1,
        1,
        0,
        1,
    ]
    assert [one for one in lines[1] if not isinstance(one, Piece)] == [given.citations[0]]
    assert [one for one in lines[3] if not isinstance(one, Piece)] == [given.citations[1]]


def test_the_evidence_is_of_what_is_still_said_so() -> None:
    given = answer("Un. [1] Deux. [2]")
    assert evidence_period(given) == Period(date(2020, 2, 3), date(2021, 9, 1))
    first, second = given.citations
    still = replace(given, citations=(first, replace(second, superseded=True)))
    assert evidence_period(still) == Period(date(2021, 9, 1), date(2021, 9, 1))
    assert not is_evidence_inferred(given)
    guessed = replace(given, citations=(replace(first, published_from=Provenance.INFERRED),))
    assert is_evidence_inferred(guessed)
    undated = replace(given, citations=(replace(first, published=None),))
    assert evidence_period(undated) is None

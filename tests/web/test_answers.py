"""What is shown around an answer's words."""

from dataclasses import replace
from datetime import date

from qa_service.domain.answer import Answer
from qa_service.domain.article import Provenance
from qa_service.domain.scope import EVERYTHING
from qa_service.web.answers import evidence, lines_of
from qa_service.web.i18n import Words
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
    t = Words("en")
    assert evidence(given, t) == "Sources from February 3, 2020 to September 1, 2021"
    first, second = given.citations
    still = replace(given, citations=(first, replace(second, superseded=True)))
    assert evidence(still, t) == "Source of September 1, 2021"
    guessed = replace(given, citations=(replace(first, published_from=Provenance.INFERRED),))
    assert evidence(guessed, t) == "Source of September 1, 2021 (date inferred from the text)"
    undated = replace(given, citations=(replace(first, published=None),))
    assert evidence(undated, t) == "Undated sources"

"""Who said what, beside what was marked: pairs, bounds and speakers."""

from dataclasses import replace

import pytest

from qa_service.domain.article import Article, Span
from qa_service.domain.reports import no_progress
from qa_service.domain.speech import Speech, SpeechKind
from qa_service.evaluation.gates.report import Report
from qa_service.evaluation.gates.speech import (
    SpeechFigures,
    is_same_speaker,
    joined,
    likeness,
    measure_speech,
)
from qa_service.evaluation.material import MarkedArticle

TEXT = "Le port est prêt, dit Paule. Tout ira bien. Selon Luc, il juge que « rien ne va plus ici »."
DIRECT, REPORTED = SpeechKind.DIRECT, SpeechKind.REPORTED


def said(words: str, kind: SpeechKind = DIRECT, speaker: str | None = "Paule Renard") -> Speech:
    start = TEXT.index(words)
    return Speech(start, start + len(words), kind, None, speaker)


def compared(marked: list[Speech], found: list[Speech]) -> Report:
    article = Article("a", "", "Le port", TEXT, "fr")
    return measure_speech([MarkedArticle(article, tuple(marked))], lambda _: found, no_progress)


def shares(marked: list[Speech], found: list[Speech]) -> tuple[float | None, ...]:
    """Precision and recall with the speaker, and of the spans alone."""
    total = compared(marked, found).total
    assert isinstance(total, SpeechFigures)
    return total.precision, total.recall, total.span_precision, total.span_recall


def test_the_speaker_counts_and_does_not() -> None:
    one, two = said("Le port est prêt"), said("Tout ira bien", speaker="Luc Arnaud")
    assert shares([one, two], [one, two]) == (1, 1, 1, 1)
    assert shares([one, two], [one]) == (1, 1 / 2, 1, 1 / 2)
    assert shares([one, two], [one, said("Tout ira bien")]) == (1 / 2, 1 / 2, 1, 1)
    assert shares([one], [said("Le port est prêt", speaker=None)]) == (0, 0, 1, 1)


def test_a_speaker_may_be_called_as_in_the_text() -> None:
    at = TEXT.index("il juge")
    marked = replace(said("Tout ira bien", speaker="Luc Arnaud"), mention=Span(at - 5, at - 2))
    called = replace(said("Tout ira bien", speaker="Luc"), mention=Span(at - 5, at - 2))
    assert shares([marked], [called])[:2] == (1, 1)
    pronoun = replace(marked, mention=Span(at, at + 2))
    assert shares([pronoun], [replace(called, mention=Span(at, at + 2))])[:2] == (0, 0)


def test_nobody_speaks() -> None:
    assert shares([], [said("Tout ira bien")]) == (0, None, 0, None)
    assert shares([], []) == (None, None, None, None)


def test_spans_are_the_same_from_four_fifths_of_their_words_on() -> None:
    def alike(one: str, other: str) -> float:
        return likeness(said(one), said(other), TEXT)

    assert alike("Le port est prêt,", "Le port est prêt") == 1
    assert alike("Le port est", "Le port est prêt") == pytest.approx(6 / 7)
    assert alike("Le port", "Le port est prêt") == pytest.approx(2 / 3)
    assert alike("Le port", "Tout ira bien") == 0
    assert shares([said("Le port est prêt")], [said("Le port est")])[0] == 1
    assert shares([said("Le port est prêt")], [said("Le port")])[0] == 0


def test_each_is_in_one_pair_at_most_the_most_alike_first() -> None:
    whole, part = said("Le port est prêt"), said("Le port est")
    assert shares([whole], [part, whole]) == (1 / 2, 1, 1 / 2, 1)


def test_a_quotation_within_a_clause_counts_once() -> None:
    clause, quotation = (
        said("il juge que « rien ne va plus ici »", REPORTED),
        said("rien ne va plus"),
    )
    assert shares([clause, quotation], [quotation]) == (1, 1, 1, 1)
    assert shares([clause, quotation], [clause]) == (1, 1, 1, 1)
    assert shares([quotation], [quotation, clause]) == (1, 1, 1, 1)
    assert shares([clause, quotation], []) == (None, 0, None, 0)
    # of one kind, each has to be found
    assert shares([said("rien ne va plus ici"), said("rien ne")], [said("rien ne")])[1] == 1 / 2
    by_kind = compared([clause, quotation], [quotation]).groups["kind"]
    assert isinstance(by_kind["direct"], SpeechFigures)
    assert isinstance(by_kind["reported"], SpeechFigures)
    assert (by_kind["direct"].recall, by_kind["reported"].recall) == (1, None)


def test_a_quotation_marked_by_sentence_is_one() -> None:
    one, two = said("Le port est prêt, dit Paule."), said("Tout ira bien.")
    (both,) = joined([two, one], TEXT)
    assert (both.start, both.end) == (one.start, two.end)
    assert len(joined([one, said("Tout ira bien.", speaker="Luc")], TEXT)) == 2
    assert len(joined([one, said("ira bien.")], TEXT)) == 2
    assert len(joined([one, said("Tout ira bien.", REPORTED)], TEXT)) == 2


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Paule Renard", "paule renard", True),
        ("Mme Renard", "Paule Renard", True),
        ("la maire de Brivac, Paule Renard", "Paule Renard", True),
        ("Paule", "Paule Renard", False),
        ("Luc Renard", "Paule Renard", False),
        ("le maire", "maire", True),
        ("le parquet", "le parquet de Paris", False),
        ("le", "la", False),
        (None, "Paule Renard", False),
    ],
)
def test_who_is_the_same(one: str | None, other: str, same: bool) -> None:
    assert is_same_speaker(one, other) is same
    assert is_same_speaker(other, one) is same

"""What a chat model writes, against what the articles say."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_service.answering.checking import SentenceCheck, exact
from qa_service.answering.checking.exact import Place, Source
from qa_service.answering.checking.quoting import is_verbatim
from qa_service.domain.answer import Evidence, Question
from qa_service.domain.article import Article, Provenance
from qa_service.domain.checked import Checked, Fault, Verdict
from qa_service.domain.speech import Speech
from qa_service.ingestion.pipeline import draft_of
from tests.answering.checked_sentences import (
    Case,
    Library,
    acceptance,
    blind,
    held_out,
    language_of,
)
from tests.answering.word_weigher import WordWeigher
from tests.samples import least, most, stratified
from tests.shared_models import shared_models

TEXT = (
    "Le maire de Valmer, Paul Renaud, a inauguré mardi la digue. Elle mesure 300 mètres et a coûté "
    "12 millions d'euros. Le chantier n'a pas été retardé par la tempête de mars 2021.\n\n"
    "« Cette digue protégera l’œuvre de nos aînés », a déclaré Paul Renaud. Certains pêcheurs "
    "redoutent une hausse des taxes. La ville remboursera la région avant 2030."
)
OTHER = "La région a prêté 8 millions d'euros à la ville. Selon la région, le prêt sera prolongé."


class Written:
    """The articles of these tests, with who says what in them."""

    def __init__(self, *articles: Article) -> None:
        self.drafts = {article.id: draft_of(article, "") for article in articles}

    def speeches(self, ids: Sequence[str]) -> dict[str, tuple[Speech, ...]]:
        return {article_id: self.drafts[article_id].speeches for article_id in ids}

    def evidence(self) -> list[Evidence]:
        """All sentences in order."""
        return [
            Evidence(draft.article, sentence, 1.0)
            for draft in self.drafts.values()
            for sentence in draft.sentences
        ]


def _article(article_id: str, title: str, text: str) -> Article:
    return Article(
        article_id, article_id, title, text, "fr", outlet="La Gazette",
        published=date(2022, 5, 3), published_from=Provenance.PRINTED,
    )  # fmt: skip


WRITTEN = Written(_article("a", "Une digue à Valmer", TEXT), _article("b", "Un prêt", OTHER))
EVIDENCE = WRITTEN.evidence()
INAUGURATED, MEASURES, DELAYED, QUOTED, FEAR, REPAYS, LENT, PROLONGED = range(1, 9)


CHECK = SentenceCheck(WordWeigher(), WRITTEN)


def checked(sentence: str, evidence: Sequence[Evidence] = EVIDENCE) -> Checked:
    return CHECK.check(sentence, evidence, Question("", "fr"))


def test_what_the_evidence_says_stays_as_it_is_written() -> None:
    sentence = f"La digue mesure 300 mètres. [{MEASURES}]"
    found = checked(sentence)
    assert (found.text, found.verdict, found.repaired) == (sentence, Verdict.SUPPORTED, False)


@pytest.mark.parametrize(
    ("sentence", "fault"),
    [
        (f"Paul Renaud a parlé d'une « journée historique ». [{QUOTED}]", Fault.QUOTATION),
        (f"La digue a coûté 21 millions d'euros. [{MEASURES}]", Fault.NUMBER),
        (f"La tempête de mars 2020 n'a pas retardé le chantier. [{DELAYED}]", Fault.DATE),
        (f"Jean Martin, maire de Valmer, a inauguré la digue. [{INAUGURATED}]", Fault.NAME),
        (f"Des grévistes bloquent toujours les quais. [{LENT}]", Fault.SUPPORT),
        ("La mairie promet toujours des quais.", Fault.MARKER),
        ("La digue [mesure](http://x.invalid) 300 mètres. [2]", Fault.MARKUP),
    ],
)
def test_what_it_does_not_say_has_its_fault(sentence: str, fault: Fault) -> None:
    found = checked(sentence)
    assert found.verdict is Verdict.UNSUPPORTED
    assert fault in found.faults


def test_what_stands_elsewhere_in_the_article_is_unsure() -> None:
    found = checked(f"Elle mesure 300 mètres en mars 2021. [{MEASURES}]", EVIDENCE[:2])
    assert found.verdict is Verdict.UNSURE


def test_without_a_reading_model_nothing_is_more_than_unsure() -> None:
    check = SentenceCheck(None, WRITTEN)
    sentence = f"La digue mesure 300 mètres. [{MEASURES}]"
    assert check.check(sentence, EVIDENCE, Question("", "fr")).verdict is Verdict.UNSURE
    wrong = f"La digue mesure 301 mètres. [{MEASURES}]"
    assert check.check(wrong, EVIDENCE, Question("", "fr")).faults == (Fault.NUMBER,)


@pytest.mark.parametrize("markers", ["", " [99]", f" [{LENT}]"])
def test_a_marker_is_repaired_by_what_supports_the_sentence(markers: str) -> None:
    found = checked(f"La digue mesure 300 mètres.{markers}")
    assert (found.text, found.faults, found.repaired) == (
        f"La digue mesure 300 mètres. [{MEASURES}]", (), True
    )  # fmt: skip


def test_markers_within_a_sentence_stay_where_they_were() -> None:
    text = f"La digue mesure 300 mètres [{MEASURES}] et la région a prêté 8 millions [{LENT}]."
    assert checked(text).text == (
        f"La digue mesure 300 mètres [{MEASURES}] et la région a prêté 8 millions. [{LENT}]"
    )


@pytest.mark.parametrize("sentence", ["", " ", "[1]", "[1][2].", "…", "- ", "«", '"', "[0]"])
def test_nothing_stated_is_not_supported(sentence: str) -> None:
    assert not checked(sentence).is_supported


def test_without_evidence_nothing_is_supported() -> None:
    assert checked("La digue mesure 300 mètres. [1]", []).faults == (Fault.MARKER,)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ab1 «»\"[]()<>.,'’?!:;-…é\n%/\\&#`", max_size=80))
def test_no_text_breaks_it(text: str) -> None:
    found = checked(text, EVIDENCE[:3])
    assert found.faults or "[" in found.text


SOURCE = Source(
    "Le 3 mai, le maire Paul Renaud a promis 1 200 logements, soit une dizaine par rue.",
    "Région",
    _article("c", "Des logements", "Jeanne Orfila en veut 900 dès juin 2023, l’État aussi."),
)


@pytest.mark.parametrize(
    ("test", "text", "place"),
    [
        ("numbers", "Mille deux cents logements, dix par rue", Place.CITED),
        ("numbers", "900 logements", Place.ELSEWHERE),
        ("numbers", "1 201 logements", Place.NOWHERE),
        ("dates", "Promis le 3 mai 2022", Place.CITED),  # as the article's day is
        ("dates", "Voulus en juin 2023", Place.ELSEWHERE),
        ("dates", "Promis en avril 2022", Place.NOWHERE),
        ("dates", "Promis ce 3 mai, dit La Gazette", Place.CITED),
        ("names", "Selon La Gazette, la Région et Renaud l'ont promis", Place.CITED),
        ("names", "L’Etat et Orfila les veulent", Place.ELSEWHERE),
        ("names", "Les Logements de Jean", Place.NOWHERE),
        ("names", "Promis par le maire.", Place.CITED),
        ("quotation", "« le maire Paul Renaud »", Place.CITED),
        ("quotation", "« le préfet »", Place.NOWHERE),
        ("quotation", "« le maire", Place.NOWHERE),
    ],
)
def test_things_are_found_where_they_stand(test: str, text: str, place: Place) -> None:
    found = {
        "numbers": lambda: exact.numbers(text, "fr", [SOURCE]),
        "dates": lambda: exact.dates(text, "fr", [SOURCE]),
        "names": lambda: exact.names(text, "fr", [SOURCE], lambda word: word == "Jean"),
        "quotation": lambda: exact.quotation(text, [SOURCE]),
    }
    assert found[test]() is place


@pytest.mark.parametrize(
    ("said", "is_there"),
    [
        ("l'Œuvre de nos aînés", False),
        ("L'œuvre de nos aînés", True),
        ("Cette digue […] aînés.", True),
        ("ette digue", False),
        ("[...]", False),
    ],
)
def test_quotations_are_whole_words_with_the_same_letters(said: str, is_there: bool) -> None:
    assert is_verbatim(said, "« Cette digue protégera l’œuvre de nos aînés »") is is_there


# -- sets of sentences: a sample of each kind, all of them in `make evaluate` ---------------------

# No wrong sentence of these may stand as supported: exact tests strike them.
INVENTED = {
    "invented quotation", "altered quotation", "swapped number", "wrong date", "wrong name",
    "marker out of range", "no marker", "markup", "number", "date", "name",
}  # fmt: skip
# of right sentences, that are not struck out; of wrong ones, that stand as supported
LEAST_KEPT, MOST_SUPPORTED = 0.8, 0.2


@pytest.mark.floors
@pytest.mark.parametrize(
    "of", [acceptance, held_out, partial(blind, "a"), partial(blind, "b")],
    ids=["acceptance", "held out", "blind a", "blind b"],
)  # fmt: skip
def test_few_right_sentences_are_struck_and_few_wrong_ones_supported(
    of: Callable[[], tuple[Library, list[Case]]],
) -> None:
    library, cases = of()
    asked = stratified(cases, lambda case: (case.is_right, case.kind))
    check = SentenceCheck(shared_models().reading, library)
    judged = [
        (case, check.check(case.sentence, case.evidence, Question("", language_of(case))))
        for case in asked
    ]
    kept = [one.verdict is not Verdict.UNSUPPORTED for case, one in judged if case.is_right]
    supported = [
        case for case, one in judged if not case.is_right and one.verdict is Verdict.SUPPORTED
    ]
    wrong = len(judged) - len(kept)
    assert [case.sentence for case in supported if case.kind in INVENTED] == []
    assert sum(kept) / len(kept) >= least(LEAST_KEPT, len(kept))
    assert len(supported) / wrong <= most(MOST_SUPPORTED, wrong), supported

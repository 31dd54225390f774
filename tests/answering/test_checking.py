"""What a chat model writes, against what the articles say."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_service.answering.checking import SentenceCheck
from qa_service.answering.checking.quoting import is_verbatim
from qa_service.domain.answer import Evidence, Question
from qa_service.domain.article import Article, Provenance
from qa_service.domain.checked import Checked, Fault
from qa_service.domain.speech import Speech
from qa_service.ingestion.pipeline import draft_of
from qa_service.models.drawn import DrawnEmbeddings
from qa_service.models.embedding import SentenceEmbeddings
from tests.answering.checked_sentences import Case, acceptance, blind, held_out, language_of

# Of these no wrong sentence may be shown.
PLAIN = {
    "invented quotation", "altered quotation", "changed unit", "swapped number", "wrong date",
    "wrong name", "marker out of range", "no marker", "unsupported", "markup", "translated wrong",
}  # fmt: skip
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


@pytest.fixture(scope="module")
def check(embeddings: SentenceEmbeddings) -> SentenceCheck:
    return SentenceCheck(embeddings, WRITTEN)


def _faults(check: SentenceCheck, sentence: str) -> tuple[Fault, ...]:
    return check.check(sentence, EVIDENCE, Question("", "fr")).faults


@pytest.mark.parametrize(
    "sentence",
    [
        f"Paul Renaud, maire de Valmer, a inauguré la digue le 3 mai 2022. [{INAUGURATED}]",
        f"La digue de trois cents mètres a coûté douze millions d'euros. [{MEASURES}]",
        f"La tempête n'a pas retardé le chantier. [{DELAYED}]",
        f'Paul Renaud a déclaré : "Cette digue protégera l\'oeuvre de nos aînés." [{QUOTED}]',
        f"« Cette digue protégera [...] nos aînés », a déclaré le maire. [{QUOTED}]",
        f"Des pêcheurs craignent une augmentation des taxes. [{FEAR}]",
        f"Selon la région, le prêt sera prolongé. [{PROLONGED}]",
        f"The region lent 8 million euros to the city. [{LENT}]",
    ],
)
def test_what_the_evidence_says_is_supported(check: SentenceCheck, sentence: str) -> None:
    checked = check.check(sentence, EVIDENCE, Question("", "fr"))
    assert (checked.faults, checked.repaired, checked.text) == ((), False, sentence)


@pytest.mark.parametrize(
    ("sentence", "fault"),
    [
        (f"Paul Renaud a parlé d'une « journée historique ». [{QUOTED}]", Fault.QUOTATION),
        (f"« Nos aînés [...] cette digue », a déclaré Paul Renaud. [{QUOTED}]", Fault.QUOTATION),
        (f"La digue a coûté 21 millions d'euros. [{MEASURES}]", Fault.NUMBER),
        (f"La digue mesure 300 kilomètres. [{MEASURES}]", Fault.NUMBER),
        (f"La tempête de mars 2020 n'a pas retardé le chantier. [{DELAYED}]", Fault.DATE),
        (f"Jean Martin, maire de Valmer, a inauguré la digue. [{INAUGURATED}]", Fault.NAME),
        (f"Le prêt sera prolongé. [{PROLONGED}]", Fault.SPEAKER),
        (f"Selon Paul Renaud, le prêt sera prolongé. [{PROLONGED}]", Fault.SPEAKER),
        (f"Le chantier a été retardé par la tempête. [{DELAYED}]", Fault.NEGATION),
        (f"Certains pêcheurs redoutent une baisse des taxes. [{FEAR}]", Fault.NEGATION),
        (f"La ville remboursera la région après 2030. [{REPAYS}]", Fault.NEGATION),
        (f"Tous les pêcheurs redoutent une hausse des taxes. [{FEAR}]", Fault.SUPPORT),
        (f"La ville a remboursé la région avant 2030. [{REPAYS}]", Fault.SUPPORT),
        (f"La ville a prêté 8 millions d'euros à la région. [{LENT}]", Fault.SUPPORT),
        (f"Paul Renaud a critiqué mardi la digue. [{INAUGURATED}]", Fault.SUPPORT),
        (f"La ville a emprunté 8 millions d'euros à la région. [{LENT}]", Fault.NEGATION),
        (f"Grâce à la tempête, le chantier n'a pas été retardé. [{DELAYED}]", Fault.SUPPORT),
        (f"The region received 8 million euros from the city. [{LENT}]", Fault.SUPPORT),
        (f"Des grévistes ont bloqué le port toute la nuit. [{LENT}]", Fault.SUPPORT),
        ("La mairie promet une seconde digue.", Fault.MARKER),
        ("La mairie promet une seconde digue. [12]", Fault.MARKER),
        (f"La digue [mesure](http://x.invalid) 300 mètres. [{MEASURES}]", Fault.MARKUP),
    ],
)
def test_what_it_does_not_say_has_its_fault(
    check: SentenceCheck, sentence: str, fault: Fault
) -> None:
    assert fault in _faults(check, sentence)


@pytest.mark.parametrize(
    ("sentence", "repaired"),
    [
        ("La digue mesure 300 mètres.", f"La digue mesure 300 mètres. [{MEASURES}]"),
        ("La digue mesure 300 mètres. [99]", f"La digue mesure 300 mètres. [{MEASURES}]"),
        (
            f"La digue mesure 300 mètres. [{LENT}][{MEASURES}]",
            f"La digue mesure 300 mètres. [{MEASURES}]",
        ),
        (
            "La digue a coûté 12 millions d'euros et la région a prêté 8 millions d'euros.",
            "La digue a coûté 12 millions d'euros et la région a prêté 8 millions d'euros. "
            f"[{MEASURES}][{LENT}]",
        ),
    ],
)
def test_a_marker_is_repaired_by_what_supports_the_sentence(
    check: SentenceCheck, sentence: str, repaired: str
) -> None:
    checked = check.check(sentence, EVIDENCE, Question("", "fr"))
    assert (checked.text, checked.faults, checked.repaired) == (repaired, (), True)


def test_markers_within_a_sentence_stay_where_they_were(check: SentenceCheck) -> None:
    text = f"La digue mesure 300 mètres [{MEASURES}] et la région a prêté 8 millions [{LENT}]."
    checked = check.check(text, EVIDENCE, Question("", "fr"))
    assert checked.text == (
        f"La digue mesure 300 mètres [{MEASURES}] et la région a prêté 8 millions. [{LENT}]"
    )


def test_two_pieces_that_are_a_statement_only_together_support_nothing(
    check: SentenceCheck,
) -> None:
    sentence = f"La région a prêté 8 millions d'euros en mars 2021. [{LENT}][{DELAYED}]"
    assert Fault.DATE in _faults(check, sentence)


@pytest.mark.parametrize("sentence", ["", " ", "[1]", "[1][2].", "…", "- ", "«", '"', "[0]"])
def test_nothing_stated_is_not_supported(check: SentenceCheck, sentence: str) -> None:
    assert not check.check(sentence, EVIDENCE, Question("", "fr")).is_supported


def test_without_evidence_nothing_is_supported(check: SentenceCheck) -> None:
    checked = check.check("La digue mesure 300 mètres. [1]", [], Question("", "fr"))
    assert checked.faults == (Fault.MARKER,)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ab1 «»\"[]()<>.,'’?!:;-…é\n%/\\&#`", max_size=80))
def test_no_text_breaks_it(text: str) -> None:
    checked = NO_VECTORS.check(text, EVIDENCE[:3], Question("", "fr"))
    assert checked.faults or "[" in checked.text


class _NoVectors(DrawnEmbeddings):
    """As a model from the hub, which gives no vectors of words."""

    def word_vectors(self, _text: str) -> None:
        return None


NO_VECTORS = SentenceCheck(_NoVectors(), WRITTEN)


def test_without_vectors_the_words_decide() -> None:
    known = NO_VECTORS.check(
        f"La digue mesure 300 mètres. [{MEASURES}]", EVIDENCE, Question("", "fr")
    )
    foreign = NO_VECTORS.check(
        f"The dyke is 300 metres long. [{MEASURES}]", EVIDENCE, Question("", "en")
    )
    assert known.is_supported
    assert not foreign.is_supported


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


@pytest.fixture(scope="module")
def judged(embeddings: SentenceEmbeddings) -> list[tuple[Case, bool]]:
    library, cases = acceptance()
    check = SentenceCheck(embeddings, library)
    return [
        (
            case,
            check.check(case.sentence, case.evidence, Question("", language_of(case))).is_supported,
        )
        for case in cases
    ]


def test_there_are_as_many_right_as_wrong_ones(judged: list[tuple[Case, bool]]) -> None:
    right = sum(case.is_right for case, _ in judged)
    assert (right, len(judged)) == (100, 200)


def test_no_plain_invention_is_shown(judged: list[tuple[Case, bool]]) -> None:
    shown = [case.sentence for case, is_shown in judged if is_shown and case.kind in PLAIN]
    assert shown == []


def test_few_subtle_ones_are_shown(judged: list[tuple[Case, bool]]) -> None:
    subtle = [is_shown for case, is_shown in judged if not case.is_right and case.kind not in PLAIN]
    assert sum(subtle) <= 0.05 * len(subtle)


def test_few_right_ones_are_struck_out(judged: list[tuple[Case, bool]]) -> None:
    right = [is_shown for case, is_shown in judged if case.is_right]
    assert sum(right) >= 0.9 * len(right)


def _shown(embeddings: SentenceEmbeddings, name: str) -> list[tuple[Case, Checked]]:
    library, cases = blind(name)
    check = SentenceCheck(embeddings, library)
    return [
        (case, check.check(case.sentence, case.evidence, Question("", language_of(case))))
        for case in cases
    ]


BLIND_PLAIN = {"invented quotation", "altered quotation", "number", "unit", "date", "name"}


@pytest.mark.parametrize(
    ("name", "most_struck", "most_shown"), [("a", 0.1, 0.05), ("b", 0.33, 0.13)]
)
def test_blind_sets_stay_as_good_as_they_are(
    embeddings: SentenceEmbeddings, name: str, most_struck: float, most_shown: float
) -> None:
    judged = _shown(embeddings, name)
    right = [checked.is_supported for case, checked in judged if case.is_right]
    wrong = [
        checked.is_supported
        for case, checked in judged
        if not case.is_right and not case.kind.startswith("marker")
    ]
    plain = [case.sentence for case, one in judged if one.is_supported and case.kind in BLIND_PLAIN]
    assert plain == []
    assert right.count(False) <= most_struck * len(right)
    assert wrong.count(True) <= most_shown * len(wrong)


def test_a_wrong_marker_is_shown_only_repaired(embeddings: SentenceEmbeddings) -> None:
    for case, checked in _shown(embeddings, "a"):
        if case.kind.startswith("marker") and checked.is_supported:
            assert checked.repaired, case.sentence


def test_what_was_held_out_keeps_the_same_bounds(embeddings: SentenceEmbeddings) -> None:
    library, cases = held_out()
    check = SentenceCheck(embeddings, library)
    wrong = 0
    for case in cases:
        question = Question("", language_of(case))
        is_shown = check.check(case.sentence, case.evidence, question).is_supported
        assert case.is_right or not is_shown, case.sentence
        wrong += case.is_right and not is_shown
    assert wrong <= 0.1 * sum(case.is_right for case in cases)

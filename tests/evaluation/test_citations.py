"""Citation recall and precision as ALCE defines them, by a judge that can be counted by hand."""

from collections.abc import Sequence

from qa_service.answering.drafts import Draft
from qa_service.domain.answer import Evidence
from qa_service.evaluation.citations import (
    CitationFigures,
    CitedSentence,
    citation_figures,
    citation_precision,
    citation_recall,
    supported_share,
)
from qa_service.evaluation.writing import citations_of
from tests.answering.test_steps import evidence

NEEDED = {  # the sets of evidence of which each supports a sentence by itself
    "one": [{1}],
    "both": [{1, 2}],
    "either": [{1}, {2}],
    "none": [],
}


def judge(text: str, evidence: Sequence[int]) -> bool:
    return any(needed <= set(evidence) for needed in NEEDED[text])


def test_a_sentence_is_recalled_by_all_that_it_cites() -> None:
    cited = [CitedSentence("both", (1, 2)), CitedSentence("both", (1,)), CitedSentence("one", ())]
    assert citation_recall(cited, judge) == 1 / 3


def test_a_citation_that_adds_nothing_is_not_precise() -> None:
    assert citation_precision([CitedSentence("one", (1, 3))], judge) == 0.5


def test_citations_that_are_needed_together_are_precise() -> None:
    assert citation_precision([CitedSentence("both", (1, 2))], judge) == 1


def test_two_that_each_suffice_are_precise() -> None:
    assert citation_precision([CitedSentence("either", (1, 2))], judge) == 1


def test_no_citation_of_an_unsupported_sentence_is_precise() -> None:
    assert (
        citation_precision([CitedSentence("none", (1, 2)), CitedSentence("one", (1,))], judge)
        == 1 / 3
    )


def test_what_was_given_may_support_what_cites_something_else() -> None:
    cited = [CitedSentence("one", (2,)), CitedSentence("none", (1,))]
    assert supported_share(cited, [1, 2], judge) == 0.5
    assert citation_recall(cited, judge) == 0


def test_without_sentences_there_is_nothing_to_count() -> None:
    figures = citation_figures([], [1, 2], judge)
    assert (figures.recall, figures.precision, figures.supported) == (None, None, None)


def test_sentences_without_citations_have_no_precision() -> None:
    figures = citation_figures([CitedSentence("one", ())], [1], judge)
    assert (figures.recall, figures.precision, figures.supported) == (0, None, 1)


def test_markers_of_a_chat_model_are_judged_as_it_wrote_them() -> None:
    backing = {"Le port rouvre.": {"a"}, "La ville paie.": {"b"}}

    def supports(text: str, shown: Sequence[Evidence]) -> bool:
        return any(item.article.id in backing[text] for item in shown)

    shown = tuple(evidence(name, "Le port rouvre.", 0, 1.0) for name in "ab")
    draft = Draft(written=("Le port rouvre. [1] [2]", "La ville paie. [9]"), evidence=shown)
    found = citations_of(draft, supports)
    assert found == CitationFigures(recall=0.5, precision=1 / 3, supported=1.0)
    assert citations_of(Draft(), supports) is None

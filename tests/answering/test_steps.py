"""The steps of the chain, one by one."""

from dataclasses import replace
from datetime import date

import pytest

from qa_service.answering.citations import cite
from qa_service.answering.interpretation import interpret
from qa_service.answering.phrases import PHRASES, attribution, quoted
from qa_service.answering.writers import MOST, ExtractiveWriter
from qa_service.domain.answer import Evidence, Question
from qa_service.domain.article import Provenance, Sentence
from qa_service.domain.errors import QuestionError
from qa_service.text.sentences import sentences
from tests.conftest import PORT, TRAM, article


def evidence(title: str, text: str, number: int, score: float) -> Evidence:
    item = article(title, title, text)
    span = sentences(text, "fr")[number]
    return Evidence(item, Sentence(span.start, span.end, item.id, number, 0), score)


QUESTION = Question("Que coûtera le billet ?", "fr")


@pytest.mark.parametrize("text", ["", "   ", "?!…", "\u200b\n"])
def test_an_empty_question_is_an_error(text: str) -> None:
    with pytest.raises(QuestionError, match="empty"):
        interpret(text)


def test_an_oversized_question_is_an_error() -> None:
    with pytest.raises(QuestionError, match="2001 characters"):
        interpret("a" * 2001)
    assert len(interpret("a" * 2000).text) == 2000


def test_a_lone_surrogate_does_no_harm() -> None:
    assert interpret("Le port \ud800 ?").text == "Le port ? ?"


def test_an_answer_is_led_by_outlet_and_date() -> None:
    text = ExtractiveWriter().write(QUESTION, [evidence("tram", TRAM, 2, 9.0)])
    assert text == "La Gazette de Valmer, 2 mai 2022 : Le billet coûtera 1,80 euro. [1]"


def test_sentences_of_one_article_stand_together_and_markers_follow_the_text() -> None:
    shown = [
        evidence("tram", TRAM, 2, 9.0),
        evidence("port", PORT, 1, 8.9),
        evidence("tram", TRAM, 1, 8.8),
    ]
    text, citations = cite(ExtractiveWriter().write(QUESTION, shown), shown)
    lines = text.split("\n")
    assert [line.count("[") for line in lines] == [2, 1]
    assert [citation.article_id for citation in citations] == ["tram", "tram", "port"]
    assert [citation.marker for citation in citations] == [1, 2, 3]


def test_weak_and_repeated_sentences_are_left_out() -> None:
    strong = evidence("tram", TRAM, 2, 9.0)
    weak = evidence("port", PORT, 1, 1.0)
    text = ExtractiveWriter().write(QUESTION, [strong, strong, weak])
    assert text.count("[") == 1
    many = [evidence("port", PORT, n, 9.0) for n in (0, 1, 2, 3)]
    assert ExtractiveWriter().write(QUESTION, many).count("[") == MOST


def test_a_marker_beyond_the_evidence_is_taken_out() -> None:
    shown = [evidence("tram", TRAM, 2, 9.0)]
    text, citations = cite("Oui [1]. Non [2]. Encore [1]. Rien [0].", shown)
    assert text == "Oui [1]. Non . Encore [1]. Rien ."
    assert len(citations) == 1


def test_a_footnote_in_a_quote_is_no_marker() -> None:
    shown = [evidence("note", "Le budget a doublé [7] cette année. Puis rien.", 0, 9.0)]
    text, citations = cite(ExtractiveWriter().write(QUESTION, shown), shown)
    assert "(7)" in text
    assert citations[0].quote == "Le budget a doublé [7] cette année."


@pytest.mark.parametrize("language", sorted(PHRASES))
def test_a_date_is_told_in_every_language_and_an_inferred_one_as_such(language: str) -> None:
    item = article("a", "Titre", PORT)
    assert "2022" in attribution(item, language) or language == "ar"
    inferred = replace(item, published=date(2022, 5, 2), published_from=Provenance.INFERRED)
    assert PHRASES[language].inferred in attribution(inferred, language)
    undated = replace(item, published=None, published_from=None, outlet=None)
    origin = quoted("Titre", language)
    assert attribution(undated, language) == f"{origin}, {PHRASES[language].undated}"

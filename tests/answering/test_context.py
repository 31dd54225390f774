"""Quotes that can stand alone."""

import pytest

from qa_service.answering.context import in_context
from qa_service.domain.answer import Evidence
from qa_service.domain.article import Article, Sentence, Span
from qa_service.text.sentences import sentences
from qa_service.text.speech import speeches


def quoted(text: str, beginning: str) -> str:
    """The quote made of the sentence that begins so."""
    article = Article("a1", "test:a1", "Valmer", text, "fr")
    spans = sentences(text, "fr")
    number = next(n for n, span in enumerate(spans) if span.of(text).startswith(beginning))
    sentence = Sentence(spans[number].start, spans[number].end, "a1", number, 0)
    found = in_context(Evidence(article, sentence, 1.0), speeches(text))
    assert found.quote == text[found.sentence.start : found.sentence.end]
    return found.quote


@pytest.mark.parametrize(
    ("text", "beginning"),
    [
        ("Le maire a parlé lundi. Il promet une digue.", "Il"),
        ("Le maire a parlé lundi. « Elle viendra », promet-il.", "« Elle"),
        ("Le maire a parlé. Ce dernier promet une digue.", "Ce"),
        ("Les pêcheurs attendent. Ils partiront mardi.", "Ils"),
        ("The mayor spoke. He promised a dyke.", "He"),
    ],
)
def test_a_pronoun_brings_the_sentence_before_it(text: str, beginning: str) -> None:
    assert quoted(text, beginning) == text


@pytest.mark.parametrize(
    ("text", "beginning"),
    [
        ("Le port ferme. Il faut attendre mars.", "Il"),
        ("Le port ferme. Il y a trois navires.", "Il"),
        ("Le port ferme. Le maire promet une digue.", "Le maire"),
        ("Le port ferme. Illustre marin, Paul part.", "Illustre"),
        ("Il promet une digue. Le port ferme.", "Il"),
    ],
)
def test_what_stands_alone_is_quoted_alone(text: str, beginning: str) -> None:
    assert quoted(text, beginning) == next(
        span.of(text) for span in sentences(text, "fr") if span.of(text).startswith(beginning)
    )


def test_nothing_is_joined_across_a_heading() -> None:
    text = "Le maire a parlé lundi.\n\nUne digue\n\nIl promet une digue."
    assert quoted(text, "Il") == "Il promet une digue."


def test_a_quotation_keeps_its_speaker() -> None:
    text = "Le maire a déclaré : « La digue sera finie. Elle coûtera cher. » Le port ferme."
    assert "Le maire a déclaré" in quoted(text, "Le maire")
    text = "« Nous fermons le port. » Paul Renaud l’a déclaré lundi. Rien d’autre n’est connu."
    assert quoted(text, "« Nous").endswith("lundi.")
    text = "Paul Renaud l’a affirmé lundi. « Nous fermons le port. » Rien d’autre n’est connu."
    assert quoted(text, "« Nous").startswith("Paul Renaud")


def test_a_quotation_is_not_cut_open() -> None:
    first = "Le maire a dit : « La digue sera finie en mars, " + "avec l’aide de la région, " * 9
    text = first + "et le port rouvrira. Nous attendons la région. Elle paiera. » Le port ferme."
    whole = text.removesuffix(" Le port ferme.")
    for beginning in ("Le maire", "Nous attendons", "Elle paiera"):
        assert quoted(text, beginning) == whole


def test_a_quotation_brings_whom_it_belongs_to() -> None:
    text = (
        "Anne Morel a parlé lundi. Elle a promis une digue. « Elle sera finie en mars. » Puis rien."
    )
    evidence = Evidence(article := Article("a1", "t", "Valmer", text, "fr"), at(text, 2), 1.0)
    found = in_context(evidence, speeches(text))
    assert article.text[found.sentence.start : found.sentence.end].startswith("Elle a promis")
    assert found.speaker == "Anne Morel"


def test_the_speaker_is_whose_words_hold_the_short_answer() -> None:
    text = "La maire, Anne Morel, 52 ans, a déclaré que la digue coûterait 3 millions d’euros."
    article = Article("a1", "t", "Valmer", text, "fr")

    def speaker(answer: str) -> str | None:
        start = text.index(answer)
        span = Span(start, start + len(answer))
        return in_context(Evidence(article, at(text, 0), 1.0, span), speeches(text)).speaker

    assert speaker("3 millions d’euros") == "Anne Morel"
    assert speaker("52 ans") is None


def at(text: str, number: int) -> Sentence:
    span = sentences(text, "fr")[number]
    return Sentence(span.start, span.end, "a1", number, 0)

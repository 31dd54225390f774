"""Who says what: statements written before the rules, and what must hold of any text."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_service.domain.article import Span
from qa_service.domain.speech import SpeechKind
from qa_service.text.quotations import quotations
from qa_service.text.speech import speeches

DATA = Path(__file__).parents[1] / "data"
OVERLAP = 0.8  # share of both spans together that a found one has in common with the expected


@dataclass(frozen=True)
class Scores:
    """F1 of spans, and of spans with the right speaker."""

    spans: float
    speakers: float


def scores(file: str) -> Scores:
    expected = predicted = spans = speakers = 0
    for line in (DATA / file).read_text("utf-8").splitlines():
        record = json.loads(line)
        text = record["text"]
        left = speeches(text, record["language"])
        expected += len(record["speeches"])
        predicted += len(left)
        for wanted in record["speeches"]:
            start = text.index(wanted["speech"])
            span = Span(start, start + len(wanted["speech"]))
            found = next((one for one in left if common(span, one) >= OVERLAP), None)
            if found is not None:
                left.remove(found)
                spans += 1
                speakers += folded(found.speaker) == folded(wanted["speaker"])
    return Scores(2 * spans / (expected + predicted), 2 * speakers / (expected + predicted))


def common(one: Span, other: Span) -> float:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return max(0, shared) / (max(one.end, other.end) - min(one.start, other.start))


def folded(name: str | None) -> str | None:
    return name and name.casefold().replace("’", "'")


@pytest.mark.parametrize(
    ("file", "floor"),
    [("attributed_statements.jsonl", 0.93), ("attributed_statements_unseen.jsonl", 0.9)],
)
def test_statements_are_found_with_their_speakers(file: str, floor: float) -> None:
    found = scores(file)
    assert found.spans >= floor
    assert found.speakers >= floor


def said(text: str, language: str = "fr") -> list[tuple[str | None, str]]:
    return [(speech.speaker, speech.of(text)) for speech in speeches(text, language)]


@pytest.mark.parametrize(
    "text",
    [
        "Le groupe « Les Marées » jouera samedi. Son disque, « Vents contraires », se vend bien.",
        "Selon les premiers éléments, le feu est parti de la cave.",
        "L’ordre des lettres suggère le mot « phare ».",
        "Le maire ne dit que quelques mots. Il n’a rien annoncé.",
        "Paul Renaud part à Orsenne. La digue tient.",
        "",
        "« »",
        "« Jamais fermée, et rien ne suit",
    ],
)
def test_what_nobody_says_is_no_speech(text: str) -> None:
    assert said(text) == []


def test_a_speech_goes_to_the_person_and_not_to_the_paper_that_prints_it() -> None:
    text = (
        "« Le port fermera », a confié à La Gazette de Valmer le maire, Paul Renaud. "
        "« Dès lundi », a précisé à l’AFP Anne Morel. Contactée par 20 Minutes, elle a ajouté que "
        "le tramway suivrait."
    )
    assert said(text) == [
        ("Paul Renaud", "Le port fermera"),
        ("Anne Morel", "Dès lundi"),
        ("Anne Morel", "le tramway suivrait"),
    ]


def test_a_pronoun_means_whom_its_gender_allows() -> None:
    text = (
        "Paul Renaud a reçu Hélène Corvaz lundi. « La digue est prête », a-t-elle assuré. "
        "« Elle coûtera cher », a-t-il répondu."
    )
    assert [speaker for speaker, _ in said(text)] == ["Hélène Corvaz", "Paul Renaud"]


def test_a_pronoun_that_means_nobody_named_has_no_speaker() -> None:
    assert said("« La digue est prête », a-t-elle assuré.") == [(None, "La digue est prête")]


def test_a_title_means_the_person_who_has_it() -> None:
    text = (
        "La préfète Anne Morel et le maire, Paul Renaud, ont visité le port. « Il rouvrira », a "
        "promis la préfète. Le maire estime que la ville paiera. « Rien n’est sûr », nuance un "
        "pêcheur."
    )
    assert [speaker for speaker, _ in said(text)] == ["Anne Morel", "Paul Renaud", "un pêcheur"]


def test_a_quotation_over_paragraphs_is_one_speech() -> None:
    text = "« Nous partons.\n\n« Nous reviendrons », a dit Paul Renaud."
    (speech,) = speeches(text)
    assert speech.kind is SpeechKind.DIRECT
    assert speech.of(text) == "Nous partons.\n\n« Nous reviendrons"


def test_straight_marks_pair_even_where_spaces_were_lost() -> None:
    text = 'Il a dit "oui".Puis "non".Le port a fermé."Tant pis", dit Paul Renaud.'
    assert [one.within.of(text) for one in quotations(text)] == ["oui", "non", "Tant pis"]


def test_another_language_has_no_rules_and_no_speeches() -> None:
    assert said("„Der Hafen schließt“, sagte Paul Renaud.", "de") == []


def texts() -> Iterator[str]:
    for file in ("attributed_statements.jsonl", "attributed_statements_unseen.jsonl"):
        for line in (DATA / file).read_text("utf-8").splitlines():
            yield json.loads(line)["text"]


PIECES = sorted({word for text in texts() for word in text.split(" ")})


def test_a_capital_with_an_apostrophe_that_nothing_follows_ends_its_phrase() -> None:
    text = "Le maire du Members' a promis que le port rouvrira."
    assert [speech.of(text) for speech in speeches(text)] == ["le port rouvrira"]


@given(st.lists(st.sampled_from([*PIECES, "«", "»", '"', "\n", "(", "selon", "que"]), max_size=60))
def test_every_span_lies_in_the_text(words: list[str]) -> None:
    text = " ".join(words)
    for speech in speeches(text):
        for span in (speech, speech.mention):
            assert span is None or 0 <= span.start < span.end <= len(text)
        assert speech.of(text).strip() == speech.of(text)

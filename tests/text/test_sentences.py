"""Sentences and passages: exact offsets, French abbreviations, quotations, headings."""

import pytest

from qa_service.text.sentences import PASSAGE, passages, sentences


def cut(text: str) -> list[str]:
    return [span.of(text) for span in sentences(text, "fr")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("M. Petit et Mme. Roy sont là. Ils parlent.", 2),
        ("Le gén. Roux, né le 1er. janv. 1950, est là. Il parle.", 2),
        ("J. K. Dumas écrit. Elle lit.", 2),
        ("Il est parti.Le gouvernement reste.", 2),
        ("Est-ce vrai ? Oui ! Non…", 3),
        ("Le taux est de 3.5 % environ. Il monte.", 2),
        ("« Nous irons. » Il est parti.", 2),
    ],
)
def test_boundaries(text: str, expected: int) -> None:
    found = cut(text)
    assert len(found) == expected, found


def test_offsets_are_code_points_even_after_emoji_and_composed_letters() -> None:
    text = "🌊 La mer monte. 𝔘ne deuxie\u0300me phrase arrive ! Fin."
    for span in sentences(text, "fr"):
        assert text[span.start : span.end] == span.of(text).strip()
    assert cut(text)[0] == "🌊 La mer monte."


def test_a_long_quotation_is_cut_at_its_sentences_and_loses_nothing() -> None:
    inner = " ".join(f"Nous avons attendu la décision numéro {n} avec patience." for n in range(9))
    text = f"« {inner} », a dit le maire."
    found = cut(text)
    assert len(found) >= 8
    assert "".join(found).replace(" ", "") == text.replace(" ", "")


def test_headings_are_no_sentences_but_a_last_line_is() -> None:
    text = "Une phrase entière.\n\nUn titre intermédiaire\n\nUne autre phrase.\n\nDernière ligne"
    assert cut(text) == ["Une phrase entière.", "Une autre phrase.", "Dernière ligne"]


def test_passages_hold_whole_sentences_in_order_and_stay_short() -> None:
    text = " ".join(f"Voici la phrase numéro {n}, qui dit peu de chose." for n in range(100))
    spans = sentences(text, "fr")
    groups = passages(text, spans)
    assert [span for group in groups for span in group] == spans
    assert all(group[-1].end - group[0].start <= PASSAGE for group in groups)
    assert passages("", []) == []

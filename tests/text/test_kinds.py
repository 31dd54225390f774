"""Kinds of questions."""

import pytest

from qa_service.text.kinds import Kind, question_kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Qui a dirigé le chantier ?", Kind.WHO),
        ("Contre qui le club a-t-il joué ?", Kind.WHO),
        ("To whom was it given?", Kind.WHO),
        ("Whose boat sank?", Kind.WHO),
        ("Quand la halle a-t-elle ouvert ?", Kind.WHEN),
        ("En quelle année le phare s’est-il éteint ?", Kind.WHEN),
        ("When did it open?", Kind.WHEN),
        ("Où se trouve le musée ?", Kind.WHERE),
        ("Ou se trouve le musée ?", Kind.WHERE),
        ("D’où vient la bergère ?", Kind.WHERE),
        ("Where is the museum?", Kind.WHERE),
        ("Combien de brebis compte le troupeau ?", Kind.HOW_MANY),
        ("Quel âge a le gardien ?", Kind.HOW_MANY),
        ("Quel est le prix du billet ?", Kind.HOW_MANY),
        ("How many boats are there?", Kind.HOW_MANY),
        ("Que dit le maire ?", Kind.WHAT),
        ("Selon la régie, qu’annonce le maire ?", Kind.WHAT),
        ("Qu'est-ce que la transhumance ?", Kind.WHAT),
        ("À quoi sert la digue ?", Kind.WHAT),
        ("What does the mayor promise?", Kind.WHAT),
        ("Pourquoi le port a-t-il fermé ?", Kind.WHY),
        ("Why did it close?", Kind.WHY),
        ("Comment la digue a-t-elle cédé ?", Kind.HOW),
        ("How was it built?", Kind.HOW),
        ("Quelle ville a payé ?", Kind.WHICH),
        ("Lequel des deux ponts est ouvert ?", Kind.WHICH),
        ("Auxquelles des villes pense-t-il ?", Kind.WHICH),
        ("Which town paid?", Kind.WHICH),
        ("La digue a-t-elle tenu ?", Kind.OTHER),
        ("Est-ce que la digue a tenu ?", Kind.OTHER),
        ("¿Cuál es la ciudad?", Kind.OTHER),
        ("", Kind.OTHER),
    ],
)
def test_the_question_word_says_the_kind(question: str, kind: Kind) -> None:
    assert question_kind(question) is kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Quel pont s’est effondré quand la crue est passée ?", Kind.WHICH),
        ("Où et quand la fête a-t-elle lieu ?", Kind.WHERE),
        ("Comment s’appelle le port où il est né ?", Kind.HOW),
        ("Pourquoi dit-on que la ville où il vit est pauvre ?", Kind.WHY),
    ],
)
def test_the_first_question_word_decides(question: str, kind: Kind) -> None:
    assert question_kind(question) is kind

"""Soft hyphens, ligatures, accents and hyphens: stored as somebody would type them."""

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_service.ingestion.metadata import Metadata
from qa_service.ingestion.readers.document import assemble, normalised, rejoined
from qa_service.ingestion.readers.text import split_lines
from tests.ingestion import files
from tests.ingestion.files import LAST, LEAD, TITLE, write
from tests.ingestion.test_formats import only

SOFT = "\u00ad"


@pytest.mark.parametrize(
    ("line", "following", "whole"),
    [
        (f"la réouver{SOFT}", "ture du lac", "la réouverture du lac"),
        (f"LA RÉOUVER{SOFT}", "TURE", "LA RÉOUVERTURE"),
        (f"par{SOFT} ", "ce que", "parce que"),
        (f"aujourd{SOFT}", "’hui", "aujourd’hui"),
        (f"réouver{SOFT}{SOFT}", "ture", "réouverture"),
        # where no word is divided the sign was drawn
        (f"Porto{SOFT}", "Novo", "Porto-Novo"),
        (f"2019{SOFT}", "2020", "2019-2020"),
        (f"sous-{SOFT}", "préfet", "sous-préfet"),
        (SOFT, "Un point", "Un point"),
        (f"fin{SOFT}", "", "fin"),
    ],
)
def test_a_soft_hyphen_ends_a_line(line: str, following: str, whole: str) -> None:
    assert rejoined(line, following) == whole


WRAPPED = f"""Le bac de Ganvié a repris lundi et la réouver{SOFT}
ture du quai attire déjà beaucoup de prome{SOFT}
neurs, a dit la mairie de Sô-Ava, qui pro{SOFT}
met d'autres bacs."""
WHOLE = (
    "Le bac de Ganvié a repris lundi et la réouverture du quai attire déjà beaucoup de promeneurs, "
    "a dit la mairie de Sô-Ava, qui promet d'autres bacs."
)


def as_html(text: str) -> bytes:
    return files.page(f"<p>{text}</p>").encode()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", f"{TITLE}\n\n{LEAD}\n\n{WRAPPED}\n\n{LAST}".encode()),
        ("a.md", f"# {TITLE}\n\n{LEAD}\n\n{WRAPPED}\n\n{LAST}".encode()),
        ("b.md", f"# {TITLE}\n\n{LEAD}\n\n{WRAPPED.replace(SOFT, '&shy;')}\n\n{LAST}".encode()),
        ("a.html", as_html(WRAPPED)),
        ("b.html", as_html(WRAPPED.replace(SOFT, "&shy;"))),
        ("c.html", as_html(WRAPPED.replace(f"{SOFT}\n", "&shy;<br>"))),
        ("d.html", as_html(WRAPPED.replace(f"{SOFT}\n", "&shy;<wbr>"))),
        ("a.json", json.dumps({"title": TITLE, "text": f"{LEAD}\n\n{WRAPPED}\n\n{LAST}"}).encode()),
        ("a.eml", files.mail(markup=f"<p>{LEAD}</p><p>{WRAPPED}</p><p>{LAST}</p>")),
        ("b.eml", files.mail(f"{LEAD}\n\n{WRAPPED}\n\n{LAST}")),
    ],
)
def test_words_that_soft_hyphens_divide_are_whole(tmp_path: Path, name: str, data: bytes) -> None:
    assert only(write(tmp_path / name, data)).text == f"{LEAD}\n\n{WHOLE}\n\n{LAST}"


def test_a_line_alone_is_joined_at_its_soft_hyphen() -> None:
    assert split_lines(f"la réouver{SOFT}\nture\n\nIl pleut.") == [
        "la réouverture",
        "",
        "Il pleut.",
    ]


def test_a_pdf_joins_words_at_soft_hyphens(tmp_path: Path) -> None:
    lines = [[(line, 10.0, 0.0)] for line in WRAPPED.split("\n")]
    document = only(write(tmp_path / "a.pdf", files.drawn([(TITLE, 16, 0)], *lines)))
    assert document.text == WHOLE


def test_a_pdf_whose_soft_hyphen_stands_alone(tmp_path: Path) -> None:
    lines = [(TITLE, 16.0), ("Le bac de Ganvié reprend lundi sa tra", 10.0), (SOFT, 10.0),
             ("versée du lac.", 10.0)]  # fmt: skip
    data = files.drawn(*([(text, size, 0)] for text, size in lines))
    assert only(write(tmp_path / "a.pdf", data)).text == (
        "Le bac de Ganvié reprend lundi sa traversée du lac."
    )


def test_a_pdf_printed_by_a_browser(tmp_path: Path) -> None:
    data = files.printed_by_browser("La tra", "versée du lac reprend.")
    assert only(write(tmp_path / "a.pdf", data)).text == "La traversée du lac reprend."


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("dé\ufb01, a\ufb00aire, e\ufb03cace, sou\ufb04e", "défi, affaire, efficace, souffle"),
        ("e\u0301te\u0301, ou\u0300, c\u0327a, no\u0308el", "été, où, ça, nöel"),
        ("sous\u2011préfet, dit\u2010il", "sous-préfet, dit-il"),
        (f"ré{SOFT}ouver{SOFT}ture, 2019{SOFT}2020", "réouverture, 2019-2020"),
        # typography and letters stay
        ("«\u00a0Oui\u00a0», 25\u202f000 – œuvre…", "«\u00a0Oui\u00a0», 25\u202f000 – œuvre…"),
        ("\ufee3\ufeae\ufea3\ufe92\ufe8e \ufdf2", "مرحبا الله"),
        ("m², 25 000¹, 2ᵉ, CO₂, ½", "m², 25 000¹, 2ᵉ, CO₂, ½"),
    ],
)  # fmt: skip
def test_letters_as_they_are_typed(written: str, text: str) -> None:
    assert normalised(written) == text


def test_letters_of_markup_and_of_its_title(tmp_path: Path) -> None:
    told = "Le sous&#8209;pr&#233;fet dé&#xFB01;e e&#769;te&#769;, 25&#8239;000&nbsp;pois&shy;sons."
    markup = files.page(
        f"<p>{told}</p>", title="La tra&shy;ver&shy;s&eacute;e du sous&#8209;préfet"
    )
    document = only(write(tmp_path / "a.html", markup))
    assert document.title == "La traversée du sous-préfet"
    assert document.text.split("\n\n")[1] == "Le sous-préfet défie été, 25 000 poissons."


SIGNS = "aZ2 .\n-\u00ad\u0301\u0327\ufb01\u2011\u2329\u232a\u1fef\u037e\u034f²\u200b"


@settings(max_examples=150, deadline=None)
@given(text=st.text(SIGNS, max_size=40))
def test_whatever_is_written_is_stored_in_one_form(text: str) -> None:
    lines = split_lines(normalised(text))
    stored = assemble(["Un titre", "", *lines, "", "Le bac repart."], Metadata()).text
    assert unicodedata.is_normalized("NFC", stored)
    assert not set(stored) & set("\u00ad\ufb01\u2011\u2329\u232a\u1fef\u037e")

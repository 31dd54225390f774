from datetime import date

import pytest

from qa_service.domain.article import Provenance
from qa_service.ingestion.cleaning import clean_lines
from qa_service.ingestion.metadata import Description, Metadata, describe, title_from, unwrap

TODAY = date(2024, 12, 31)
LEAD = "Le port de Lomé a rouvert lundi, après deux mois de travaux."
BODY = "Les grues tournent à nouveau, selon le directeur."


def described(*lines: str, known: Metadata | None = None) -> Description:
    return describe(clean_lines(lines), known or Metadata(), TODAY)


@pytest.mark.parametrize(
    "lines",
    [
        ("Le port de Lomé rouvre", LEAD, BODY),
        ("1. Aller au contenu", "", "Le port de Lomé rouvre", LEAD, BODY),
        ("Économie", "Le port de Lomé rouvre", LEAD, BODY),
        ("Awa Koné", "3 mai 2022", "Le port de Lomé rouvre", LEAD, BODY),
        (LEAD, "Le port de Lomé rouvre", BODY),
    ],
)
def test_finds_the_title_and_takes_it_out_of_the_body(lines: tuple[str, ...]) -> None:
    found = described(*lines)
    assert found.metadata.title == "Le port de Lomé rouvre"
    assert found.body == (LEAD, BODY)


@pytest.mark.parametrize("title", ["Le port rouvre-t-il ?", "Le port rouvre !", "Port : la fin"])
def test_a_title_may_ask_or_exclaim(title: str) -> None:
    assert described(title, LEAD, BODY).metadata.title == title


def test_a_heading_after_two_paragraphs_is_no_title() -> None:
    found = described(LEAD, BODY, "Des pêcheurs inquiets", BODY + " Bis.")
    assert found.metadata.title == LEAD.removesuffix(".")
    assert found.body == (LEAD, BODY, "Des pêcheurs inquiets", BODY + " Bis.")


def test_a_long_sentence_is_shortened_at_a_clause_or_a_word() -> None:
    at_a_clause = title_from(
        "Le directeur du port de Lomé a demandé mardi au ministère des Transports cinq grues "
        "toutes neuves, deux remorqueurs et un phare pour la saison qui vient."
    )
    assert at_a_clause.endswith("cinq grues toutes neuves…")
    at_a_word = title_from("Le port de Lomé attend des grues " + "et des navires plus longs " * 5)
    assert at_a_word.endswith("navires plus longs et des navires plus longs…")
    assert title_from("x" * 300) == "x" * 119 + "…"
    assert all(len(title) <= 120 for title in (at_a_clause, at_a_word))


@pytest.mark.parametrize(
    ("lines", "author", "published"),
    [
        (("Awa Koné", "3 mai 2022"), "Awa Koné", "2022-05-03"),
        (("3 mai 2022", "Awa Adjovi Koné"), "Awa Adjovi Koné", "2022-05-03"),
        (("Par Awa Koné, le 3 mai 2022 à 10h30",), "Awa Koné", "2022-05-03"),
        (("Par Awa Koné et Kofi DIOP",), "Awa Koné et Kofi DIOP", None),
        (("By Awa Koné | May 3, 2022",), "Awa Koné", "2022-05-03"),
        (("Mohamed Ould Abdel Aziz",), "Mohamed Ould Abdel Aziz", None),
        (("Publié le 3 mai 2022 - Mis à jour le 4 mai 2022",), None, "2022-05-03"),
        (("Mis à jour le 4 mai 2022, publié le 3 mai 2022",), None, "2022-05-03"),
        (("AFP, publié le mardi 3 mai 2022 à 16h16",), None, "2022-05-03"),
        (("La Rédaction", "3 mai 2022"), None, "2022-05-03"),
        (("Par la rédaction",), None, None),
        (("ParAwa Koné Catégorie Mer le 3 mai 2022 Étiquettes : ,",), "Awa Koné", "2022-05-03"),
        (("Parredaction Catégorie Mer le 3 mai 2022 Étiquettes : ,",), None, "2022-05-03"),
        (("Publié le 3 mai 2031",), None, None),  # not printed before it was published
    ],
)
def test_bylines_and_dates_leave_the_body(
    lines: tuple[str, ...], author: str | None, published: str | None
) -> None:
    found = described("Le port de Lomé rouvre", *lines, LEAD, BODY)
    assert found.metadata.author == author
    assert found.metadata.published == (date.fromisoformat(published) if published else None)
    assert found.metadata.published_from == (Provenance.PRINTED if published else None)
    assert found.body == (LEAD, BODY)


def test_a_name_that_the_text_repeats_heads_a_section() -> None:
    lines = ("Le port de Lomé rouvre", "Kossi Adjovi", "Kossi Adjovi dirige le port.", BODY)
    found = described(*lines)
    assert found.metadata.author is None
    assert found.body == lines[1:]


def test_an_author_may_sign_at_the_end() -> None:
    found = described("Le port de Lomé rouvre", LEAD, BODY, "Fatou DIOP")
    assert (found.metadata.author, found.body) == ("Fatou DIOP", (LEAD, BODY))


def test_a_date_within_the_text_is_no_date_of_publication() -> None:
    found = described("Le port de Lomé rouvre", LEAD, "Le 28 mai 2021, le port avait fermé.", BODY)
    assert found.metadata.published is None
    assert found.metadata.published_from is None


def test_the_date_of_a_dispatch_is_printed_and_stays() -> None:
    opening = "Lomé, 3 mai 2022 (ATOP) - Le port a rouvert."
    found = described("Le port de Lomé rouvre", opening, BODY)
    assert found.metadata.published == date(2022, 5, 3)
    assert found.metadata.published_from is Provenance.TEXT
    assert found.body == (opening, BODY)


def test_infers_a_date_from_what_is_kept_only() -> None:
    found = described("Le port rouvre", "Il a rouvert vendredi 5 août, fermé en 2021.", "© 2024 DW")
    assert found.metadata.published == date(2022, 8, 5)
    assert found.metadata.published_from is Provenance.INFERRED


@pytest.mark.parametrize(
    ("lines", "outlet"),
    [
        (("3. Voir les autres sites DW", LEAD, BODY), "DW"),
        ((LEAD, BODY, "MD/ac/Sf/APA"), "APA"),
        ((LEAD, BODY, "Source : Le Soleil"), "Le Soleil"),
        ((LEAD, BODY, "ak/sd"), None),
        ((LEAD, BODY, "Avec AFP"), None),
        ((LEAD, BODY), None),
    ],
)
def test_finds_the_outlet(lines: tuple[str, ...], outlet: str | None) -> None:
    assert described(*lines).metadata.outlet == outlet


def test_finds_the_pages_address() -> None:
    proxied = "https://s.gtool.pro:443/https/p.dw.com/p/4xYzA"
    lines = ("Le port rouvre", "https://www.facebook.com/port", proxied, LEAD)
    assert described(*lines).metadata.url == "https://p.dw.com/p/4xYzA"


@pytest.mark.parametrize(
    ("url", "inner"),
    [
        ("https://s.gtool.pro:443/https/p.dw.com/p/4xYzA", "https://p.dw.com/p/4xYzA"),
        ("https://web.archive.org/web/2021/http://dw.com/p/1", "http://dw.com/p/1"),
        ("https://dw.com/p/https", "https://dw.com/p/https"),
        ("https://dw.com/p?from=https://x.example/1", "https://dw.com/p?from=https://x.example/1"),
    ],
)
def test_unwraps_addresses(url: str, inner: str) -> None:
    assert unwrap(url) == inner


def test_what_is_known_comes_first() -> None:
    known = Metadata(
        title="Un port", outlet="Le Quai", author="Kofi Diop", url="https://quai.example/1",
        published=date(2020, 1, 2), published_from=Provenance.FRONT_MATTER, language="fr",
    )  # fmt: skip
    found = described("Un port !", "Awa Koné", "3 mai 2022", LEAD, "MD/ac/APA", known=known)
    assert found.metadata == known
    assert found.body == (LEAD,)


@pytest.mark.parametrize(
    ("line", "published", "updated"),
    [
        ("Publié le 3 mai 2022 - Mis à jour le 4 mai 2022", "2022-05-03", "2022-05-04"),
        ("Mis à jour le 4 mai 2022, publié le 3 mai 2022", "2022-05-03", "2022-05-04"),
        ("Publié le 3 mai 2022", "2022-05-03", None),
        ("Modifié le 4 mai 2022", None, "2022-05-04"),
        ("Publié le 3 mai 2022, mis à jour le 4 mai 2031", "2022-05-03", None),
    ],
)
def test_a_date_of_change_is_kept_apart(
    line: str, published: str | None, updated: str | None
) -> None:
    found = described("Le port de Lomé rouvre", line, LEAD, BODY)
    assert found.body == (LEAD, BODY)
    days = (found.metadata.published, found.metadata.updated)
    assert days == tuple(day and date.fromisoformat(day) for day in (published, updated))


def test_dates_are_taken_in_the_order_of_their_trust() -> None:
    url = Metadata(url="https://quai.example/2022/05/01/port")
    text = "Il a rouvert ce mardi 3 mai 2022, après la fermeture de lundi 2 mai."
    own = Metadata(published=date(2022, 4, 30), published_from=Provenance.META, url=url.url)
    found = [
        described("Le port rouvre", "4 mai 2022", text, BODY, known=own),
        described("Le port rouvre", "4 mai 2022", text, BODY, known=url),
        described("Le port rouvre", "4 mai 2022", text, BODY),
        described("Le port rouvre", text, BODY),
        described("Le port rouvre", "Il a rouvert, après la fermeture de lundi 2 mai, en 2022."),
        described("Le port rouvre", LEAD, BODY),
    ]
    assert [(one.metadata.published, one.metadata.published_from) for one in found] == [
        (date(2022, 4, 30), Provenance.META),
        (date(2022, 5, 1), Provenance.URL),
        (date(2022, 5, 4), Provenance.PRINTED),
        (date(2022, 5, 3), Provenance.TEXT),
        (date(2022, 5, 2), Provenance.INFERRED),
        (None, None),
    ]


def test_a_label_above_the_title_is_the_section() -> None:
    found = described("Économie", "Le port de Lomé rouvre", LEAD, BODY)
    assert found.metadata.section == "Économie"

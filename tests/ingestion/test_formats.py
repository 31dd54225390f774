"""Each format, with the exact text that is stored of it."""

import json
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from qa_service.domain.article import Provenance
from qa_service.ingestion.limits import DEFAULTS
from qa_service.ingestion.readers import Headed, Piece, RawDocument, pieces
from tests.ingestion import files
from tests.ingestion.files import BODY, LAST, LEAD, MARKUP, PLAIN, SECOND, TITLE, write

DAY = date(2023, 2, 6)


def documents(path: Path) -> dict[str, RawDocument]:
    """The articles of a file by part; all of it is readable."""
    found: dict[str, RawDocument] = {}
    for piece in pieces(path, DEFAULTS):
        if isinstance(piece, Headed):
            continue
        assert isinstance(piece, Piece), piece.reason
        document = piece.parse()
        found[piece.part] = replace(document, dropped=())
    return found


def only(path: Path) -> RawDocument:
    [document] = documents(path).values()
    return document


def dated(document: RawDocument) -> tuple[date | None, Provenance | None]:
    return document.published, document.published_from


def test_pdf(tmp_path: Path) -> None:
    data = files.pdf(LEAD, SECOND, LAST, heading=TITLE, title="Microsoft Word - bac.doc")
    document = only(write(tmp_path / "bac 2023-02-06.pdf", data))
    assert (document.title, document.text, document.author) == (TITLE, BODY, None)
    # The day on which the file was made is in it, and is not the article's.
    assert dated(document) == (DAY, Provenance.FILE_NAME)


def test_pdf_of_several_pages_loses_running_heads_and_page_numbers(tmp_path: Path) -> None:
    places = "Ganvié Sô-Ava Ouidah Abomey Savè Kétou Parakou Kandi Nikki Lokossa Comè".split()
    told = (
        "Le bac de {0} a repris lundi. Il mène en une heure à la rive, où {1} attend depuis mai. "
        "Les passagers de {0} ont applaudi, et ceux de {1} aussi, qui paient deux fois plus."
    )
    paragraphs = [told.format(*pair) for pair in pairwise(places)]
    data = files.pdf(*paragraphs, heading=TITLE, running="Le Lac, 6 février 2023")
    document = only(write(tmp_path / "a.pdf", data))
    assert document.text.split("\n\n") == paragraphs
    assert dated(document) == (DAY, Provenance.PRINTED)


def test_pdf_with_words_that_are_not_seen_keeps_those_that_are(tmp_path: Path) -> None:
    data = files.embedded(f"{TITLE}\n{LAST}\nŒuvre dé\ufb01e", "mots que personne ne voit ici")
    document = only(write(tmp_path / "a.pdf", data))
    assert f"{LAST}\n\nŒuvre défie" in document.text
    assert "personne" not in document.text
    assert document.warnings


def test_docx(tmp_path: Path) -> None:
    table = [["Ligne", "Prix"], ["Ganvié", "200 francs"]]
    data = files.word("Par Sènan Dossou, le 6 février 2023", LEAD, SECOND, LAST, title=TITLE,
                      table=table)  # fmt: skip
    document = only(write(tmp_path / "a.docx", data))
    assert document.title == TITLE
    assert document.text == f"{BODY}\n\nLigne: Ganvié; Prix: 200 francs."
    assert document.author == "Sènan Dossou"
    assert dated(document) == (DAY, Provenance.PRINTED)


def test_epub_has_an_article_in_each_chapter(tmp_path: Path) -> None:
    other = f"<h1>Le lac monte</h1><p>{LAST}</p><p>{LEAD}</p>"
    data = files.epub({"bac.xhtml": f"<h1>{TITLE}</h1>{MARKUP}", "lac.xhtml": other})
    found = documents(write(tmp_path / "a.epub", data))
    assert [*found] == ["OEBPS/bac.xhtml", "OEBPS/lac.xhtml"]
    first, second = found.values()
    assert (first.title, first.text) == (TITLE, BODY)
    assert (second.title, second.text) == ("Le lac monte", f"{LAST}\n\n{LEAD}")
    assert (first.outlet, first.author, first.language) == ("Le Lac", "Sènan Dossou", "fr")
    assert dated(first) == (DAY, Provenance.RECORD)


@pytest.mark.parametrize("plain", ["", "Voir dans le navigateur"])
def test_newsletter(tmp_path: Path, plain: str) -> None:
    page = (
        "<html><head><style>p {color: red}</style></head><body><div style='display:none'>Aperçu"
        f"</div><a href='https://lac.example/web'>Voir dans le navigateur</a>{MARKUP}"
        "<p>Vous recevez ce message car vous êtes abonné.</p>"
        "<p><a href='https://lac.example/fin'>Se désabonner</a></p></body></html>"
    )
    document = only(write(tmp_path / "a.eml", files.mail(plain, page)))
    assert (document.title, document.text) == (TITLE, BODY)
    assert (document.outlet, document.author) == ("Le Lac", None)
    # The day at the sender's, who wrote late.
    assert dated(document) == (DAY, Provenance.RECORD)


def test_mail_of_a_person_in_plain_text(tmp_path: Path) -> None:
    headers = {
        "From": "Sènan Dossou <s@lac.example>",
        "List-Unsubscribe": "",
        "Subject": "Fwd: Lac",
    }
    data = files.mail(f"{LEAD}\n\n{SECOND}\n\n-- \nS. Dossou, 01 02 03\n", headers=headers)
    document = only(write(tmp_path / "a.eml", data))
    assert (document.title, document.text) == ("Lac", f"{LEAD}\n\n{SECOND}")
    assert (document.author, document.outlet) == ("Sènan Dossou", None)


def test_mail_with_attachments(tmp_path: Path) -> None:
    data = files.mail(f"{LAST}\n\n{LEAD}\n", bac_txt=PLAIN.encode(), bac_docx=files.word(LEAD))
    found = documents(write(tmp_path / "a.eml", data))
    assert {part: document.text for part, document in found.items()} == {
        "": f"{LAST}\n\n{LEAD}", "bac.txt": BODY, "bac.docx": LEAD,
    }  # fmt: skip


RECORD = {
    "id": 17,
    "title": TITLE,
    "heading": LEAD,
    "article": f"{SECOND}\n\n{LAST}",
    "date": "2023-02-06T23:30:00-05:00",
    "modified": "2023-02-08",
    "author": [{"@type": "Person", "name": "Sènan Dossou"}],
    "publisher": {"name": "Le Lac"},
    "section": "Transports",
    "url": "https://lac.example/bac",
    "language": "fr-BJ",
    "date_download": "2024-05-01",
}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", json.dumps(RECORD)),
        ("a.json", json.dumps([RECORD])),
        ("a.json", json.dumps({"status": "ok", "articles": [RECORD]})),
        ("a.json", json.dumps({"response": {"results": [{"id": 17, "fields": RECORD}]}})),
        ("a.jsonl", json.dumps(RECORD) + "\n\n"),
        ("a.ndjson", json.dumps(RECORD, ensure_ascii=False)),
        ("a.json.gz", files.gzipped(json.dumps([RECORD]))),
        ("a.jsonl.gz", files.gzipped(json.dumps(RECORD))),
    ],
)
def test_records(tmp_path: Path, name: str, content: str | bytes) -> None:
    assert documents(write(tmp_path / name, content)) == {
        "17": RawDocument(
            title=TITLE, text=BODY, outlet="Le Lac", author="Sènan Dossou",
            url="https://lac.example/bac", published=DAY, published_from=Provenance.RECORD,
            language="fr", dropped=(), updated=date(2023, 2, 8), section="Transports",
        )
    }  # fmt: skip


@pytest.mark.parametrize(
    "record",
    [
        {"headline": TITLE, "articleBody": BODY, "datePublished": "2023-02-06"},
        {"title": {"rendered": TITLE}, "content": {"rendered": MARKUP}, "date": "06/02/2023"},
        {"title": TITLE, "maintext": BODY, "date_publish": "2023-02-06 10:00:00"},
        {"title": TITLE, "content_html": MARKUP, "date_published": 1675684800},
        {"titre": TITLE, "chapo": LEAD, "texte": f"{LEAD}\n\n{SECOND}\n\n{LAST}",
         "publishedAt": "6 février 2023"},
    ],
)  # fmt: skip
def test_records_by_other_names(tmp_path: Path, record: dict[str, object]) -> None:
    document = only(write(tmp_path / "a.json", json.dumps(record)))
    assert (document.title, document.text, document.published) == (TITLE, BODY, DAY)


def test_a_record_is_not_dated_by_when_it_was_crawled_or_by_the_exports_name(
    tmp_path: Path,
) -> None:
    record = {"title": TITLE, "text": BODY, "date_download": "2024-05-01", "crawled": "2024-05-01"}
    document = only(write(tmp_path / "export-2024-05-01.json", json.dumps(record)))
    assert dated(document) == (None, None)


def test_rss(tmp_path: Path) -> None:
    found = documents(write(tmp_path / "a.rss", files.rss(files.item("bac"))))
    assert found == {
        "bac": RawDocument(
            title=TITLE, text=BODY, outlet="Le Lac", author="Sènan Dossou",
            url="https://lac.example/bac", published=DAY, published_from=Provenance.RECORD,
            language="fr", dropped=(), section="Transports",
        )
    }  # fmt: skip


def test_atom(tmp_path: Path) -> None:
    feed = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Le Lac</title>
<entry><id>urn:bac</id><title>{TITLE}</title><link href="https://lac.example/bac"/>
<published>2023-02-06T23:30:00-05:00</published><updated>2023-02-09T00:00:00Z</updated>
<content type="html">{MARKUP.replace("<", "&lt;")}</content></entry></feed>"""
    [(part, document)] = documents(write(tmp_path / "a.xml", feed)).items()
    assert (part, document.title, document.text) == ("urn:bac", TITLE, BODY)
    assert (document.published, document.updated) == (DAY, date(2023, 2, 9))


def test_zip_of_everything(tmp_path: Path) -> None:
    members: dict[str, str | bytes] = {
        "presse/bac.txt": PLAIN,
        "presse/bac.md": f"# {TITLE}\n\n{BODY}\n",
        "bac.pdf": files.pdf(LEAD, SECOND, LAST, heading=TITLE),
        "bac.jsonl": json.dumps(RECORD),
        "semaine.zip": files.zipped({"bac.docx": files.word(LEAD, SECOND, LAST, title=TITLE)}),
        "__MACOSX/presse/._bac.txt": b"\x00\x05",
        "README.txt": "Une note.",
    }
    found = documents(write(tmp_path / "a.zip", files.zipped(members)))
    assert {part: document.text for part, document in found.items()} == dict.fromkeys(
        ("presse/bac.txt", "presse/bac.md", "bac.pdf", "bac.jsonl#17", "semaine.zip#bac.docx"), BODY
    )


def test_a_part_that_occurs_twice(tmp_path: Path) -> None:
    other = {**RECORD, "article": LAST}
    lines = "\n".join(map(json.dumps, (RECORD, RECORD, other)))
    found = documents(write(tmp_path / "a.jsonl", lines))
    assert {part: document.text for part, document in found.items()} == {
        "17": BODY, "17 (2)": f"{LEAD}\n\n{LAST}",
    }  # fmt: skip


PAGE = f"""<!DOCTYPE html><html lang="fr"><head><title>{TITLE} - Le Lac</title>
<meta property="og:title" content="{TITLE}"><meta property="og:site_name" content="Le Lac">
<meta property="og:url" content="https://lac.example/2023/02/06/bac.html">%s</head><body>
<div id="cookies"><p>Nous utilisons des cookies pour mesurer l'audience.</p>
<button>Tout accepter</button></div>
<nav><ul><li><a href="/">Accueil</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article><h1>{TITLE}</h1><p class="lead">{LEAD}</p>
<div class="share"><a href="#">Partager sur Facebook</a> <a href="#">WhatsApp</a></div>
<figure><img src="a.jpg" alt="Le bac">
<figcaption>Le bac à quai. © S. Dossou/AFP</figcaption></figure>
<p>{SECOND}</p><p>Lire aussi : <a href="/lac">Le lac monte encore</a></p>
<p>Abonnez-vous à notre newsletter pour ne rien manquer.</p><p>{LAST}</p></article>
<aside><h2>Articles similaires</h2><ul><li><a href="/a">Le lac monte</a></li></ul></aside>
<section id="comments"><h3>2 commentaires</h3><p>Kofi dit : Bravo !</p>
<form><label>Laisser un commentaire</label><textarea></textarea></form></section>
<footer><p>© 2024 Le Lac. Tous droits réservés.</p></footer></body></html>"""
JSON_LD = """<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
{"@type": "WebSite", "name": "Le Lac", "dateModified": "2024-01-01"},
{"@type": ["NewsArticle"], "datePublished": "2023-02-05", "dateModified": "2023-02-07",
"articleSection": "Transports", "author": [{"name": "Par Sènan Dossou"}, {"name": "admin"}]}]}
</script>"""


def test_a_page_that_was_fetched_has_the_address_of_its_fetching(tmp_path: Path) -> None:
    address = "https://lac.example/bac?id=7"
    [piece] = pieces(write(tmp_path / "a.html", PAGE % ""), DEFAULTS, address)
    assert isinstance(piece, Piece)
    document = piece.parse()
    assert (document.url, document.outlet) == (address, "Le Lac")
    assert dated(document) == (DAY, Provenance.URL)


@pytest.mark.parametrize(
    ("head", "day", "source"),
    [
        ("", DAY, Provenance.URL),
        ('<meta property="article:published_time" content="2023-02-04">', date(2023, 2, 4),
         Provenance.META),
        (JSON_LD + '<meta property="article:published_time" content="2023-02-04">',
         date(2023, 2, 5), Provenance.JSON_LD),
        ("<script type='application/ld+json'>{broken</script>", DAY, Provenance.URL),
        ('<meta property="article:published_time" content="2093-02-04">', DAY, Provenance.URL),
    ],
)  # fmt: skip
def test_html_with_everything_around_its_article(
    tmp_path: Path, head: str, day: date, source: Provenance
) -> None:
    document = only(write(tmp_path / "a.html", PAGE % head))
    assert (document.title, document.text) == (TITLE, BODY)
    assert dated(document) == (day, source)


def test_html_declares_author_section_and_update(tmp_path: Path) -> None:
    document = only(write(tmp_path / "a.html", PAGE % JSON_LD))
    assert (document.author, document.section) == ("Sènan Dossou", "Transports")
    assert document.updated == date(2023, 2, 7)
    agency = only(write(tmp_path / "b.html", PAGE % '<meta name="author" content="AFP">'))
    assert agency.author == "AFP"

from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from qa_service.domain.article import Provenance
from qa_service.domain.errors import UnreadableFile
from qa_service.ingestion.limits import DEFAULTS
from qa_service.ingestion.readers import SUFFIXES, Piece, RawDocument, pieces
from qa_service.ingestion.readers.text import split_lines

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "tests" / "data" / "pages"
ARTICLES = ROOT.parent / "shared" / "articles"


def read(path: Path) -> RawDocument:
    """The one article of a file."""
    [piece] = pieces(path, DEFAULTS)
    assert isinstance(piece, Piece)
    assert piece.part == ""
    return piece.parse()


EXPECTED = {
    "dw_shape.txt": RawDocument(
        title="Le port de Lomé s'agrandit",
        text="""\
Un nouveau quai doit accueillir des navires plus longs dès l'an prochain.

Le port de Lomé a commencé lundi les travaux d'un quai de 450 mètres. Le directeur du port, \
Kossi Adjovi, en attend « deux mille emplois ».

Des pêcheurs inquiets

"Une image : voilà ce que nous serons bientôt", dit un pêcheur, qui propose de lire aussi le \
contrat avant de juger.

La mairie promet une nouvelle plage d'ici 2024.""",
        outlet="DW",
        author="Awa Mensah Koffi",
        url="https://p.dw.com/p/4xYzA",
        published=date(2022, 3, 14),
        published_from=Provenance.PRINTED,
        language=None,
        dropped=(),
    ),
    "wordpress_shape.txt": RawDocument(
        title="Niger : l'uranium, une richesse partagée ?",
        text="""\
Le gouvernement a présenté mardi un nouveau code minier qui doit mieux répartir les recettes. \
Mais les communes attendent encore leur part, selon le maire d’Arlit.

Une taxe de 12 %

La taxe passe de 5,5 % à 12 %. Elle sera versée chaque trimestre.

Les sociétés minières ont six mois pour s’y préparer""",
        outlet=None,
        author=None,
        url=None,
        published=date(2019, 10, 3),
        published_from=Provenance.PRINTED,
        language=None,
        dropped=(),
        section="Économie",
    ),
    "title_third.txt": RawDocument(
        title="Un ciel rouvert entre Cotonou et Niamey",
        text="""\
Les deux pays, brouillés depuis la fermeture de leur frontière en 2019, se parlent à nouveau. \
Leurs ministres ont annoncé mercredi 12 février la reprise des vols.

Le premier avion doit décoller dans un mois, selon le ministère béninois des Transports.

La question des visas

Les visas seront délivrés à l’arrivée. L’accord de 2016 reste en vigueur.""",
        outlet=None,
        author=None,
        url=None,
        published=date(2020, 2, 12),
        published_from=Provenance.INFERRED,
        language=None,
        dropped=(),
    ),
    "agency_shape.txt": RawDocument(
        title="Les producteurs de coton du Burkina Faso, réunis à Bobo-Dioulasso, demandent un "
        "prix garanti pour la campagne…",
        text="""\
Les producteurs de coton du Burkina Faso, réunis à Bobo-Dioulasso, demandent un prix garanti \
pour la campagne qui commence et une subvention des engrais. Ils menacent de vendre ailleurs.

Ils ont remis leur demande au gouvernement le jeudi 6 juin, après une première réunion le lundi \
3 juin.

La récolte de 2023 avait atteint 400 000 tonnes, contre 2000 tonnes de moins en 2022.""",
        outlet="APA",
        author=None,
        url=None,
        published=date(2024, 6, 6),
        published_from=Provenance.INFERRED,
        language=None,
        dropped=(),
    ),
    "front_matter.md": RawDocument(
        title="Le train revient à Dakar",
        text="""\
Le premier train express a quitté la gare lundi matin avec trois cents voyageurs.

Ce qui change

Un départ toutes les dix minutes

Un billet à 500 francs

« Nous attendions ce jour », dit une voyageuse.""",
        outlet="Le Rail",
        author="Moussa Sarr, Fatou Ba",
        url="https://rail.example/dakar",
        published=date(2021, 12, 27),
        published_from=Provenance.FRONT_MATTER,
        language="fr",
        dropped=(),
    ),
    "heading_only.md": RawDocument(
        title="Un pont sur la Gambie",
        text="Le pont relie les deux rives. Il mesure 942 mètres.",
        outlet=None,
        author="Binta Jallow",
        url=None,
        published=date(2019, 1, 21),
        published_from=Provenance.PRINTED,
        language=None,
        dropped=(),
    ),
    "json_ld.html": RawDocument(
        title="Le lac Tchad remonte",
        text="""\
Le niveau du lac Tchad a gagné quarante centimètres en un an, selon la commission du bassin, \
qui publie ses mesures chaque hiver depuis trente ans.

Des rives à repeupler

Les pêcheurs de Bol reviennent peu à peu sur les îles qu'ils avaient quittées en 2015. Ils \
demandent des écoles, un dispensaire et une liaison par bateau.

La commission prévoit une nouvelle hausse au printemps, si les pluies restent aussi abondantes \
que celles des deux dernières saisons.""",
        outlet="Sahel Nouvelles",
        author="Hadja Oumar",
        url="https://sahel.example/2020/01/lac-tchad",
        published=date(2020, 1, 17),
        published_from=Provenance.JSON_LD,
        language="fr",
        dropped=(),
        updated=date(2021, 5, 9),
    ),
    "meta_only.html": RawDocument(
        title="La foire de Ségou ouvre ses portes",
        text="""\
Cent vingt artisans exposent depuis jeudi au bord du fleuve, deux fois plus que l'an dernier, \
selon les organisateurs de la foire de Ségou.

Les potières de Kalabougou ont amené leurs fours sur la berge. Elles cuisent sur place, chaque \
soir, les jarres que les visiteurs ont choisies le matin.

La foire dure quatre jours. Elle se termine dimanche par une course de pirogues, dont le \
vainqueur reçoit un filet neuf et une vache.""",
        outlet="Le Fleuve",
        author=None,
        url="https://fleuve.example/segou",
        published=date(2018, 2, 1),
        published_from=Provenance.META,
        language="fr",
        dropped=(),
    ),
}


def without_dropped(document: RawDocument) -> dict[str, object]:
    names = RawDocument.__dataclass_fields__
    return {name: getattr(document, name) for name in names if name != "dropped"}


@pytest.mark.parametrize("name", EXPECTED)
def test_reads_each_kind_of_page_exactly(name: str) -> None:
    assert without_dropped(read(PAGES / name)) == without_dropped(EXPECTED[name])


def test_every_page_of_ours_is_expected() -> None:
    assert {path.name for path in PAGES.iterdir()} == set(EXPECTED)


def test_every_line_of_a_text_is_kept_dropped_or_the_title() -> None:
    for name in ("dw_shape.txt", "wordpress_shape.txt", "title_third.txt", "agency_shape.txt"):
        document = read(PAGES / name)
        lines = [line for line in split_lines((PAGES / name).read_text("utf-8")) if line]
        told = [*document.text.split("\n\n"), *(found.line for found in document.dropped)]
        assert sorted(lines) == sorted({*told, document.title} & {*lines})


def make(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize(
    "data",
    [
        "Le port\r\n\r\nL’été à Lomé, déjà.\r\n".encode(),
        b"\xef\xbb\xbf" + "Le port\n\nL’été à Lomé, déjà.".encode(),
        "Le port\n\nL’été à Lomé, déjà.".encode("utf-16"),
        "Le port\r\rL’été à Lomé, déjà.".encode("cp1252"),
        "Le port\n\nL’e\u0301te\u0301 a\u0300 Lome\u0301, de\u0301ja\u0300.".encode(),
        "Le port\n\nL’\u200bété à Lo\xadmé,   déjà.\u2028".encode(),
    ],
)
def test_decodes_and_normalises(tmp_path: Path, data: bytes) -> None:
    assert read(make(tmp_path, "a.txt", data)).text == "L’été à Lomé, déjà."


def test_joins_hard_wrapped_lines_only() -> None:
    wrapped = (
        "Le port de Lomé a rouvert lundi\naprès deux mois de travaux et\nune longue grève des "
        "dockers de\nla ville.\n\nLes grues manquent encore, et les\nnavires attendent au large."
    )
    assert split_lines(wrapped) == [
        "Le port de Lomé a rouvert lundi après deux mois de travaux et une longue grève des "
        "dockers de la ville.",
        "",
        "Les grues manquent encore, et les navires attendent au large.",
    ]
    listed = "Awa Koné\n3 mai 2022\nLe port a rouvert.\nLes grues tournent.\nIl pleut."
    assert split_lines(listed) == listed.split("\n")


def test_markdown_becomes_plain_text(tmp_path: Path) -> None:
    document = read(
        make(
            tmp_path,
            "a.markdown",
            'Port\n====\n\nUn *quai* `neuf`, ~~vieux~~ et [long](x "t") ![image](y)<br>.\n\n'
            "1. Un\n   - Deux\n\n| a | b |\n|---|---|\n| c | d |\n\n"
            "<p>Un <b>bloc</b><!-- x --></p>\n\n    du code\n\nFin\\\nvraie.\n",
        )
    )
    assert document.title == "Port"
    assert document.text.split("\n\n") == [
        "Un quai neuf, vieux et long .", "Un", "Deux", "a: c; b: d.", "Un bloc", "du code",
        "Fin", "vraie.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "attribute", "value"),
    [
        ("site: Le Quai", "outlet", "Le Quai"),
        ("Publisher: Le Quai", "outlet", "Le Quai"),
        ("author: Awa Koné", "author", "Awa Koné"),
        ("date: 2022-05-03", "published", date(2022, 5, 3)),
        ("published: 2022-05-03T10:00:00Z", "published", date(2022, 5, 3)),
        ('published: "3 mai 2022"', "published", date(2022, 5, 3)),
        ("date: 03/05/2022", "published", date(2022, 5, 3)),
        ("published:", "published", None),
        ("lastmod: 2022-05-04", "updated", date(2022, 5, 4)),
        ("Category: Mer", "section", "Mer"),
        ("lang: en_GB", "language", "en"),
        ("lang: french", "language", None),
        ("url: https://proxy.example/https/a.example/1", "url", "https://a.example/1"),
    ],
)
def test_front_matter(tmp_path: Path, fields: str, attribute: str, value: object) -> None:
    path = make(tmp_path, "a.md", f"---\ntitle: Un port\n{fields}\n---\nLe port a rouvert.\n")
    assert getattr(read(path), attribute) == value


def test_html_prefers_no_date_to_that_of_a_change_or_of_the_text(tmp_path: Path) -> None:
    page = (
        "<html><head><meta property='article:modified_time' content='2023-01-01'>"
        "<meta itemprop='copyrightYear' content='2020'></head><body><article><h1>Le port</h1>"
        "<p>Le port de Lomé avait fermé le 3 avril 2018, après la grève du 2018-03-30, et il a "
        "rouvert depuis, selon le directeur.</p></article></body></html>"
    )
    assert read(make(tmp_path, "a.html", page)).published is None


def test_html_takes_the_date_of_a_time_element_as_printed(tmp_path: Path) -> None:
    page = (
        "<html><body><article><h1>Le port rouvre</h1><time datetime='2022-05-03T10:00'>mardi</time>"
        "<p>Le port de Lomé, fermé depuis deux mois pour des travaux, a rouvert lundi, selon le "
        "directeur du port.</p></article></body></html>"
    )
    document = read(make(tmp_path, "a.htm", page))
    assert (document.published, document.published_from) == (date(2022, 5, 3), Provenance.PRINTED)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.md", b" \n", "empty"),
        ("a.txt", b"%PDF-1.7 ...", "It is a PDF, not what '.txt' says: rename it to end in .pdf"),
        ("a.html", b"PK\x03\x04...", "ZIP or office file, not what '.html' says"),
        ("a.txt", b"<!DOCTYPE html><p>Le port", "rename it to end in .html"),
        ("a.docx", b"\xd0\xcf\x11\xe0...", "without a password"),
        ("a.pdf", b"<html>", "no PDF file, although its name says so"),
        ("a.txt", b"Le port\x00\x01", "binary, not text"),
        ("a.txt", b"port \xa4r\x98d\xb9s\xd7f\xff", "(tried: UTF-8, Windows-1252, "),
        ("a.txt", b"1. Aller au contenu\nLaisser un commentaire\n", "No article text is left"),
        ("a.txt", b"Un titre", "No article text is left"),
        ("a.md", b"# Un titre\n", "No article text is left"),
        ("a.html", b"<html><body></body></html>", "save its text as .txt"),
        (
            "a.pages",
            b"x",
            "'.pages' cannot be read: save the article as .txt, .docx, .html",
        ),
        ("article", b"x", "'article' cannot be read"),
        (
            "a.txt",
            b"x" * 10_000_001,
            "10 MB that an article may have: split it, or raise QA_LARGEST_ARTICLE",
        ),
        ("a.md", b"---\ntitle: [\n---\nx", "no valid YAML (line 4): correct it"),
        ("a.md", b"---\ntitle: {a: b}\n---\nx.", "nested 'title': write it on one line"),
        ("a.md", b"---\ndate: demain\n---\nx.", "'demain': write 2021-06-11"),
        ("a.md", b"---\ndate: 2021-02-30\n---\nx.", "front matter is wrong"),
    ],
)
def test_says_why_a_file_is_no_article(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read(make(tmp_path, name, content))
    assert reason in str(caught.value)


def test_a_file_that_is_gone_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="check that the file exists"):
        read(tmp_path / "gone.txt")


@settings(max_examples=60, deadline=None)
@example(data=b".", suffix=".markdown")  # of which no title was left
@given(data=st.binary(max_size=400), suffix=st.sampled_from(sorted(SUFFIXES)))
def test_any_bytes_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, suffix: str
) -> None:
    path = make(tmp_path_factory.mktemp("any"), f"a{suffix}", data)
    try:
        documents = [piece.parse() for piece in pieces(path, DEFAULTS) if isinstance(piece, Piece)]
    except UnreadableFile:
        return
    assert all(document.title and document.text for document in documents)


REAL = {
    "000": ("Bamako fait les yeux doux à la Russie", "Georges Ibrahim Tounkara", "DW",
            "https://p.dw.com/p/3ujXE", date(2021, 6, 11), Provenance.PRINTED),
    "001": ("Le Mali dit oui à la Russie", "Mahamadou Kane", "DW", None, date(2021, 11, 11),
            Provenance.PRINTED),
    "002": ("Mali : la Russie, véritable soutien à la junte au pouvoir ?", None, None, None,
            date(2020, 9, 1), Provenance.PRINTED),
    "003": ("Lune de miel entre la Russie et le Mali", None, None, None, date(2022, 8, 5),
            Provenance.INFERRED),
    "004": (None, None, "APA", None, date(2024, 7, 4), Provenance.INFERRED),
}  # fmt: skip
MARKERS = (
    "Aller au", "Voir les autres sites", "https://", "Image :", "Getty", "Lire aussi", "→", ">>>",
    "Parredaction", "Étiquettes", "Comments", "Laisser un commentaire", "Votre adresse e-mail",
    "Journaliste au programme", "MD/ac/Sf/APA", "Si…",
)  # fmt: skip


@pytest.mark.skipif(not ARTICLES.is_dir(), reason="the shared articles are not on this machine")
@pytest.mark.parametrize("number", REAL)
def test_reads_the_shared_articles(number: str) -> None:
    [path] = ARTICLES.glob(f"{number}_*.txt")
    document = read(path)
    title, *rest = REAL[number]
    found = [document.author, document.outlet, document.url]
    assert [*found, document.published, document.published_from] == rest
    if title:
        assert document.title == title
    else:
        assert document.text.startswith(document.title.removesuffix("…"))
        assert len(document.title) <= 120
    assert [marker for marker in MARKERS if marker in document.text] == []
    assert document.title not in document.text.split("\n\n")
    # Nothing is lost: each line is kept, dropped with a rule, or the title.
    lines = {line.strip() for line in path.read_text("utf-8").splitlines() if line.strip()}
    dropped = {entry.line for entry in document.dropped}
    assert lines - {*document.text.split("\n\n")} - dropped <= {document.title}

"""Raised and lowered figures: marks of notes go, units, powers and ordinals stay as they are."""

import re
from pathlib import Path

import pytest

from qa_service.ingestion.readers import raised
from qa_service.ingestion.readers.document import NOTE_MARK
from qa_service.ingestion.readers.html import read_html
from tests.ingestion import files
from tests.ingestion.files import LAST, LEAD, TITLE, write
from tests.ingestion.test_formats import only

SIGNS = {
    r"<\^(.*?)>": raised.raised,
    r"<_(.*?)>": raised.lowered,
    r"<#(.*?)>": lambda text: raised.raised(text, linked=True),
}


def stored(line: str) -> str:
    """What is stored of a line in which "<^1>" is raised, "<_1>" lowered and "<#1>" a link."""
    for pattern, sign in SIGNS.items():
        line = re.sub(pattern, lambda found, sign=sign: sign(found[1]), line)  # type: ignore[misc]
    return raised.settled(line)[0]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        # marks of notes
        ("25 000<^1> tonnes", "25 000 tonnes"),
        ("en 2019<^2>.", "en 2019."),
        ("3,5<^1> %, 12 %<^2> et 4 €<^3>", "3,5 %, 12 % et 4 €"),
        ("la mairie<^12>, « oui »<^13> (non)<^14>", "la mairie, « oui » (non)"),
        ("la mairie<^1><^,><^2> et<^3>, <^4> le port<^5-7>", "la mairie et le port"),
        ("la mairie<^*> et<^†> le port<^[1]> dit<^(2)>", "la mairie et le port dit"),
        ("la mairie <^1> dit <^2>.", "la mairie dit."),
        ("l'ONU<^1>, l'UE<^2>, 25 km<^1> et le CO<_2><^3>", "l'ONU, l'UE, 25 km et le CO₂"),
        ("le 1<^er><^2> mai", "le 1er mai"),
        ("3 km<#2>, 10<#6>, 5<#1> et la mairie<#note 3>", "3 km, 10, 5 et la mairie"),
        ("12<^2> points, le lac<^2>, mille<^2>, le 12.05.2019<^2>",
         "12 points, le lac, mille, le 12.05.2019"),
        ("12,5<^2> %, 3,50<^2> €, 25.000<^2> t et 1,250<^3> t",
         "12,5 %, 3,50 €, 25.000 t et 1,250 t"),
        ("(en 2019)<^2>, (2019-2020)<^2>, (12 %)<^3>, (1)<^2>",
         "(en 2019), (2019-2020), (12 %), (1)"),
        ("(n = 12)<^2>, E = (mc)<^2>", "(n = 12), E = (mc)²"),
        ("les élu(s)<^2>, agent(e)s<^2>, le vice-maire<^2>",
         "les élu(s), agent(e)s, le vice-maire"),
        ("à pied<^2>, lives in<^3>, un coup de pouce<^2>", "à pied, lives in, un coup de pouce"),
        ("500 mètres<^1>, 12 km<^4>", "500 mètres, 12 km"),
        # with a letter
        ("25 000<^2a> tonnes, 2019<^1b>, lac<^(2c)>", "25 000 tonnes, 2019, lac"),
        ("la mairie <^2a> dit, le <^2e> jour", "la mairie dit, le 2e jour"),
        ("25 000<^2a><^,><^2b> t, 3 m<^2><^1a>", "25 000 t, 3 m²"),
        ("50 000<^(a)> t, 12<^a)> t, 1 299<^a, b> t", "50 000 t, 12 t, 1 299 t"),
        # behind an ordinal's ending
        ("au XIX<^e1> siècle, le 1<^er2> mai, M<^me(3)> Koné",
         "au XIXe siècle, le 1er mai, Mme Koné"),
        ("le 2<^e 1> jour, le 3<^rd*>, le 1<#er1>", "le 2e jour, le 3rd, le 1er"),
        # the number of a note that is told
        ("<^1>Selon la mairie", "¹ Selon la mairie"),
        ("<^(2)> Selon la mairie", "² Selon la mairie"),
        ("<#*>Selon la mairie", "* Selon la mairie"),
        # units, formulas and powers
        ("3 m<^2>, 5 km<^3>, 2 kWh/m<^2>/an, 9 m.s<^-2>", "3 m², 5 km³, 2 kWh/m²/an, 9 m.s⁻²"),
        ("CO<_2>, CO<^2>, H<_2>O, PM<_2,5>, Ca<^2+>", "CO₂, CO², H₂O, PM₂,₅, Ca²⁺"),
        ("10<^6>, 10<^-9>, 1,5.10<^6>, 1,5×10<^12>", "10⁶, 10⁻⁹, 1,5.10⁶, 1,5×10¹²"),
        ("2<^10>, 3<^2>, 12<^2> = 144, E=mc<^2>", "2¹⁰, 3², 12² = 144, E=mc²"),
        ("le G<^20>, R<^2>, <^14>C, <^235>U", "le G²⁰, R², ¹⁴C, ²³⁵U"),
        ("<^14>C en vient", "¹⁴C en vient"),
        ("3<^1>/<_2> h, <^3>/<_4>", "3¹/₂ h, ³/₄"),
        ("(a + b)<^2>, 2(x-1)<^3>, ((a+b)/2)<^2>, [n − 1]<^2>",
         "(a + b)², 2(x-1)³, ((a+b)/2)², [n − 1]²"),
        ("(5 + 3)<^2>, (2/3)<^2>, f(x)<^2>, (1 + r)<^n>", "(5 + 3)², (2/3)², f(x)², (1 + r)ⁿ"),
        ("500 mètres<^2>, 2 kilomètres<^2>, un mètre<^3>", "500 mètres², 2 kilomètres², un mètre³"),
        ("10 square feet<^2>, 5 in<^2>, 5 inches<^3>, 40 lb/in<^2>",
         "10 square feet², 5 in², 5 inches³, 40 lb/in²"),
        ("3,14<^2>, 0,125<^2>, 1.5<^10> et 9,81 m/s<^2>", "3,14², 0,125², 1.5¹⁰ et 9,81 m/s²"),
        ("10<^2n>, x<^2k>", "10²ⁿ, x²ᵏ"),
        ("du CO<_2e>", "du CO₂e"),
        # what may be a part of the number
        ("12<^99> €, $4<^99>, 1 299<^99> €", "12⁹⁹ €, $4⁹⁹, 1 299⁹⁹ €"),
        ("25 000<^a> tonnes<^b>", "25 000ᵃ tonnesᵇ"),
        # letters
        ("1<^er>, 2<^e>, XVIII<^e>, 1<^ère>, 2<^nd>, 1<^st>, 4<^th>",
         "1er, 2e, XVIIIe, 1ère, 2nd, 1st, 4th"),
        ("2<#e> et 1<#er>", "2e et 1er"),
        ("M<^me> Koné, n<^o> 5, D<^r> Diop, 1<^o>", "Mme Koné, no 5, Dr Diop, 1º"),
        ("8h<^30>, 20<^h>30, 25<^o>C, Lac<^TM>", "8h30, 20h30, 25ºC, Lac™"),
        ("<^Lire aussi nos pages> et <_2019>", "Lire aussi nos pages et 2019"),
        # nothing is raised
        ("25 000¹ t, 3 m², x^2 et [1]", "25 000¹ t, 3 m², x^2 et [1]"),
    ],
)  # fmt: skip
def test_what_is_stored_of_figures(line: str, text: str) -> None:
    assert stored(line) == text


TOLD = "<p>Le lac a {} et {}.</p>"


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("25 000<sup>1</sup> poissons", "25 000 poissons"),
        ("25 000<sup class=x><a href='#n1' id=r1>[1]</a></sup> poissons", "25 000 poissons"),
        ("25 000<a href='#n1'><sup>1</sup></a> poissons", "25 000 poissons"),
        ("<b>25 000</b><sup><sup>1</sup></sup> poissons", "25 000 poissons"),
        ("25 000<a href='#_ftn1'>[1]</a> poissons", "25 000 poissons"),
        ("25 000<a epub:type='noteref' href='n.xhtml#n1'>1</a> poissons", "25 000 poissons"),
        ("25 000<span style='vertical-align: super; font-size:60%'>1</span> poissons",
         "25 000 poissons"),
        ("deux îles<sup>1</sup><sup>,</sup><sup>2</sup>", "deux îles"),
        ("10<sup>6</sup> poissons sur 12 km<sup>2</sup>", "10⁶ poissons sur 12 km²"),
        ("25 000<sup>2a</sup> poissons", "25 000 poissons"),
        ("12 points<sup>2</sup>, lac<sup>2</sup>", "12 points, lac"),
        ("(a + b)<sup>2</sup> au XIX<sup>e1</sup> siècle", "(a + b)² au XIXe siècle"),
        ("10 square feet<sup>2</sup>", "10 square feet²"),
        ("12 km<sup class=footnote>2</sup> de rives", "12 km de rives"),
        ("<a href='/carte'>12 km<sup>2</sup></a> d'eau", "12 km² d'eau"),
        ("<math><msup><mn>10</mn><mn>6</mn></msup></math> poissons", "10⁶ poissons"),
        ("du CO<sub>2</sub> depuis le XIX<sup>e</sup> siècle", "du CO₂ depuis le XIXe siècle"),
        ("25 000<a href='https://lac.example/1'>1</a> poissons", "25 000 poissons"),
        ("deux îles<a href='https://lac.example/1'>[1]</a> vertes", "deux îles vertes"),
        ("trois îles dans <a href='#a5'>5</a> baies", "trois îles dans 5 baies"),
        ("<a href='#u'>25</a><a href='#u'> 000</a> poissons", "25 000 poissons"),
        ("le COVID-<a href='#c'>19</a> et l'article n°<a href='#n12'>12</a>",
         "le COVID-19 et l'article n°12"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("suffix", ["html", "eml", "md", "epub"])
def test_figures_of_markup(tmp_path: Path, markup: str, text: str, suffix: str) -> None:
    block = TOLD.format(markup, "des rives qui attirent beaucoup de promeneurs")
    body = f"<p>{LEAD}</p>{block}<p>{LAST}</p>"
    made = {
        "html": files.page(block).encode(),
        "eml": files.mail(markup=body),
        "md": f"# {TITLE}\n\n{body}\n".encode(),
        "epub": files.epub({"a.xhtml": f"<h1>{TITLE}</h1>{body}"}),
    }
    document = only(write(tmp_path / f"a.{suffix}", made[suffix]))
    told = f"Le lac a {text} et des rives qui attirent beaucoup de promeneurs."
    assert document.text == f"{LEAD}\n\n{told}\n\n{LAST}"


def test_notes_of_a_page_stay_and_their_way_back_goes(tmp_path: Path) -> None:
    notes = (
        "<p><sup>1</sup> Selon la mairie de Sô-Ava, qui les compte chaque année.</p><ol>"
        "<li>Selon les pêcheurs de Ganvié, qui en comptent plus. <a href='#r2'>↩</a></li></ol>"
    )
    document = only(write(tmp_path / "a.html", files.page(notes)))
    assert document.text.split("\n\n")[1:3] == [
        "¹ Selon la mairie de Sô-Ava, qui les compte chaque année.",
        "Selon les pêcheurs de Ganvié, qui en comptent plus.",
    ]


def test_a_title_is_the_same_with_its_figures_and_without(tmp_path: Path) -> None:
    markup = files.page().replace(f"<h1>{TITLE}", "<h1>Le CO<sub>2</sub> monte<sup>1</sup>")
    markup = markup.replace(f"<title>{TITLE}", "<title>Le CO2 monte")
    document = only(write(tmp_path / "a.html", markup))
    assert (document.title, document.text) == ("Le CO₂ monte", f"{LEAD}\n\n{LAST}")


def test_marks_that_are_left_out_are_told() -> None:
    page = files.page("<p>Le lac a 25 000<sup>1</sup> poissons et deux îles<sup>*</sup>.</p>")
    dropped = read_html(page.encode()).dropped
    assert [found.line for found in dropped if found.rule == NOTE_MARK] == ["1", "*"]


MARKDOWN = """# Le lac monte[^1]

Le lac a 25 000[^1] poissons, 12 km<sup>2</sup> et deux îles[^îles], dit-on ^[À *Ganvié*.] depuis \
2019<sup>[2](#n2)</sup>, [^a-z] et `[^1]`. La mairie[3] le dit [4], voir l'article [12](#a12).

[^1]: Selon
    la mairie.

    Ou presque.
[^îles]: https://lac.example/iles et la suite.
[^seule]: Personne ne l'appelle.

[3]: https://lac.example/mairie
[4]: https://lac.example/autre

[^9] Sans définition.
"""


def test_notes_of_markdown(tmp_path: Path) -> None:
    document = only(write(tmp_path / "a.md", MARKDOWN))
    assert document.title == "Le lac monte"
    assert document.text.split("\n\n") == [
        "Le lac a 25 000 poissons, 12 km² et deux îles, dit-on depuis 2019, [^a-z] et [^1]. La "
        "mairie le dit, voir l'article 12.",
        "À Ganvié.",
        "¹ Selon la mairie.",
        "Ou presque.",
        "https://lac.example/iles et la suite.",
        "Personne ne l'appelle.",
        "⁹ Sans définition.",
    ]


UP, DOWN = 3.5, -2.0
LINES: list[files.Drawn] = [
    [(TITLE, 16, 0)],
    [("Le lac a 25 000", 10, 0), ("1", 6, UP), (" poissons sur 12 km", 10, 0), ("2", 6, UP),
     (" depuis 2019", 10, 0), ("2", 6, UP)],
    [("et 10", 10, 0), ("6", 6, UP), (" tonnes de CO", 10, 0), ("2", 6, DOWN),
     (" au XXI", 10, 0), ("e", 6, UP), (" siècle.", 10, 0)],
    [("1", 5, 2.5), (" Selon la mairie.", 8, 0)],
    [("2", 5, 2.5), (" Selon les pêcheurs.", 8, 0)],
]  # fmt: skip


def test_a_paragraph_of_a_pdf_ends_before_its_mark(tmp_path: Path) -> None:
    lines: list[files.Drawn] = [
        [(TITLE, 16, 0)],
        [("Le bac de Ganvié a repris lundi, dit la mairie.", 10, 0), ("1", 6, UP)],
        [("Les pêcheurs de Ganvié, eux, attendent encore, et même", 10, 0)],
        [("ceux de Sô-Ava, qui sont plus nombreux sur cette rive.", 10, 0), ("2", 6, UP)],
    ]
    document = only(write(tmp_path / "a.pdf", files.drawn(*lines)))
    assert document.text.split("\n\n")[1] == (
        "Les pêcheurs de Ganvié, eux, attendent encore, et même ceux de Sô-Ava, qui sont plus "
        "nombreux sur cette rive."
    )


@pytest.mark.parametrize("way", ["place", "scale", "rise"])
def test_figures_of_a_pdf(tmp_path: Path, way: str) -> None:
    document = only(write(tmp_path / "a.pdf", files.drawn(*LINES, way=way)))
    assert document.text.split("\n\n") == [
        "Le lac a 25 000 poissons sur 12 km² depuis 2019 et 10⁶ tonnes de CO₂ au XXIe siècle.",
        "¹ Selon la mairie.",
        "² Selon les pêcheurs.",
    ]

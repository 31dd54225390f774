"""Exports in the shapes of Europresse, Factiva and Nexis; all in them is invented."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from babel.dates import format_date

from tests.ingestion.files import LAST, LEAD, SECOND, TITLE, word


@dataclass(frozen=True)
class Told:
    """What an export tells of an article."""

    title: str
    day: date
    author: str
    section: str
    page: str
    paragraphs: tuple[str, ...]
    number: int
    outlet: str = "Le Quotidien du Lac"

    @property
    def europresse(self) -> str:
        return f"news·{self.day:%Y%m%d}·LQL·{self.number}"

    @property
    def factiva(self) -> str:
        return f"LQLAC000{self.day:%Y%m%d}ej2{self.number:06}"

    @property
    def text(self) -> str:
        return "\n\n".join(self.paragraphs)

    @property
    def words(self) -> int:
        return len(self.text.split())


BAC = Told(TITLE, date(2023, 2, 6), "Sènan Dossou", "Transports", "12", (LEAD, SECOND, LAST), 4711)
LAKE = Told(
    "Le lac monte : trois villages évacués",
    date(2023, 2, 7),
    "Awa Mensah",
    "Régions",
    "A3",
    (
        "Le lac Nokoué a gagné quarante centimètres en une semaine, selon la commune de Sô-Ava.",
        "« Nous avons perdu les filets et deux pirogues », dit un pêcheur, qui dort à l’école.",
        "Le 2 janvier 2023, déjà, la crue avait emporté la digue. Les travaux durent un an.",
    ),
    4712,
)
SCHOOL = Told(
    "La rentrée attendra les bancs",
    date(2023, 2, 8),
    "Codjo Hounsou",
    "Société",
    "5",
    ("Faute de bancs, huit écoles n’ont pas ouvert lundi.", "Le ministère en promet mille."),
    4713,
)
ALL = (BAC, LAKE, SCHOOL)


def in_french(day: date, form: str = "full") -> str:
    return format_date(day, form, locale="fr")


# -- Europresse ------------------------------------------------------------------------------------


def europresse(*articles: Told, front: str = "") -> str:
    """As "Enregistrer en HTML" makes it."""
    body = "".join(map(_europresse_article, articles))
    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8"><title>Documents</title></head><body>'
        f"{front}{body}</body></html>"
    )


def _europresse_article(told: Told) -> str:
    first, *others = told.paragraphs
    paragraphs = "".join(f"<p>{escape(text, quote=False)}</p>" for text in others)
    return f"""<article><header><div class="rdp__DocPublicationName">
<span class="DocPublicationName">{told.outlet}, no. 4301</span></div>
<div class="rdp__DocHeader"><span class="DocHeader">{told.section}, {in_french(told.day)} {told.words} mots, p. {told.page}</span></div>
<div class="titreArticle"><p class="sm-margin-TopNews titreArticleVisu rdp__articletitle">{told.title}</p></div>
<p class="sm-margin-bottomNews">{told.author}</p></header>
<section><div class="DocText clearfix"><div class="docOcurrContainer">
<p><mark>{first[:2]}</mark>{first[2:]}</p>{paragraphs}
<div class="apd-wrapper"><a href="https://lac.example/{told.number}">Cet article est paru dans {told.outlet} (site web)</a></div>
</div></div></section>
<footer><div class="Doc-LegalInfo"><small>© {told.day.year} {told.outlet}. Tous droits réservés.</small></div>
<div class="publiC-lblNodoc">{told.europresse}</div></footer></article>"""  # noqa: E501


def europresse_lines(*articles: Told, listed: Sequence[Told] = ()) -> list[str]:
    """The same page as Word, RTF or text has it; with a table of contents where some are listed."""
    lines: list[str] = []
    if listed:
        lines += ["Documents sauvegardés", "", "Vendredi 3 mars 2023 à 10 h 12",
                  f"{len(listed)} documents", "", "Sommaire", ""]  # fmt: skip
        for told in listed:
            lines += [
                told.outlet,
                in_french(told.day, "long"),
                f"{told.title} ... {told.number % 10}",
            ]
        lines.append("")
    for told in articles:
        lines += [
            f"{told.outlet}, no. 4301",
            f"{told.section}, {in_french(told.day)} {told.words} mots, p. {told.page}",
            "",
            told.title,
            told.author,
            "",
            *(line for text in told.paragraphs for line in (text, "")),
            f"© {told.day.year} {told.outlet}. Tous droits réservés.",
            "Certificat émis le 3 mars 2023 à Université-du-Lac à des fins de visualisation "
            "personnelle et temporaire.",
            told.europresse,
            "",
        ]
    return lines


# -- Factiva ---------------------------------------------------------------------------------------


def factiva(*articles: Told) -> str:
    """As the display format "Full Article" is saved as HTML."""
    body = "<br/><span></span>".join(map(_factiva_article, articles))
    return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8"/>
<title>Factiva</title></head><body><div id="navcontainer"><h1>Factiva</h1></div>
<form><div id="contentLeft">{body}<table class="searchPreview"><tr><td class="sbSummaryTitle">
Récapitulatif de la recherche</td></tr><tr><td>Texte</td><td>bac</td></tr></table>
<div id="pageFooter">© 2023 Factiva, Inc. Tous droits réservés.</div></div></form></body></html>"""


def _factiva_article(told: Told) -> str:
    paragraphs = "".join(
        f'<p class="articleParagraph frarticleParagraph">{escape(text, quote=False)}   </p>\n'
        for text in told.paragraphs
    )
    fields = "".join(f"<div>{text}</div>" for text in _factiva_fields(told))
    return f"""<div id="article-{told.factiva}" class="article"><div class="article frArticle"><p>
<div>{told.section}</div><div id="hd"><span class='frHeadline'>{told.title}   </span></div>
<div class="author">{told.author}   </div>{fields}</p>{paragraphs}
<p>Éditions du Lac SARL</p><p>Document {told.factiva}</p></div></div>"""


def _factiva_fields(told: Told) -> list[str]:
    return [
        f"{told.words} mots", in_french(told.day, "long"), "04:12", told.outlet, "LQLAC", told.page,
        "Français", f"(c) {told.day.year} Éditions du Lac.   ",
    ]  # fmt: skip


def factiva_codes(*articles: Told) -> str:
    """As "Full Article plus Indexing" is saved."""
    body = "".join(
        f'<div class="article frArticle"><table>{_factiva_rows(told)}</table></div>'
        for told in articles
    )
    return f"<html><head><title>Factiva</title></head><body>{body}</body></html>"


def _factiva_rows(told: Told) -> str:
    first, *others = (
        f'<p class="articleParagraph frarticleParagraph">{escape(text, quote=False)}</p>'
        for text in told.paragraphs
    )
    rows = {**coded_fields(told), "LP": first, "TD": "".join(others), "RF": "FRANCE-LAC",
            "NS": "gtrans : Transports", "PUB": "Éditions du Lac SARL",
            "AN": f"Document {told.factiva}"}  # fmt: skip
    return "".join(
        f'<tr><td class="index"><b>{code}</b>&nbsp;</td><td>{text}</td></tr>'
        for code, text in rows.items()
    )


def coded_fields(told: Told) -> dict[str, str]:
    return {
        "SE": told.section, "HD": told.title, "BY": f"Par {told.author}",
        "WC": f"{told.words} mots", "PD": in_french(told.day, "long"), "ET": "04:12",
        "SN": told.outlet, "SC": "LQLAC", "PG": told.page, "LA": "Français",
        "CY": f"(c) {told.day.year} Éditions du Lac.",
    }  # fmt: skip


def factiva_lines(*articles: Told) -> list[str]:
    """As RTF, and as text and Word files made from it."""
    lines: list[str] = []
    for told in articles:
        lines += [
            told.section, told.title, f"Par {told.author}", *_factiva_fields(told), "",
            *(line for text in told.paragraphs for line in (text, "")),
            "Éditions du Lac SARL", f"Document {told.factiva}", "", "",
        ]  # fmt: skip
    return [*lines, "Récapitulatif de la recherche", "Texte", "bac", "Date", "Toutes les dates",
            "© 2023 Factiva, Inc. Tous droits réservés."]  # fmt: skip


def factiva_code_lines(*articles: Told) -> list[str]:
    lines: list[str] = []
    for told in articles:
        first, *others = told.paragraphs
        lines += [f"{code}  {text}" for code, text in coded_fields(told).items()]
        lines += [
            f"LP  {first}",
            "TD",
            *others,
            "RF  FRANCE-LAC",
            f"AN  Document {told.factiva}",
            "",
        ]
    return lines


# -- Nexis -----------------------------------------------------------------------------------------


def nexis(*articles: Told, first: int = 1, total: int | None = None, chosen: str = "") -> str:
    """As the older Nexis writes text, wrapped at 80 characters."""
    total = total or len(articles)
    head = f"\n\n\nDownload Request: Selected Items: {chosen}\nTime Of Request: Friday\n"
    body = "".join(
        _nexis_article(told, number, total) for number, told in enumerate(articles, start=first)
    )
    return f"{head if chosen else ''}{body}"


def _nexis_article(told: Told, number: int, total: int) -> str:
    paragraphs = "\n\n".join(_wrapped(text) for text in told.paragraphs)
    return f"""

                               {number} of {total} DOCUMENTS



                              {told.outlet}

                            {in_french(told.day)}
                                   Édition 1;
                                    Cotonou

{_wrapped(told.title)}

BYLINE: {told.author}

SECTION: {told.section}; Pg. {told.page}

LENGTH: {told.words} words


{paragraphs}

LOAD-DATE: {in_french(told.day, "long")}

LANGUAGE: FRENCH; FRANÇAIS

PUBLICATION-TYPE: Newspaper


                       Copyright {told.day.year} Éditions du Lac
                              All Rights Reserved
"""


def _wrapped(text: str, width: int = 79) -> str:
    lines = [""]
    for one in text.split(" "):
        if len(lines[-1]) + 1 + len(one) > width:
            lines.append(one)
        else:
            lines[-1] = f"{lines[-1]} {one}".strip()
    return "\n".join(lines)


def nexis_page(*articles: Told) -> str:
    """As the older Nexis writes HTML."""
    body = "".join(
        f'<A NAME="DOC_ID_{number}_0"></A><!-- Hide XML section\n<DOC NUMBER=1>\n<DOCFULL> -->'
        + "".join(map(_nexis_block, _nexis_blocks(told, number, len(articles))))
        + "<!-- Hide XML section from browser\n</DOCFULL>\n</DOC> -->"
        for number, told in enumerate(articles, start=1)
    )
    return f"""<HTML><HEAD><STYLE TYPE="text/css"><!--
.c0 {{ text-align: center; }} .c2 {{ font-family: Arial; font-size: 10pt; color: #000000; }}
--></STYLE><META TOPIC="null" DOCUMENTS="{len(articles)}" /></HEAD><BODY>{body}</BODY></HTML>"""


def _nexis_blocks(told: Told, number: int, total: int) -> list[tuple[str, ...]]:
    return [
        (f"{number} of {total} DOCUMENTS",), (told.outlet,), (in_french(told.day), "Édition 1"),
        (told.title,), (f"BYLINE: {told.author}",), (f"SECTION: {told.section}; Pg. {told.page}",),
        (f"LENGTH: {told.words} words",), told.paragraphs,
        (f"LOAD-DATE: {in_french(told.day, 'long')}",), ("LANGUAGE: FRENCH; FRANÇAIS",),
        (f"Copyright {told.day.year} Éditions du Lac",),
    ]  # fmt: skip


def _nexis_block(lines: Sequence[str]) -> str:
    paragraphs = "".join(
        f'<P CLASS="c1"><SPAN CLASS="c2">{escape(line, quote=False)}</SPAN></P>\n' for line in lines
    )
    return f'<BR><DIV CLASS="c0">{paragraphs}</DIV>\n'


def nexis_lines(*articles: Told) -> list[str]:
    """The same, as Word or RTF has it."""
    blocks = (_nexis_blocks(told, n, len(articles)) for n, told in enumerate(articles, start=1))
    return [line for article in blocks for block in article for line in (*block, "")]


def nexis_uni(*articles: Told, listed: Sequence[Told] | None = None) -> list[str]:
    """As Nexis Uni writes Word and RTF, with a page in front."""
    listed = articles if listed is None else listed
    lines: list[str] = []
    if listed:
        lines = ["User Name: = Université du Lac", "Date and Time: = Friday, March 3, 2023",
                 "Job Number: = 190817", f"Documents ({len(listed)})"]  # fmt: skip
        for number, told in enumerate(listed, start=1):
            lines += [f"{number}. {told.title}", "Client/Matter: -None-", "Search Terms: bac"]
    for told in articles:
        lines += [
            told.title, told.outlet, f"{in_french(told.day)} Édition 1",
            f"Copyright {told.day.year} Éditions du Lac All Rights Reserved",
            f"Section:\xa0{told.section}; Pg. {told.page}", f"Length:\xa0{told.words} words",
            f"Byline:\xa0{told.author}", "Body", "", *told.paragraphs, "", "Classification", "",
            "Language:\xa0FRENCH; FRANÇAIS", "Subject:\xa0TRANSPORTS (90%)",
            f"Load-Date:\xa0{in_french(told.day, 'long')}", "", "End of Document", "",
        ]  # fmt: skip
    return lines


# -- files -----------------------------------------------------------------------------------------


def as_text(lines: Sequence[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode()


def as_word(lines: Sequence[str]) -> bytes:
    return word(*lines)


def as_rtf(lines: Sequence[str]) -> bytes:
    return rtf("".join(f"\\pard\\plain {_in_rtf(line)}\\par\n" for line in lines))


def rtf(body: str) -> bytes:
    head = (
        r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fnil\fcharset0 Arial;}"
        r"{\f1\fnil\fcharset238 Arial CE;}}{\colortbl;\red255\green255\blue255;\red0\green0\blue0;}"
        r"{\*\generator Writer;}{\info{\author poste3}}{\header\pard Page 1 of 9\par}" + "\n"
    )
    return (head + body + "}").encode("ascii")


def _in_rtf(text: str) -> str:
    """Accents as bytes of the code page where there are such, else by their numbers."""
    return "".join(
        f"\\{char}" if char in "\\{}" else char if char.isascii() else _number(char)
        for char in text
    )


def _number(char: str) -> str:
    code = char.encode("cp1252", "ignore")
    return f"\\'{code[0]:02x}" if code else f"\\u{ord(char)}?"

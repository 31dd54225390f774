"""Makes files of every format, as programs of the world write them. All articles are invented."""

import gzip
import io
import re
import textwrap
import zipfile
from collections.abc import Mapping, Sequence
from email.message import EmailMessage
from pathlib import Path

import docx
import openpyxl
from openpyxl.cell.rich_text import CellRichText, InlineFont, TextBlock
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, read_object
from reportlab.lib.pagesizes import A5
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer

TITLE = "Le bac de Ganvié reprend du service"
LEAD = "Le bac qui relie Ganvié à la rive a repris lundi, après quatre mois de panne."
SECOND = (
    "La commune a payé 18 millions de francs au chantier de Porto-Novo, qui a changé les deux "
    "moteurs et le gouvernail. Les premiers passagers ont applaudi."
)
LAST = "Le capitaine, Codjo Hounsou, promet douze traversées par jour."
BODY = "\n\n".join((LEAD, SECOND, LAST))
PLAIN = f"{TITLE}\n\n{LEAD}\n\n{SECOND}\n\n{LAST}\n"
MARKUP = (
    f"<p>{LEAD}</p><figure><figcaption>Le bac</figcaption></figure><p>{SECOND}</p><p>{LAST}</p>"
)
CANAL_TITLE = "Le canal de Valmer"
CANAL = (  # each sentence begins with a name that stands nowhere else
    "Aubin Kerlo, maire de Valmer depuis 2014, a rouvert mardi le vieux canal que le gel de "
    "l'hiver avait fendu sur deux cents mètres.",
    "Bréval, le village voisin, paiera un tiers des travaux, soit 310 000 euros, parce que ses "
    "péniches y transportent du sable.",
    "Corvan doit le reste à la région, qui a voté la somme en octobre sans que personne ne s'y "
    "oppose au conseil.",
    "Dormel avait demandé en vain une passerelle pour les écoliers, dont la route est coupée par "
    "les écluses depuis la fermeture du pont.",
    "Esquer, l'éclusier, a compté dix-sept bateaux le premier jour et n'en attendait pas six, "
    "tant la saison avait mal commencé.",
    "Ferval vendra l'eau du bief à ses maraîchers dès le mois de juin, au prix de quatre centimes "
    "le mètre cube.",
    "Garnoy craint pour ses roselières, où nichent des hérons que le bruit des moteurs pourrait "
    "chasser vers l'étang du nord.",
    "Hersan & fils, qui ont coulé les nouvelles portes, garantissent leur acier pendant trente "
    "ans contre la rouille et les chocs.",
    "Ivrel accueillera en août une régate de barques à fond plat, la première depuis celle que "
    "noya l'orage de 1987.",
    "Jarnac, enfin, promet un quai de bois et deux bancs.",
)


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            # of no day: a test that is named by such bytes has the same name in every process
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return data.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def gzipped(content: str) -> bytes:
    return gzip.compress(content.encode(), mtime=0)


def pdf(*paragraphs: str, heading: str = "", running: str = "", title: str = "") -> bytes:
    """A PDF whose text is set in narrow lines, with a running head and page numbers."""
    data = io.BytesIO()

    def edges(canvas: Canvas, document: SimpleDocTemplate) -> None:
        canvas.drawString(60, 570, running)
        canvas.drawString(200, 20, str(document.page))

    styles = getSampleStyleSheet()
    story = [Paragraph(heading, styles["Title"])] if heading else []
    for text in paragraphs:
        story += [Paragraph(text, styles["BodyText"]), Spacer(1, 12)]
    document = SimpleDocTemplate(data, pagesize=A5, title=title, author="poste3")
    document.build(story, onFirstPage=edges, onLaterPages=edges)
    return data.getvalue()


def paged(
    pages: Sequence[Sequence[str]], running: str = "", labels: Mapping[int, str] | None = None
) -> bytes:
    """A PDF of these pages of lines, with a running head and page numbers.

    `labels` has how the file numbers its pages from one of them on, counted from 0: "/S /r".
    """
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=A5)
    for number, lines in enumerate(pages, 1):
        canvas.setFont("Helvetica", 8)
        canvas.drawString(60, 570, running)
        canvas.drawString(200, 20, f"- {number} -")
        text = canvas.beginText(40, 540)
        text.setFont("Helvetica", 10)
        for line in lines:
            text.textLine(line)
        canvas.drawText(text)
        canvas.showPage()
    canvas.save()
    if labels is None:
        return data.getvalue()
    writer = PdfWriter(PdfReader(data))
    numbered = " ".join(f"{index} << {style} >>" for index, style in labels.items())
    writer.root_object[NameObject("/PageLabels")] = read_object(
        io.BytesIO(f"<< /Nums [ {numbered} ] >>".encode()), None
    )
    told = io.BytesIO()
    writer.write(told)
    return told.getvalue()


def canal_pages() -> list[list[str]]:
    """A title, and all of CANAL as one paragraph that runs over three pages."""
    lines = textwrap.wrap(" ".join(CANAL), 62)
    third = len(lines) // 3
    return [[CANAL_TITLE, *lines[:third]], lines[third : 2 * third], lines[2 * third :]]


def canal_page(sentence: str) -> int:
    """The page on which a sentence of CANAL begins, from 1."""
    name = sentence.split()[0]
    return next(n for n, lines in enumerate(canal_pages(), 1) if name in " ".join(lines).split())


Drawn = Sequence[tuple[str, float, float]]  # of one line: texts, sizes, how far they are raised


def drawn(*lines: Drawn, way: str = "place") -> bytes:
    """A PDF whose lines hold letters of several sizes, as one of the ways of doing it writes them.

    By "place" with a font for each text, as word processors; by "scale" with one font, as programs
    that set newspapers; by "rise", as reportlab's paragraphs.
    """
    data, height = io.BytesIO(), 560.0
    canvas = Canvas(data, pagesize=A5)
    for line in lines:
        text, across = canvas.beginText(40, height), 40.0
        for words, size, rise in line:
            text.setFont("Helvetica", 1 if way == "scale" else size)
            if way == "rise":
                text.setRise(rise)
            elif way == "scale":
                text.setTextTransform(size, 0, 0, size, across, height + rise)
            else:
                text.setTextOrigin(across, height + rise)
            text.textOut(words)
            across += canvas.stringWidth(words, "Helvetica", size)
        canvas.drawText(text)
        height -= 14
    canvas.save()
    return data.getvalue()


def printed_by_browser(before: str, after: str) -> bytes:
    """A PDF with a word in whose middle a soft hyphen is not seen, as Chromium prints it."""
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=A5)
    canvas.setFont("Helvetica", 16)
    canvas.drawString(40, 560, TITLE)
    canvas.setFont("Helvetica", 12)
    text = canvas.beginText(40, 530)
    text.textOut(before)
    blank = "/Span<</ActualText <FEFF00AD> >> BDC ( ) Tj EMC"
    text._code.append(f"{blank} {canvas.stringWidth(before, 'Helvetica', 12)} 0 Td")
    text.textOut(after)
    canvas.drawText(text)
    canvas.save()
    return data.getvalue()


def embedded(shown: str, hidden: str) -> bytes:
    """A PDF with letters of a font of its own, by that font's codes, and with words without ink."""
    data = io.BytesIO()
    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))
    canvas = Canvas(data, pagesize=A5)
    text = canvas.beginText(40, 530)
    text.setFont("Vera", 10)
    for line in shown.split("\n"):
        text.textLine(line)
    text.setTextRenderMode(3)
    text.textLine(hidden)
    canvas.drawText(text)
    canvas.save()
    return data.getvalue()


def page(*blocks: str, title: str = TITLE) -> str:
    """A page whose article has these blocks of HTML after its lead."""
    return (
        f"<!DOCTYPE html><html lang=fr><head><title>{title}</title></head><body><article>"
        f"<h1>{title}</h1><p>{LEAD}</p>{''.join(blocks)}<p>{LAST}</p></article></body></html>"
    )


def pdf_of_pictures() -> bytes:
    data = io.BytesIO()
    canvas = Canvas(data)
    canvas.rect(10, 10, 100, 100)
    canvas.save()
    return data.getvalue()


def encrypted(data: bytes) -> bytes:
    writer = PdfWriter(PdfReader(io.BytesIO(data)))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def word(*paragraphs: str, title: str = "", table: list[list[str]] | None = None) -> bytes:
    document = docx.Document()
    document.core_properties.author = "poste3"
    if title:
        document.add_heading(title, level=0)
    for text in paragraphs:
        document.add_paragraph(text)
    for row in table or []:
        if not document.tables:
            document.add_table(0, len(row))
        cells = document.tables[0].add_row().cells  # type: ignore[no-untyped-call]
        for cell, text in zip(cells, row, strict=True):
            cell.text = text
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def crawled(
    address: str,
    content: bytes,
    media: str = "text/html",
    kind: str = "response",
    status: str = "200 OK",
    more: str = "",
    cut: str = "",
) -> bytes:
    """A record of a crawl: what a server answered, `more` being headers of its own."""
    answered = f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n{more}\r\n".encode() + content
    block = answered if kind == "response" else content
    truncated = f"WARC-Truncated: {cut}\r\n" if cut else ""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\n{truncated}"
        "WARC-Record-ID: <urn:uuid:12345678-1234-1234-1234-123456789012>\r\n"
        "WARC-Date: 2024-05-01T10:00:00Z\r\n"
        f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def workbook(**sheets: Sequence[Sequence[object]]) -> bytes:
    """An Excel workbook with these rows in each sheet; a list of runs is a text of several heights.

    A run is its text, "^" before it if it is raised.
    """
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([_runs(cell) if isinstance(cell, list) else cell for cell in row])
    data = io.BytesIO()
    book.save(data)
    members = unzipped(data.getvalue())
    core = "docProps/core.xml"  # of no day, as the archive
    members[core] = re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z", b"2023-02-06T00:00:00Z", members[core])
    return zipped(members)


def _runs(runs: Sequence[str]) -> CellRichText:
    raised = InlineFont(vertAlign="superscript")
    return CellRichText(
        *(TextBlock(raised, run[1:]) if run.startswith("^") else run for run in runs)
    )


CONTAINER = """<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/>
</rootfiles></container>"""


def epub(chapters: Mapping[str, str], *more: tuple[str, str], language: str = "fr") -> bytes:
    """An EPUB with these chapters, each the inside of a body, after a cover and contents."""
    items = "".join(
        f'<item id="i{n}" href="{name}" media-type="application/xhtml+xml"/>'
        for n, name in enumerate(chapters)
    )
    places = "".join(f'<itemref idref="i{n}"/>' for n in range(len(chapters)))
    package = f"""<?xml version="1.0"?>
<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">
<metadata><dc:title>La semaine du lac</dc:title><dc:publisher>Le Lac</dc:publisher>
<dc:creator>Sènan Dossou</dc:creator><dc:language>{language}</dc:language>
<dc:date>2023-02-06</dc:date></metadata>
<manifest><item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>
<item id="cover" href="cover.xhtml" media-type="application/xhtml+xml"/>{items}</manifest>
<spine><itemref idref="cover"/><itemref idref="nav"/>{places}</spine></package>"""
    page = '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml">'
    members = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "OEBPS/book.opf": package,
        "OEBPS/nav.xhtml": f"{page}<body><nav><a href='a.xhtml'>Le bac</a></nav></body></html>",
        "OEBPS/cover.xhtml": f"{page}<body><img src='a.png'/></body></html>",
        **{f"OEBPS/{n}": f"{page}<body>{body}</body></html>" for n, body in chapters.items()},
        **dict(more),
    }
    return zipped(members)


def mail(
    plain: str = "", markup: str = "", headers: Mapping[str, str] | None = None, **files: bytes
) -> bytes:
    """A mail; files are attached under their names, "_" for the dot."""
    message = EmailMessage()
    given = {
        "From": "Le Lac <lettre@lac.example>",
        "Subject": TITLE,
        "Date": "Mon, 06 Feb 2023 23:30:00 -0500",
        "List-Unsubscribe": "<https://lac.example/fin>",
    }
    for name, value in {**given, **(headers or {})}.items():
        if value:
            message[name] = value
    if plain:
        message.set_content(plain)
    if markup and plain:
        message.add_alternative(markup, subtype="html")
    elif markup:
        message.set_content(markup, subtype="html")
    for name, data in files.items():
        message.add_attachment(
            data, maintype="application", subtype="octet-stream", filename=name.replace("_", ".")
        )
    return message.as_bytes()


def rss(*items: str, head: str = "") -> str:
    return f"""<?xml version="1.0" encoding="utf-8"?>{head}
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Le Lac</title><link>https://lac.example</link><language>fr-BJ</language>
{"".join(items)}</channel></rss>"""


def item(guid: str, title: str = TITLE, text: str = MARKUP) -> str:
    return f"""<item><guid isPermaLink="false">{guid}</guid><title>{title}</title>
<link>https://lac.example/{guid}</link><dc:creator>Sènan Dossou</dc:creator>
<category>Transports</category><pubDate>Mon, 06 Feb 2023 23:30:00 -0500</pubDate>
<description>{LEAD}</description><content:encoded><![CDATA[{text}]]></content:encoded></item>"""

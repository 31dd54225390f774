"""Injections planted into invented articles, in files as an attacker would leave them."""

import io
import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

import docx
from docx.shared import Pt, RGBColor
from reportlab.pdfgen.canvas import Canvas

from qa_service.domain.article import Article
from qa_service.domain.reports import IngestReport
from qa_service.domain.warnings import ArticleWarning, WarningKind
from qa_service.ingestion.pipeline import Encoder, ingest
from qa_service.store.archive import open_catalogue
from qa_service.store.catalogue import Catalogue
from qa_service.text.injections import neutral
from qa_service.text.injections.letters import letters

DATA = Path(__file__).resolve().parents[1] / "data"
SETS = ("tuning", "held_out", "unseen")
TITLE = "Le bac de Ganvié reprend du service"
LEAD = "Le bac qui relie Ganvié à la rive a repris lundi, après quatre mois de panne."
SECOND = (
    "La commune a payé 18 millions de francs au chantier de Porto-Novo, qui a changé les deux "
    "moteurs et le gouvernail. Les premiers passagers ont applaudi."
)
LAST = "Le capitaine, Codjo Hounsou, promet douze traversées par jour."


@dataclass(frozen=True, slots=True)
class Injection:
    """A line of `tests/data/injections.jsonl`."""

    id: str
    kind: WarningKind
    format: str  # of the file: its suffix, and how it is hidden in it
    payload: str  # as it stands in the file
    core: tuple[str, ...]  # what must not be left of it in a prompt
    part: str  # one of SETS

    @property
    def file_name(self) -> str:
        return f"{self.id}.{self.format.split(':')[0]}"


def injections(part: str | None = None) -> list[Injection]:
    """Those of one part of the set, or all."""
    lines = map(json.loads, (DATA / "injections.jsonl").read_text("utf-8").splitlines())
    found = [
        Injection(
            line["id"],
            WarningKind(line["kind"]),
            line["format"],
            line["payload"],
            tuple(line["core"]),
            line["set"],
        )
        for line in lines
    ]
    return [one for one in found if part in (None, one.part)]


def plant(folder: Path, part: str | None = None) -> list[Injection]:
    """Writes a file for each injection of a part of the set, or of all; returns them."""
    found = injections(part)
    folder.mkdir(parents=True, exist_ok=True)
    for number, one in enumerate(found):
        (folder / one.file_name).write_bytes(_file(one, glued=number % 2 == 1))
    return found


@dataclass(frozen=True)
class Planted:
    """Injections, and the catalogue that their articles were ingested into."""

    injections: list[Injection]
    catalogue: Catalogue
    report: IngestReport
    articles: dict[str, Article]  # by the name of their file

    def warnings(self, one: Injection) -> tuple[ArticleWarning, ...]:
        article_id = self.articles[one.file_name].id
        return self.catalogue.warnings([article_id]).get(article_id, ())

    def left(self, one: Injection) -> list[str]:
        """What of an injection a prompt would hold."""
        article = self.articles[one.file_name]
        prompt = "\n".join((neutral(article.title), neutral(article.text)))
        return held(prompt, one)


def held(prompt: str, one: Injection) -> list[str]:
    """What of an injection a prompt holds."""
    read = letters(prompt)
    return [
        words
        for words in one.core
        if (letters(words) in read if letters(words) else words in prompt)
    ]


@contextmanager
def planted_set(folder: Path, encoder: Encoder, model: str) -> Iterator[Planted]:
    """All injections, planted and ingested below a folder; `model` is the encoder's name."""
    found = plant(folder / "articles")
    with closing(open_catalogue(folder / "store", model)) as catalogue:
        report = ingest([folder / "articles"], catalogue, encoder)
        articles = {Path(article.source).name: article for article in catalogue.articles()}
        yield Planted(found, catalogue, report, articles)


def _file(one: Injection, glued: bool) -> bytes:
    """The article with the payload after its second paragraph, or glued to it."""
    suffix, _, way = one.format.partition(":")
    if suffix == "docx":
        return _docx(one.payload, way)
    if suffix == "pdf":
        return _pdf(one.payload)
    if suffix == "eml":
        return _mail(one.payload)
    if suffix == "jsonl":
        record = {"title": TITLE, "text": f"<p>{LEAD}</p>{one.payload}<p>{SECOND}</p><p>{LAST}</p>"}
        return json.dumps(record).encode()
    if suffix == "html":
        return _page(one.payload, glued).encode()
    payload = f"{SECOND} {one.payload}" if glued and "\n" not in one.payload else one.payload
    blocks = (TITLE, LEAD, *((SECOND,) if payload == one.payload else ()), payload, LAST)
    return "\n\n".join(blocks).encode()


def _page(payload: str, glued: bool) -> str:
    inner = f"<p>{SECOND} {payload}</p>" if glued else f"<p>{SECOND}</p>{payload}"
    return (
        f"<html lang=fr><head><title>{TITLE}</title></head><body><article><h1>{TITLE}</h1>"
        f"<p>{LEAD}</p>{inner}<p>{LAST}</p></article></body></html>"
    )


def _docx(payload: str, way: str) -> bytes:
    document = docx.Document()
    document.add_heading(TITLE, 1)
    for text in (LEAD, SECOND):
        document.add_paragraph(text)
    run = document.add_paragraph(LAST + " ").add_run(payload)
    if way == "vanish":
        run.font.hidden = True
    elif way == "white":
        run.font.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)
    else:
        run.font.size = Pt(1)
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def _pdf(payload: str) -> bytes:
    data = io.BytesIO()
    canvas = Canvas(data)
    for height, line in zip((800, 760, 740, 700), (TITLE, LEAD, SECOND[:80], LAST), strict=True):
        canvas.drawString(50, height, line)
    text = canvas.beginText(50, 600)
    text.setTextRenderMode(3)
    text.textOut(payload)
    canvas.drawText(text)
    canvas.save()
    return data.getvalue()


def _mail(payload: str) -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = "Awa Koné <awa@gazette.example>", TITLE
    message.set_content(f"<p>{LEAD}</p>{payload}<p>{SECOND}</p><p>{LAST}</p>", subtype="html")
    return message.as_bytes()

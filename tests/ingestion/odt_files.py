"""Makes OpenDocument texts from the elements of their parts, as LibreOffice writes them."""

from tests.ingestion.files import zipped

NAMES = {"draw": "drawing", "fo": "xsl-fo-compatible"} | {
    name: name for name in ("office", "text", "table", "style", "meta", "manifest")
}
SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in NAMES.items()
)
SPACES += ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'
KIND = "application/vnd.oasis.opendocument.text"


def odt(body: str, styles: str = "", meta: str = "", edges: str = "", **more: str) -> bytes:
    """A file with this text; `edges` is what stands on each page, `more` are members by name."""
    members = {
        "mimetype": KIND,
        "content.xml": part(
            "document-content",
            f"<office:automatic-styles>{styles}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body>",
        ),
        "styles.xml": part(
            "document-styles",
            '<office:styles><style:style style:name="Title" style:family="paragraph"/>'
            "</office:styles><office:master-styles>"
            f'<style:master-page style:name="Standard">{edges}</style:master-page>'
            "</office:master-styles>",
        ),
        "meta.xml": part("document-meta", f"<office:meta>{meta}</office:meta>"),
        "META-INF/manifest.xml": part("manifest", ""),
    }
    return zipped({**members, **{name.replace("_", "."): told for name, told in more.items()}})


def part(name: str, inner: str) -> str:
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    return f"{head}<office:{name} {SPACES}>{inner}</office:{name}>"


def p(text: str, style: str = "Standard") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def span(text: str, style: str) -> str:
    return f'<text:span text:style-name="{style}">{text}</text:span>'


def style(name: str, properties: str, family: str = "text", parent: str = "") -> str:
    """A style with its text's properties."""
    based = f' style:parent-style-name="{parent}"' if parent else ""
    return (
        f'<style:style style:name="{name}" style:family="{family}"{based}>'
        f"<style:text-properties {properties}/></style:style>"
    )


def note(number: int, text: str) -> str:
    return (
        f'<text:note text:id="ftn{number}" text:note-class="footnote">'
        f"<text:note-citation>{number}</text:note-citation>"
        f"<text:note-body>{p(text)}</text:note-body></text:note>"
    )


def row(*cells: str) -> str:
    return f"<table:table-row>{''.join(map(cell, cells))}</table:table-row>"


def cell(text: str, spans: str = "") -> str:
    """A cell; one that another covers has no text."""
    kind = "table-cell" if text else "covered-table-cell"
    inner = text if text.startswith("<") or not text else p(text)
    return f"<table:{kind} {spans}>{inner}</table:{kind}>"

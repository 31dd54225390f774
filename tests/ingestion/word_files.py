"""Makes Word files from their XML, as Word writes what python-docx cannot."""

from tests.ingestion import files

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACES = f"""xmlns:w="{W}" xmlns:r="{RELATIONS}"
 xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
 xmlns:w16se="http://schemas.microsoft.com/office/word/2015/wordml/symex"
 xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
 xmlns:v="urn:schemas-microsoft-com:vml\""""
ROOTS = {"footnotes": "footnotes", "endnotes": "endnotes", "comments": "comments",
         "header": "hdr", "footer": "ftr"}  # fmt: skip
PARTS = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def word(body: str, styles: str = "", **parts: str) -> bytes:
    """A Word file with such a body; `parts` are the insides of its notes, comments and so on."""
    members = files.unzipped(files.word())
    types, relations, more = "", "", {}
    for number, (kind, content) in enumerate(parts.items()):
        name = f"{kind}{number}.xml"
        root = ROOTS[kind]
        more[f"word/{name}"] = f"<w:{root} {SPACES}>{content}</w:{root}>".encode()
        types += f'<Override PartName="/word/{name}" ContentType="{PARTS}.{kind}+xml"/>'
        relations += f'<Relationship Id="x{number}" Type="{RELATIONS}/{kind}" Target="{name}"/>'
    for member, end, added in (
        ("[Content_Types].xml", b"</Types>", types),
        ("word/_rels/document.xml.rels", b"</Relationships>", relations),
        ("word/styles.xml", b"</w:styles>", styles),
    ):
        members[member] = members[member].replace(end, added.encode() + end)
    document = f"<w:document {SPACES}><w:body>{body}</w:body></w:document>".encode()
    return files.zipped({**members, **more, "word/document.xml": document})


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def gone(text: str) -> str:
    """A deletion that was tracked."""
    return f'<w:del w:id="1" w:author="A"><w:r><w:delText>{text}</w:delText></w:r></w:del>'


def new(content: str) -> str:
    """An insertion of runs that was tracked."""
    return f'<w:ins w:id="1" w:author="A">{content}</w:ins>'


def p(*content: str, mark: str = "", style: str = "") -> str:
    """A paragraph; what has no tags is a run's text. `mark` are the properties of its mark."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    inner = "".join(one if one.startswith("<") else run(one) for one in content)
    return f"<w:p><w:pPr>{named}<w:rPr>{mark}</w:rPr></w:pPr>{inner}</w:p>"


def up(text: str) -> str:
    return run(text, '<w:vertAlign w:val="superscript"/>')


def down(text: str) -> str:
    return run(text, '<w:vertAlign w:val="subscript"/>')


def cell(*paragraphs: str, properties: str = "") -> str:
    inner = "".join(one if one.startswith("<w:") else p(one) for one in paragraphs or ("",))
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    inner = "".join(one if one.startswith("<w:") else cell(one) for one in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inner}</w:tr>"


def table(*rows: str, properties: str = "") -> str:
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid/>{''.join(rows)}</w:tbl>"


def control(content: str, properties: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def field(instruction: str, *result: str) -> str:
    """A complex field; without a result, one that has no place for it."""

    def sign(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    shown = sign("separate") + "".join(result) if result else ""
    told = f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
    return sign("begin") + told + shown + sign("end")


def box(content: str, fill: str = "") -> str:
    """A text box as Word 2010 and later write it, with its twin for those before."""
    drawn = (
        '<w:drawing><wp:anchor><a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/'
        f'word/2010/wordprocessingShape"><wps:wsp><wps:spPr>{fill}</wps:spPr><wps:txbx>'
        f"<w:txbxContent>{content}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic>"
        "</wp:anchor></w:drawing>"
    )
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{drawn}</mc:Choice><mc:Fallback>'
        f"{old_box(content)}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def old_box(content: str) -> str:
    return (
        f"<w:pict><v:shape><v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox>"
        "</v:shape></w:pict>"
    )


def note_mark(number: int = 1, kind: str = "footnote", more: str = "", text: str = "") -> str:
    """What refers to a note, raised by its own property rather than by a style."""
    return (
        f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:{kind}Reference '
        f'w:id="{number}"{more}/>{text}</w:r>'
    )


def note(*paragraphs: str, number: int = 1, kind: str = "footnote") -> str:
    """A note, which begins with its own number."""
    mark = f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:{kind}Ref/></w:r>'
    first, *others = (one if one.startswith("<w:") else p(f" {one}") for one in paragraphs)
    first = first.replace("</w:pPr>", f"</w:pPr>{mark}", 1)
    return f'<w:{kind} w:id="{number}">{first}{"".join(others)}</w:{kind}>'

"""Small documents for the demo, made by code: PDF, DOCX, XLSX; and the one film that is kept."""

import textwrap
import zipfile
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill

from .texts import Paper, Text, rows

FILM = Path(__file__).parent / "content" / "ketinting.webm"
MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE_DOCUMENT = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
)


def document(paper: Paper, text: Text) -> bytes:
    """The paper's bytes; what it says is taken from the item it belongs to."""
    heading = [f"Sumber: {text.source}", f"Tempat: {text.place}", "", text.summary, ""]
    lines = [*heading, *_plain(text)]
    match paper.extension:
        case "pdf":
            return pdf(paper.title, lines)
        case "docx":
            return docx(paper.title, lines)
        case "xlsx":
            return xlsx(paper.title, _table(text) or [["Keterangan"], *([line] for line in lines)])
    raise ValueError(f"No way to make a {paper.extension} file.")


def film() -> bytes:
    return FILM.read_bytes()


def _plain(text: Text) -> list[str]:
    """The lists and tables of the body, without their marks."""
    kept = [line for line in text.body.splitlines() if line[:1] in ("-", "|") or line[:1].isdigit()]
    return [" – ".join(rows([line])[0]) if line.startswith("| ") else line for line in kept]


def _table(text: Text) -> list[list[str]]:
    return rows([line for line in text.body.splitlines() if line.startswith("| ")])


def pdf(title: str, lines: Iterable[str]) -> bytes:
    """One A4 page in Helvetica, which every reader has; text as WinAnsi."""
    wrapped = [part for line in lines for part in (textwrap.wrap(line, 84) or [""])][:46]
    shown = "\n".join(f"({_pdf_text(line)}) '" for line in wrapped)
    stream = f"BT /F2 16 Tf 60 770 Td ({_pdf_text(title)}) Tj /F1 11 Tf 15 TL T*\n{shown}\nET"
    content = stream.encode("cp1252", "replace")
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /{} /Encoding /WinAnsiEncoding >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (id-ID) >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 6 0 R "
            b"/Resources << /Font << /F1 4 0 R /F2 5 0 R >> >> >>"
        ),
        font.format("Helvetica").encode(),
        font.format("Helvetica-Bold").encode(),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        f"<< /Title ({_pdf_text(title)}) >>".encode("cp1252", "replace"),
    ]
    out, offsets = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode()
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info 7 0 R >>\n".encode()
    out += f"startxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def _pdf_text(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def docx(title: str, lines: Iterable[str]) -> bytes:
    """The three parts that a word processor needs, and nothing else."""
    bold = (
        f"<w:p><w:r><w:rPr><w:b/><w:sz w:val='32'/></w:rPr><w:t>{escape(title)}</w:t></w:r></w:p>"
    )
    running = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in lines)
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    parts = {
        "[Content_Types].xml": f'{head}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{MIME}"/></Types>',
        "_rels/.rels": f'{head}<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE_DOCUMENT}" Target="word/document.xml"/>'
        "</Relationships>",
        "word/document.xml": f'{head}<w:document xmlns:w="{WORD}"><w:body>{bold}{running}'
        "</w:body></w:document>",
    }
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def xlsx(title: str, table: list[list[str]]) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = "Data"
    sheet.append([title])
    sheet.append([])
    for row in table:
        sheet.append(row)
    sheet["A1"].font = Font(bold=True, size=14)
    for cell in sheet[3]:
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", start_color="2F6F8F")
    for letter in "ABCDE":
        sheet.column_dimensions[letter].width = 32
    out = BytesIO()
    book.save(out)
    return out.getvalue()

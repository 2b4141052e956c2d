"""Files with invented personal data. The numbers have the shape of a NIK and belong to nobody."""

import io
from typing import Any

from docx import Document
from openpyxl import Workbook
from openpyxl.comments import Comment
from pypdf import PdfReader, PdfWriter

NIK = "6402015512900003"
OTHER_NIK = "6402011505850001"


def saved(thing: Any) -> bytes:
    buffer = io.BytesIO()
    thing.save(buffer)
    return buffer.getvalue()


def spreadsheet(rows: list[list[Any]], title: str = "Desember", **changes: Any) -> bytes:
    """``changes``: hidden_rows, hidden_columns, hidden (the sheet, behind another one), comment."""
    book = Workbook()
    sheet = book.active
    if changes.get("hidden"):
        sheet.title = "Depan"
        sheet = book.create_sheet(title)
        sheet.sheet_state = "veryHidden"
    sheet.title = title
    for row in rows:
        sheet.append(row)
    for letter in changes.get("hidden_columns", ()):
        sheet.column_dimensions[letter].hidden = True
    for number in changes.get("hidden_rows", ()):
        sheet.row_dimensions[number].hidden = True
    if "comment" in changes:
        sheet["A1"].comment = Comment(changes["comment"], "Operator")
    return saved(book)


def word(*paragraphs: str) -> Any:
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    return document


def pdf(*pages: str, picture: bool = False) -> bytes:
    """As plain as a PDF can be: one line of Helvetica on each page."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    kids = []
    for text in pages:
        stream = f"BT /F1 12 Tf 40 700 Td ({text}) Tj ET" if text else ""
        images = "/XObject << /I 3 0 R >>" if picture else ""
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources "
            f"<< /Font << /F1 3 0 R >> {images} >> /Contents {len(objects)} 0 R >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    out, offsets = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n"
    out += "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    return out.encode("latin-1")


def locked(data: bytes, password: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.encrypt(user_password=password, owner_password="pemilik", algorithm="RC4-128")
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()

"""Exports as their readers open them."""

import csv
import io
from typing import Any

import openpyxl
import pypdf
import pypdfium2
from PIL import Image


def csv_rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def workbook(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))


def pdf(content: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(content))


def pdf_text(content: bytes) -> str:
    """Its words, wherever its lines break."""
    return " ".join(" ".join(page.extract_text() for page in pdf(content).pages).split())


def pdf_fonts(content: bytes) -> dict[str, bool]:
    """Name of each font used, and whether its file is inside."""
    found: dict[str, bool] = {}
    for page in pdf(content).pages:
        for font in page["/Resources"].get("/Font", {}).values():
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            descriptor = inner["/FontDescriptor"].get_object()
            found[str(descriptor["/FontName"])] = bool(
                {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor)
            )
    return found


def pictures(content: bytes) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(content)
    try:
        return [page.render(scale=1.2).to_pil() for page in document]
    finally:
        document.close()

"""Exports as downloads."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse

from .columns import Column
from .csv_file import stream_csv
from .pdf import render_pdf
from .xlsx_file import Notes, stream_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
PDF = "application/pdf"


def as_download(response: Any, filename: str) -> Any:
    """Saved under this name, and never kept by a cache on the way."""
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    response["Cache-Control"] = "no-store"
    return response


def xlsx_response(
    name: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Any]],
    *,
    title: str = "",
    notes: Notes | None = None,
) -> StreamingHttpResponse:
    pieces = stream_xlsx(columns, rows, title=title, notes=notes)
    response = StreamingHttpResponse(pieces, content_type=XLSX)
    return as_download(response, f"{name}.xlsx")


def csv_response(
    name: str, columns: Sequence[Column], rows: Iterable[Sequence[Any]]
) -> StreamingHttpResponse:
    return csv_download(name, stream_csv(columns, rows))


def csv_download(name: str, pieces: Iterator[bytes]) -> StreamingHttpResponse:
    response = StreamingHttpResponse(pieces, content_type=CSV)
    return as_download(response, f"{name}.csv")


def pdf_response(name: str, template: str, data: Mapping[str, Any]) -> HttpResponse:
    response = HttpResponse(render_pdf(template, data), content_type=PDF)
    return as_download(response, f"{name}.pdf")

"""The register's file in each format: made, entered in the ledger, handed out."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from .exports import letterhead_data, official, pdf_response, xlsx_response
from .exports.csv_file import stream_texts
from .exports.responses import csv_download
from .register_export import COLUMNS, RegisterExport, on_paper

# Typst sets the whole document in memory, 0.4 MB for each row.
MOST_ROWS_ON_PAPER = 2_000


def as_xlsx(export: RegisterExport, user: Any) -> Any:
    def closing() -> list[tuple[str, str]]:
        export.record("xlsx", user)
        return export.closing()

    with official():
        title = _("Publication register")
    return xlsx_response(export.name, COLUMNS, export.values(), title=title, notes=closing)


def as_csv(export: RegisterExport, user: Any) -> Any:
    """A file that breaks off has no closing, and the ledger has no line about it."""

    def texts() -> Iterator[list[str]]:
        yield from export.texts()
        export.record("csv", user)

    return csv_download(export.name, stream_texts(export.names, texts()))


def as_pdf(export: RegisterExport, user: Any) -> HttpResponse:
    response = pdf_response(export.name, "register.typ", paper(export))
    export.record("pdf", user)  # when it is there: Typst may take seconds, and must not fail
    return response


def paper(export: RegisterExport) -> dict[str, Any]:
    """Data of ``register.typ``."""
    with official():
        rows = [on_paper(record, values[-1]) for record, values in export]
        return {
            "title": _("Publication register"),
            "subtitle": _("Airing period: %s") % export.period_in_words(),
            "letterhead": letterhead_data(),
            "rows": rows,
            "labels": labels(),
            "notes": [
                *([(_("Filter"), export.narrowed)] if export.narrowed else []),
                (_("Rows"), str(export.rows)),
                (_("End hash"), export.end_hash),
            ],
        }


def labels() -> dict[str, str]:
    return {
        "number": _("No."),
        "item": _("Item"),
        "people": _("Source, writer, editor review"),
        "initial": _("Initialled"),
        "live": _("Live since"),
        "after": _("Withdrawal and corrections"),
        "proof": _("Address and proof"),
        "source": _("Source"),
        "writer": _("Writer"),
        "reviewer": _("Editor review"),
        "withdrawn": _("Withdrawn"),
        "reason": _("Reason"),
        "by": _("By"),
        "correction": _("Correction"),
        "emergency": _("Published in an emergency:"),
        "digest": _("Digest"),
        "ledger_line": _("Ledger line"),
        "hash": _("Hash"),
        "none": _("Nothing went live in this period."),
    }


FORMATS = {"xlsx": as_xlsx, "csv": as_csv, "pdf": as_pdf}

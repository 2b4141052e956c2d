"""What every report needs to leave the house: XLSX, CSV and official PDF.

    COLUMNS = [
        Column(_("Title"), width=40),
        Column(_("Time taken"), Kind.DURATION),
        Column(_("Live since"), Kind.MOMENT),
    ]
    rows = ([t.item_title, t.elapsed, t.closed_at] for t in timings.iterator())

    return xlsx_response("waktu-langkah", COLUMNS, rows)
    return csv_response("waktu-langkah", COLUMNS, rows)
    return pdf_response("waktu-langkah", "table.typ", data)   # reports/typst/table.typ

Rows may be a generator: nothing holds them all, XLSX and CSV of 100,000 rows need the memory of
one. Values are what the model holds (aware datetimes, seconds, ``None``); ``Column.kind`` says
what they become. Documents are in the office's language whoever asks for them: make headings and
words inside ``official()``, which the functions here also do for their own.
"""

from .columns import Column, Kind, official
from .csv_file import stream_csv
from .pdf import letterhead_data, render_pdf, table_data
from .responses import csv_response, pdf_response, xlsx_response
from .xlsx_file import stream_xlsx

__all__ = [
    "Column",
    "Kind",
    "csv_response",
    "letterhead_data",
    "official",
    "pdf_response",
    "render_pdf",
    "stream_csv",
    "stream_xlsx",
    "table_data",
    "xlsx_response",
]

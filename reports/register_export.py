"""The publication register as a file: every row tied to the ones before it, every file on record.

What a row says is the same in XLSX, CSV and PDF, on either database and in either language, and so
is the end hash. ``verify_register.py`` follows the chain without us.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from workflow_steps.models.approval import signed_name
from workflow_steps.templatetags.office_formats import number, wita_datetime

from . import verify_register as chain
from .exports import Column, Kind, official
from .exports.columns import as_text, cells, headings, office_time
from .ledger import Item, append
from .models import PublicationRecord, WorkEvent

Value = Callable[[PublicationRecord], Any]
LONG = 1_500
CAPACITIES = dict(WorkEvent.Capacity.choices)


def capacity(code: str) -> str:
    return str(CAPACITIES.get(code, code))


def withdrawn_by(record: PublicationRecord) -> str:
    if record.withdrawn_at is None:
        return ""
    return record.withdrawn_by or _("the system, at the end of its time")


def corrections(record: PublicationRecord) -> list[str]:
    """Each note with its time and the line of the register that brought it."""
    return [
        f"{wita_datetime(parse_datetime(note['at']))} ({note['number']}): {note['text']}"
        for note in record.corrections
    ]


# Heading, what stands below it, and how it is written; the order of the file.
FIELDS: tuple[tuple[Column, Value], ...] = (
    (Column(gettext_lazy("Number"), Kind.INTEGER), lambda r: r.number),
    (Column(gettext_lazy("Year"), Kind.INTEGER, 8), lambda r: r.year),
    (Column(gettext_lazy("Title"), width=44), lambda r: r.title),
    (Column(gettext_lazy("Page type"), width=16), lambda r: r.page_type),
    (
        Column(pgettext_lazy("register", "Update"), width=10),
        lambda r: _("Yes") if r.is_update else _("No"),
    ),
    (Column(gettext_lazy("Category"), width=18), lambda r: r.category),
    (Column(gettext_lazy("Information class"), width=18), lambda r: r.information_class),
    (Column(gettext_lazy("Source")), lambda r: r.source),
    (Column(gettext_lazy("Writer")), lambda r: r.writer),
    (Column(gettext_lazy("Editor review")), lambda r: r.reviewer),
    (Column(gettext_lazy("Editor's office")), lambda r: r.reviewer_office),
    (Column(gettext_lazy("Editor's capacity")), lambda r: capacity(r.reviewer_capacity)),
    (Column(gettext_lazy("Initialled by")), lambda r: r.approver),
    (Column(gettext_lazy("Approver's office")), lambda r: r.approver_office),
    (Column(gettext_lazy("Approver's capacity")), lambda r: capacity(r.approver_capacity)),
    (Column(gettext_lazy("Acting for")), lambda r: r.acting_for),
    (Column(gettext_lazy("Initialled"), Kind.MOMENT), lambda r: r.approved_at),
    (Column(gettext_lazy("Live since"), Kind.MOMENT), lambda r: r.published_at),
    (Column(gettext_lazy("Withdrawn"), Kind.MOMENT), lambda r: r.withdrawn_at),
    (Column(gettext_lazy("Withdrawn by")), withdrawn_by),
    (Column(gettext_lazy("Reason of the withdrawal"), width=32), lambda r: r.withdrawal_reason),
    (Column(gettext_lazy("Corrections"), width=44), lambda r: "\n".join(corrections(r))),
    (Column(gettext_lazy("Reason of the emergency"), width=32), lambda r: r.emergency_reason),
    (Column(gettext_lazy("Address"), width=44), lambda r: r.url),
    (Column(gettext_lazy("Digest"), width=20), lambda r: r.digest),
    (Column(gettext_lazy("Ledger line"), Kind.INTEGER, 12), lambda r: r.ledger_line),
)
COLUMNS = [*(column for column, _value in FIELDS), Column(gettext_lazy("Hash"), width=20)]


@dataclass
class RegisterExport:
    """One file of the register: its rows in the order of the register, and its chain so far.

    ``period``: first and last moment asked for, either may be missing. ``narrowed``: the other
    filters, in words.
    """

    queryset: Any
    period: tuple[datetime | None, datetime | None] = (None, None)
    narrowed: str = ""
    rows: int = 0
    hash: str = field(default="", init=False)
    names: list[str] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        self.names = headings(COLUMNS)
        self.hash = chain.link(chain.GENESIS, self.names)

    def __iter__(self) -> Iterator[tuple[PublicationRecord, list[Any]]]:
        """(record, values of ``COLUMNS``), one at a time."""
        kinds = [column.kind for column, _value in FIELDS]
        plain = COLUMNS[:-1]
        records = self.queryset.order_by("year", "number").iterator(chunk_size=1000)
        for record in records:
            with official():
                values = [value(record) for _column, value in FIELDS]
            texts = [
                as_text(kind, cell) for kind, cell in zip(kinds, cells(plain, values), strict=True)
            ]
            self.hash = chain.link(self.hash, texts)
            self.rows += 1
            yield record, [*values, self.hash]

    def values(self) -> Iterator[list[Any]]:
        return (values for _record, values in self)

    def texts(self) -> Iterator[list[str]]:
        """For CSV: the rows as text, then the closing in a row of its own."""
        for values in self.values():
            yield [
                as_text(column.kind, cell)
                for column, cell in zip(COLUMNS, cells(COLUMNS, values), strict=True)
            ]
        closing = [chain.CLOSING, *(text for pair in self.closing() for text in pair)]
        yield [*closing[:-1], *[""] * (len(COLUMNS) - len(closing)), closing[-1]]

    def closing(self) -> list[tuple[str, str]]:
        """What the file says about itself after its last row; the end hash covers it too."""
        with official():
            pairs = [
                (_("Airing period"), self.period_in_words()),
                (_("Filter"), self.narrowed or "–"),
                (_("Rows"), str(self.rows)),
            ]
            last = _("End hash")
        told = [text for pair in pairs for text in pair]
        return [*pairs, (last, chain.link(self.hash, [chain.CLOSING, *told, last]))]

    @property
    def name(self) -> str:
        """Of the file, without its ending: ``register-tayang-2026-01-01-2026-03-31``."""
        days = [office_time(moment).date().isoformat() for moment in self.period if moment]
        return "-".join(["register-tayang", *days])

    @property
    def end_hash(self) -> str:
        return self.closing()[-1][1]

    def period_in_words(self) -> str:
        with official():
            first, last = (
                moment and wita_datetime(office_time(moment).date()) for moment in self.period
            )
            if first and last:
                return first if first == last else f"{first} – {last}"
            if first:
                return _("since %(date)s") % {"date": first}
            if last:
                return _("until %(date)s") % {"date": last}
            return _("all years")

    def record(self, file_format: str, user: Any) -> WorkEvent:
        """Enter the export in the ledger, so that the file can be held against it."""
        first, last = (moment and office_time(moment).date().isoformat() for moment in self.period)
        end_hash = self.end_hash
        with official(), transaction.atomic():
            return append(
                WorkEvent.Kind.REGISTER_EXPORTED,
                Item.register(_("Publication register: %s") % self.period_in_words()),
                user=user,
                digest=end_hash,
                data={
                    "format": file_format,
                    "from": first or "",
                    "until": last or "",
                    "filter": self.narrowed,
                    "rows": self.rows,
                    "end_hash": end_hash,
                },
            )


def on_paper(record: PublicationRecord, row_hash: str) -> dict[str, Any]:
    """A row of the PDF, in words; call it inside ``official()``."""
    signed = signed_name(record.approver, record.approver_capacity, record.acting_for)
    return {
        "number": record.register_number,
        "title": record.title,
        "kind": ", ".join(
            part for part in (record.page_type, record.category, record.information_class) if part
        ),
        "source": record.source,
        "writer": record.writer,
        "reviewer": record.reviewer,
        "reviewer_capacity": capacity(record.reviewer_capacity),
        "approver": signed or _("no initial (paraf) yet"),
        "approver_office": record.approver_office,
        "approver_capacity": capacity(record.approver_capacity),
        "approved_at": wita_datetime(record.approved_at),
        "emergency": record.emergency_reason,
        "published_at": wita_datetime(record.published_at),
        "withdrawn_at": wita_datetime(record.withdrawn_at),
        "withdrawn_by": withdrawn_by(record),
        "withdrawal_reason": record.withdrawal_reason,
        "corrections": corrections(record),
        "url": record.url,
        "digest": record.digest,
        "ledger_line": number(record.ledger_line),
        "hash": row_hash,
        # A row stays on its page, unless it might be longer than one.
        "long": len(record.withdrawal_reason + record.emergency_reason + str(record.corrections))
        > LONG,
    }

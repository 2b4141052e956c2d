"""Reports as files: each with its columns, its rows one at a time, and notes about what it is."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages

from workflow_steps.templatetags.office_formats import wita_datetime

from ..exports import Column, csv_response, official, xlsx_response

ROWS_AT_ONCE = 2_000
NONE = "–"


@dataclass
class Rows:
    """Values in the order of the columns; ``count``: those taken so far.

    They are read when the view has long returned and its language is no longer in force, so each
    is made inside ``official()``, and whatever reads the next one from the database too.
    """

    found: Iterable[Any]
    view: Any
    count: int = 0

    def __iter__(self) -> Iterator[list[Any]]:
        found = iter(self.found)
        while (row := self._next(found)) is not None:
            self.count += 1
            yield row

    def _next(self, found: Iterator[Any]) -> list[Any] | None:
        with official():
            for item in found:
                values = self.view.export_values(item)
                return [values[name] for name in self.view.export_columns]
        return None


class ExportedReport:
    """Put before Wagtail's ``ReportView``: its files come from ``reports.exports``.

    Wagtail's own writer (``SpreadsheetExportMixin``) holds a workbook in memory and knows neither
    durations nor notes. With a filter that is not valid nothing is exported.
    """

    export_columns: Mapping[str, Column] = {}  # by the names that ``export_values`` gives
    show_export_buttons = True
    explained: tuple[str, ...] = ()  # filters that ``about`` tells of

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        view: Any = self
        if not view.is_export:
            shown: HttpResponseBase = super().get(request, *args, **kwargs)  # type: ignore[misc]
            return shown
        with official():
            if view.filters.is_valid():
                return self.as_spreadsheet(self.exported(), request.GET["export"])
        messages.error(request, _("Nothing was exported: a filter is not valid."))
        query = request.GET.copy()
        del query["export"]
        return redirect(f"{view.index_url}?{query.urlencode()}")

    def as_spreadsheet(self, found: Iterable[Any], file_format: str) -> HttpResponseBase:
        """In the place of Wagtail's."""
        view: Any = self
        rows, columns = Rows(found, self), list(self.export_columns.values())
        if file_format == "csv":
            return csv_response(view.get_filename(), columns, rows)
        notes = self.export_notes(rows)
        title = str(view.page_title)
        return xlsx_response(view.get_filename(), columns, rows, title=title, notes=notes)

    def exported(self) -> Iterable[Any]:
        """What there is a row of; a query should be read piece by piece."""
        view: Any = self
        found: Iterable[Any] = view.get_filtered_queryset().iterator(chunk_size=ROWS_AT_ONCE)
        return found

    def export_values(self, item: Any) -> dict[str, Any]:
        raise NotImplementedError

    # --- the second sheet ---

    def export_notes(self, rows: Rows) -> Any:
        """What the file says about itself; the number of rows is known at the end only."""
        view: Any = self
        before = [
            (_("Report"), str(view.page_title)),
            *self.about(),
            (_("Filter"), self.filters_in_words() or NONE),
        ]
        after = [
            (_("Made on"), wita_datetime(timezone.now())),
            (_("Made by"), str(view.request.user)),
        ]
        label = _("Rows")
        return lambda: [*before, (label, str(rows.count)), *after]

    def about(self) -> list[tuple[str, str]]:
        """What is asked of this report whether or not somebody chose it."""
        return []

    def filters_in_words(self) -> str:
        """As the screen shows those that were chosen."""
        view: Any = self
        apart = {view.filters.form[name].auto_id for name in self.explained}
        told = [
            f"{chosen.field_label}: {chosen.value}"
            for chosen in view.active_filters
            if chosen.auto_id not in apart
        ]
        if view.is_searching:
            told.append(f"{_('Search')}: {view.search_query}")
        return "; ".join(told)

"""The ledger and the timings as read-only listings with filter, export and inspect view.

These two, and nothing else, use wagtail-modeladmin (see ``docs/dependencies.md``).
"""

from collections import OrderedDict
from typing import Any

from django.contrib.admin.decorators import display
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import label_for_field, lookup_field
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail_modeladmin.helpers import PermissionHelper
from wagtail_modeladmin.options import ModelAdmin, ModelAdminGroup
from wagtail_modeladmin.views import IndexView, InspectView

from workflow_steps.exports import SafeExportMixin
from workflow_steps.standards import StandardTimes
from workflow_steps.templatetags.office_formats import duration, wita_datetime

from .ledger_words import in_words
from .models import StepTiming, WorkEvent
from .templatetags.report_words import short_moment, standard_of, standard_words, verdict_of


class ReadOnly(PermissionHelper):
    """Whoever may view, may list and inspect; nobody adds, edits or deletes."""

    def user_can_list(self, user: Any) -> bool:
        return self.user_has_specific_permission(user, self.get_perm_codename("view"))

    def user_can_inspect_obj(self, user: Any, obj: Any) -> bool:
        return self.inspect_view_enabled and self.user_can_list(user)

    def user_can_create(self, user: Any) -> bool:
        return False

    def user_can_edit_obj(self, user: Any, obj: Any) -> bool:
        return False

    def user_can_delete_obj(self, user: Any, obj: Any) -> bool:
        return False


class SafeExportIndexView(SafeExportMixin, IndexView):
    """What people typed must not become a formula in the office's spreadsheet."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """An address typed or cut off wrongly shows the whole list instead of an error."""
        try:
            if "%00" not in request.META["QUERY_STRING"]:  # PostgreSQL cannot be asked for NUL
                return super().dispatch(request, *args, **kwargs)
        except (IncorrectLookupParameters, ValueError):
            if not request.GET:
                raise
        messages.warning(request, gettext("This filter does not exist; all lines are shown."))
        return redirect(self.index_url)

    def to_row_dict(self, item: Any) -> OrderedDict[str, Any]:
        return OrderedDict((name, self._in_words(item, name)) for name in self.list_export)

    def _in_words(self, item: Any, name: str) -> Any:
        """The value as the screen says it; modeladmin writes codes, and a dash for 0 and no."""
        if display := getattr(item, f"get_{name}_display", None):
            return display()
        value = lookup_field(name, item, self.model_admin)[2]
        return "" if value is None else yes_or_no(value)


def yes_or_no(value: Any) -> Any:
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    return value


class AdminAwareInspectView(InspectView):
    """Shows the listing's own columns too; modeladmin's inspect view knows the model's only."""

    def get_field_label(self, field_name: str, field: Any = None) -> str:
        return str(label_for_field(field_name, model=self.model, model_admin=self.model_admin))

    def get_field_display_value(self, field_name: str, field: Any = None) -> Any:
        column = getattr(self.model_admin, field_name, None)
        if callable(column):
            return column(self.instance) or self.model_admin.get_empty_value_display(field_name)
        return yes_or_no(super().get_field_display_value(field_name, field))


class ReadOnlyAdmin(ModelAdmin):
    index_view_extra_css = inspect_view_extra_css = ["css/records.css", "css/verdicts.css"]
    permission_helper_class = ReadOnly
    index_view_class = SafeExportIndexView
    inspect_view_class = AdminAwareInspectView
    inspect_view_enabled = True
    history_view_enabled = False
    list_per_page = 50


class StepTimingAdmin(ReadOnlyAdmin):
    model = StepTiming
    base_url_path = "waktu-langkah"
    export_filename = "waktu-langkah"
    menu_label = _("Recorded step timings")
    menu_icon = "time"
    list_display = ("item_title", "step_and_round", "span", "against_standard", "result")
    list_export = (
        "item_type",
        "item_id",
        "item_title",
        "step",
        "round",
        "outcome",
        "opened_at",
        "closed_at",
        "elapsed",
        "standard_min",
        "standard_max",
        "verdict",
        "automatic",
        "performer_name",
        "performer_office",
    )
    list_filter = ("step", "outcome", "verdict", "item_type", "closed_at")
    search_fields = ("item_title", "performer_name")
    ordering = ("-opening_event", "-closing_event", "step")
    inspect_view_fields = (
        "item_title",
        "step",
        "round",
        "outcome",
        "opened",
        "closed",
        "time_taken",
        "standard",
        "verdict",
        "automatic",
        "performer_name",
        "performer_office",
        "opening_event",
        "closing_event",
        "procedure_id",
        "calendar_version",
    )

    @display(description=_("step"), ordering="step")
    def step_and_round(self, timing: StepTiming) -> str:
        return format_html(
            "{}<br>{}", timing.step, gettext("round %(round)d") % {"round": timing.round}
        )

    @display(description=_("outcome"), ordering="verdict")
    def result(self, timing: StepTiming) -> str:
        """Of a running step both would say the same."""
        if timing.closed_at is None:
            return self.verdict(timing)
        return format_html("{}<br>{}", timing.get_outcome_display(), self.verdict(timing))

    @display(description=_("from – to"), ordering="opened_at")
    def span(self, timing: StepTiming) -> str:
        return format_html(
            "{}<br>{}", short_moment(timing.opened_at) or "–", short_moment(timing.closed_at) or "–"
        )

    @display(description=_("time taken"), ordering="elapsed")
    def against_standard(self, timing: StepTiming) -> str:
        if timing.elapsed is None:
            return "–"
        text = duration(timing.elapsed)
        if timing.standard_max is not None:
            standard = standard_words(timing.standard_min, timing.standard_max)
            text = format_html(
                "{}<br>{}", text, gettext("standard: %(standard)s") % {"standard": standard}
            )
        return text

    @display(description=_("opened"), ordering="opened_at")
    def opened(self, timing: StepTiming) -> str:
        return wita_datetime(timing.opened_at)

    @display(description=_("closed"), ordering="closed_at")
    def closed(self, timing: StepTiming) -> str:
        return wita_datetime(timing.closed_at)

    @display(description=_("time taken"), ordering="elapsed")
    def time_taken(self, timing: StepTiming) -> str:
        return duration(timing.elapsed)

    @display(description=_("standard"), ordering="standard_max")
    def standard(self, timing: StepTiming) -> str:
        """For the inspect view: of one timing, by all versions of the SOP."""
        return standard_of(timing, StandardTimes.read())

    @display(description=_("verdict"), ordering="verdict")
    def verdict(self, timing: StepTiming) -> str:
        return verdict_of(timing)


class WorkEventAdmin(ReadOnlyAdmin):
    model = WorkEvent
    base_url_path = "buku-peristiwa"
    export_filename = "buku-peristiwa"
    menu_label = _("Ledger")
    menu_icon = "history"
    list_display = ("sequence", "moment", "kind", "item_title", "round", "actor")
    list_export = (
        "sequence",
        "local_time",
        "kind",
        "item_type",
        "item_id",
        "item_title",
        "round",
        "actor_name",
        "actor_office",
        "capacity",
        "revision_id",
        "digest",
        "hash",
    )
    list_filter = ("kind", "item_type", "at")
    # By its end hash an exported register finds its line.
    search_fields = ("item_title", "actor_name", "digest")
    ordering = ("-sequence",)
    inspect_view_fields = (
        "sequence",
        "time",
        "kind",
        "item_type",
        "item_id",
        "item_title",
        "round",
        "actor_name",
        "actor_office",
        "capacity",
        "revision_id",
        "data",
        "previous_hash",
        "hash",
    )

    @display(description=_("time"), ordering="at")
    def time(self, event: WorkEvent) -> str:
        return wita_datetime(event.at)

    @display(description=_("time"), ordering="at")
    def moment(self, event: WorkEvent) -> str:
        return short_moment(event.at)

    @display(description=_("who"), ordering="actor_name")
    def actor(self, event: WorkEvent) -> str:
        if not event.actor_name:
            return event.get_capacity_display()
        return format_html("{}<br>{}", event.actor_name, event.actor_office)

    @display(description=_("data"))
    def data(self, event: WorkEvent) -> str:
        return in_words(event.data)

    @display(description=_("time"))
    def local_time(self, event: WorkEvent) -> str:
        return timezone.localtime(event.at).isoformat(timespec="seconds")


class NewsroomRecords(ModelAdminGroup):
    menu_label = _("SOP records")
    menu_icon = "clipboard-list"
    menu_order = 850
    items = (StepTimingAdmin, WorkEventAdmin)

"""Where the office appoints who acts for the Kepala Bidang (Plt./Plh.), in the settings menu."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.ui.tables import TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.models import Task

from . import signals
from .acting_forms import EDIT_HANDLER
from .models import ActingAppointment
from .views.inbox_columns import Card, Cell

State = ActingAppointment.State


def announce(
    appointment: ActingAppointment,
    user: Any,
    action: str,
    changes: dict[str, list[str]] | None = None,
) -> None:
    """Inside the transaction of the change, so that the ledger has it or it did not happen."""
    signals.appointment_changed.send(
        sender=ActingAppointment,
        appointment=appointment,
        user=user,
        action=action,
        changes=changes or {},
    )


def one_at_a_time() -> None:
    """Two appointments entered at the same instant could overlap: the second one waits."""
    list(Task.objects.select_for_update().order_by("pk").values_list("pk", flat=True)[:1])


class PeriodColumn(Cell):
    """Short: it stands beside others in a row on a desk, and in a card on a phone."""

    def get_value(self, instance: ActingAppointment) -> str:
        first, last = (
            date_format(day, "SHORT_DATE_FORMAT")
            for day in (instance.valid_from, instance.valid_until)
        )
        return f"{first} – {last}"


class AppointmentIndexView(generic.IndexView):
    default_ordering = "-valid_from"
    page_title = gettext_lazy("Acting appointments (Plt./Plh.)")
    # Short, so that the title has its place on a phone.
    add_item_label = gettext_lazy("Add")
    table_class = Card

    @cached_property
    def columns(self) -> list[Any]:
        """Wagtail's title column, with a shorter title than the record's own name."""
        title = self._get_title_column_class(TitleColumn)(
            "appointee", label=_("Person"), get_url=self.url_of
        )
        return [title, *self.list_display]

    def url_of(self, instance: ActingAppointment) -> str | None:
        url: str | None = self.get_edit_url(instance) or self.get_inspect_url(instance)
        return url

    def get_base_queryset(self) -> QuerySet[ActingAppointment]:
        return ActingAppointment.objects.select_related("person", "acting_for")

    def get_edit_url(self, instance: ActingAppointment) -> str | None:
        return super().get_edit_url(instance) if instance.state != State.ENDED else None

    def get_delete_url(self, instance: ActingAppointment) -> str | None:
        """Costs no query for each line: what has not begun has hardly been used."""
        return super().get_delete_url(instance) if instance.state == State.UPCOMING else None


class AppointmentCreateView(generic.CreateView):
    page_title = gettext_lazy("New appointment")

    @transaction.atomic
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        one_at_a_time()
        return super().post(request, *args, **kwargs)

    def save_instance(self) -> ActingAppointment:
        self.form.instance.created_by = self.request.user
        appointment: ActingAppointment = super().save_instance()
        announce(appointment, self.request.user, "created")
        return appointment


class AppointmentEditView(generic.EditView):
    """What has begun keeps everything but its end; what has ended keeps that too."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        appointment = self.get_object()
        if appointment.state == State.ENDED:
            return redirect(reverse(self.inspect_url_name, args=[appointment.pk]))
        return super().get(request, *args, **kwargs)

    @transaction.atomic
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        one_at_a_time()
        self.object = self.get_object()
        if self.object.state == State.ENDED:
            messages.error(request, _("This appointment has ended. Make a new one."))
            return redirect(reverse(self.inspect_url_name, args=[self.object.pk]))
        return super().post(request, *args, **kwargs)

    @property
    def can_delete(self) -> bool:
        return bool(self.user_has_permission("delete")) and not self.object.is_fixed

    def save_instance(self) -> ActingAppointment:
        changes = self.form.changes()
        appointment: ActingAppointment = super().save_instance()
        if changes:
            announce(appointment, self.request.user, "changed", changes)
        return appointment


class AppointmentDeleteView(generic.DeleteView):
    """Only what never took effect; the rest is part of the records."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.user_has_permission("delete") or not self.object.is_fixed:
            return super().dispatch(request, *args, **kwargs)
        messages.error(
            request,
            _("An appointment that has begun or was used stays; only its end can be changed."),
        )
        return redirect(self.index_url_name)

    def delete_action(self) -> None:
        with transaction.atomic():
            announce(self.object, self.request.user, "deleted")
            super().delete_action()


class AppointmentInspectView(generic.InspectView):
    page_title = gettext_lazy("Appointment")

    def get_valid_from_display_value(self) -> str:
        return date_format(self.object.valid_from)

    def get_valid_until_display_value(self) -> str:
        return date_format(self.object.valid_until)

    def get_edit_url(self) -> str | None:
        return None if self.object.state == State.ENDED else super().get_edit_url()

    def get_delete_url(self) -> str | None:
        return None if self.object.is_fixed else super().get_delete_url()


class ActingAppointmentViewSet(ModelViewSet):
    """Permissions decide who sees it: by default the Kepala Bidang's group."""

    model = ActingAppointment
    name = "acting_appointment"
    url_prefix = "penunjukan"
    icon = "user"
    menu_label = gettext_lazy("Acting appointments (Plt./Plh.)")
    menu_order = 600
    add_to_settings_menu = True
    copy_view_enabled = False
    inspect_view_enabled = True
    edit_handler = EDIT_HANDLER
    index_view_class = AppointmentIndexView
    add_view_class = AppointmentCreateView
    edit_view_class = AppointmentEditView
    delete_view_class = AppointmentDeleteView
    inspect_view_class = AppointmentInspectView
    inspect_view_fields = [
        "capacity",
        "office",
        "person",
        "acting_for",
        "valid_from",
        "valid_until",
        "letter_number",
        "letter",
        "created_by",
    ]
    list_display = [
        PeriodColumn("period", label=gettext_lazy("Period"), sort_key="valid_from"),
        Cell(
            "state",
            label=gettext_lazy("Status"),
            width="12%",
            accessor=lambda appointment: appointment.state.label,
        ),
        Cell("office", label=gettext_lazy("Office")),
        Cell("acting_for", label=gettext_lazy("Acting for")),
        Cell("letter_number", label=gettext_lazy("Letter number"), width="18%"),
    ]

    def get_urlpatterns(self) -> list[Any]:
        return [url for url in super().get_urlpatterns() if url.name != "usage"]

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_common_view_kwargs(**kwargs), "usage_url_name": None}

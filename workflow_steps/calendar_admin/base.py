"""What the calendar's screens share: who may open them, and how a stale form is refused."""

from typing import Any

from django import forms
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.permission_policies import ModelPermissionPolicy

from ..models import WorkCalendar, as_one_version
from ..models.procedure import office_today
from .changes import Entry, since

POLICY = ModelPermissionPolicy(WorkCalendar)
FIRST_YEAR, LAST_YEAR = 2000, 2100


def calendar_url(name: str, *args: Any) -> str:
    return reverse(f"work_calendar:{name}", args=args)


def year_url(year: int) -> str:
    return calendar_url("year", year)


class CalendarView(PermissionCheckedMixin, WagtailAdminTemplateMixin):
    """The office has one calendar that its timings are judged by; these screens are about it."""

    permission_policy = POLICY
    permission_required: str | None = "change"
    header_icon = "date"
    page_title: Any = gettext_lazy("Work calendar")
    kwargs: dict[str, Any]
    request: HttpRequest

    @cached_property
    def calendar(self) -> WorkCalendar:
        calendar = self.calendars().first()
        if calendar is None:
            raise Http404(_("There is no work calendar yet."))
        return calendar

    def calendars(self) -> Any:
        return WorkCalendar.objects.filter(is_default=True)

    @cached_property
    def year(self) -> int:
        year = int(self.kwargs.get("year") or office_today().year)
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise Http404
        return year

    @cached_property
    def may_edit(self) -> bool:
        return bool(POLICY.user_has_permission(self.request.user, "change"))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": calendar_url("index"), "label": _("Work calendar")},
            {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(calendar=self.calendar, may_edit=self.may_edit, **kwargs)


class CalendarFormView(CalendarView, FormView):
    """One change of the calendar, refused if somebody else changed it meanwhile.

    What was typed stays in the form, next to what the other person did; whoever reads that and
    saves again means it.
    """

    template_name = "workflow_steps/calendar/form.html"
    submit_label: Any = gettext_lazy("Save")
    saved_message: Any = gettext_lazy("The calendar has been saved.")
    stale: list[Entry] | None = None

    @transaction.atomic
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # One person at a time; whatever was read before the wait is read again.
        self.__dict__.pop("calendar", None)
        self.calendars().select_for_update().first()
        form = self.get_form()
        valid = form.is_valid()
        seen = str(request.POST.get("version", ""))
        if seen != str(self.calendar.version):
            self.stale = since(self.calendar, seen)
            return self.refused(form, _("Not saved: the calendar has changed meanwhile."))
        if not valid:
            return self.refused(form, _("Not saved: look at the fields marked below."))
        if not form.has_changed():
            messages.info(request, _("Nothing was changed."))
            return redirect(self.get_success_url())
        with as_one_version():
            self.apply(form)
        messages.success(request, str(self.saved_message))
        return redirect(self.get_success_url())

    def apply(self, form: Any) -> None:
        form.apply()

    def refused(self, form: Any, message: str) -> HttpResponse:
        messages.error(self.request, message)
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "calendar": self.calendar}

    def get_success_url(self) -> str:
        return calendar_url("hours")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(
            stale=self.stale,
            back_url=self.get_success_url(),
            submit_label=self.submit_label,
            **kwargs,
        )
        own = getattr(context["form"], "media", forms.Media())
        return {**context, "media": context.get("media", forms.Media()) + own}

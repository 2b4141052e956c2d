"""Where the calendar's screens are, and who sees the way to them."""

from typing import Any

from django.contrib.auth.models import Permission
from django.http import HttpRequest
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from . import form_views, importing, year_views
from .base import POLICY


class CalendarMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(POLICY.user_has_any_permission(request.user, ["change", "view"]))


class WorkCalendarViewSet(ViewSet):
    """Not a list of calendars with a form for each: the office has one, and looks at its years."""

    name = "work_calendar"
    url_prefix = "kalender"
    icon = "date"
    menu_label = _("Work calendar")
    menu_order = 690
    menu_item_class = CalendarMenuItem
    add_to_admin_menu = True

    def on_register(self) -> None:
        super().on_register()
        hooks.register("register_permissions", self.permissions)

    def permissions(self) -> Any:
        """What a group can be given; nobody adds or deletes a calendar."""
        codenames = ("view_workcalendar", "change_workcalendar")
        return Permission.objects.filter(
            content_type__app_label="workflow_steps", codename__in=codenames
        )

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", year_views.YearView.as_view(), name="index"),
            path("<int:year>/", year_views.YearView.as_view(), name="year"),
            path("<int:year>/libur/", form_views.HolidaysView.as_view(), name="holidays"),
            path("<int:year>/impor/", importing.ImportView.as_view(), name="import"),
            path("tutup/", form_views.ClosureView.as_view(), name="closure_add"),
            path("tutup/<int:pk>/", form_views.ClosureView.as_view(), name="closure"),
            path(
                "tutup/<int:pk>/hapus/",
                form_views.ClosureDeleteView.as_view(),
                name="closure_delete",
            ),
            path("jam/", form_views.HoursView.as_view(), name="hours"),
            path("jam/baru/", form_views.WeekView.as_view(), name="week_add"),
            path("jam/<int:pk>/", form_views.WeekView.as_view(), name="week"),
            path("jam/<int:pk>/hapus/", form_views.WeekDeleteView.as_view(), name="week_delete"),
            path("periode/baru/", form_views.PeriodView.as_view(), name="period_add"),
            path("periode/<int:pk>/", form_views.PeriodView.as_view(), name="period"),
            path(
                "periode/<int:pk>/hapus/",
                form_views.PeriodDeleteView.as_view(),
                name="period_delete",
            ),
            path("setelan/", form_views.SettingsView.as_view(), name="settings"),
            path("riwayat/", year_views.HistoryView.as_view(), name="history"),
        ]

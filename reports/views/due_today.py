"""All that is due today for the person who asks, what is overdue first."""

from typing import Any

from django.db.models import QuerySet
from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from workflow_steps.views.inbox import ListingView

from ..desk import due_columns, due_rows, due_today
from ..models import StepTiming


class DueTodayView(ListingView):
    """Everybody has one, of what waits for them alone."""

    page_title = _("Due today")
    header_icon = "time"
    index_url_name = "newsroom_due_today"
    index_results_url_name = "newsroom_due_today_results"
    search_fields = ["item_title"]

    def get_base_queryset(self) -> QuerySet[StepTiming]:
        return due_today(self.request.user)

    def rows(self, states: Any) -> list[Any]:
        return due_rows(states, self.inbox.times)

    @cached_property
    def columns(self) -> list[Any]:
        return due_columns()

    @cached_property
    def no_results_message(self) -> Any:
        if self.is_searching:
            return gettext("No waiting item matches.")
        return gettext("Nothing of yours is due today. What is due later stands on your desk.")


def due_today_urls() -> list[Any]:
    return [
        path("hari-ini/", DueTodayView.as_view(), name="newsroom_due_today"),
        path(
            "hari-ini/hasil/",
            DueTodayView.as_view(results_only=True),
            name="newsroom_due_today_results",
        ),
    ]

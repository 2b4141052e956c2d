"""The reports' places in the menu; each is shown to those who may open it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin.menu import MenuItem

from . import verification
from .compliance import ComplianceView
from .items import ItemsReportView
from .monitoring import monitoring_menu_item
from .procedure import procedure_menu_item
from .queue import QueueView
from .register import RegisterReportView
from .returns import ReturnsView
from .timings import TimingListView
from .workload import PERMISSION, WorkloadView

VIEW = "reports.view_steptiming"


@dataclass(frozen=True)
class Report:
    address: str
    view: Any
    order: int
    permission: str = VIEW


REPORTS = (
    Report("kepatuhan", ComplianceView, 10),
    Report("antrean", QueueView, 20),
    Report("linimasa", ItemsReportView, 30),
    Report("register", RegisterReportView, 40, "reports.view_publicationrecord"),
    Report("pengembalian", ReturnsView, 50),
    Report("beban-kerja", WorkloadView, 60, PERMISSION),
    Report("waktu-langkah", TimingListView, 70),
)


class ReportMenuItem(MenuItem):
    def __init__(self, *args: Any, permission: str, **kwargs: Any) -> None:
        self.permission = permission
        super().__init__(*args, **kwargs)

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.permission)


def menu_items() -> Iterator[Callable[[], MenuItem]]:
    """What Wagtail's hook calls for each, once addresses can be resolved."""
    for report in REPORTS:
        yield partial(_of_report, report)
    yield monitoring_menu_item
    yield procedure_menu_item
    yield _of_verification


def _of_report(report: Report) -> MenuItem:
    return ReportMenuItem(
        report.view.page_title,
        reverse(report.view.index_url_name),
        icon_name=report.view.header_icon,
        order=report.order,
        permission=report.permission,
    )


def _of_verification() -> MenuItem:
    return ReportMenuItem(
        verification.TITLE,
        reverse("verification"),
        icon_name=verification.ICON,
        order=90,
        permission=verification.PERMISSION,
    )

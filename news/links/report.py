"""Tautan rusak: links of public pages that readers cannot follow, for the Web Administrator."""

from typing import Any, ClassVar

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports.base import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from news.models import LinkCheck, PageLink
from workflow_steps.templatetags.office_formats import wita_datetime

NAME = "broken_links"
PERMISSION = "news.view_linkcheck"


class TitleCell(Column):
    """The page, leading to its editor: there the panel says where in the text the link stands."""

    cell_template_name = "wagtailadmin/tables/title_cell.html"

    def get_value(self, instance: PageLink) -> Any:
        return instance.page.title

    def get_cell_context_data(self, instance: PageLink, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        edit = reverse("wagtailadmin_pages:edit", args=[instance.page_id])
        return context | {"link_url": edit, "title_id": f"page-link-{instance.pk}"}


class BrokenLinksView(ReportView):
    page_title = gettext_lazy("Broken links")
    header_icon = "link"
    index_url_name = NAME
    index_results_url_name = f"{NAME}_results"
    permission_policy = ModelPermissionPolicy(LinkCheck)
    permission_required = "view"
    default_ordering = "page__title"
    is_searchable = False
    list_export: ClassVar[list[str]] = [
        "page.title", "link.address", "link.get_reason_display", "link.status", "link.checked_at",
    ]  # fmt: skip
    export_headings: ClassVar[dict[str, Any]] = {
        "page.title": gettext_lazy("Page"),
        "link.address": gettext_lazy("Address"),
        "link.get_reason_display": gettext_lazy("Reason"),
        "link.status": gettext_lazy("Answer"),
        "link.checked_at": gettext_lazy("Asked at"),
    }

    def get_base_queryset(self) -> QuerySet[PageLink]:
        broken = [LinkCheck.State.BROKEN, LinkCheck.State.REFUSED]
        found = PageLink.objects.filter(in_live=True, page__live=True, link__state__in=broken)
        return found.select_related("page", "link").order_by("page__title", "link__address", "pk")

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleCell("page", label=_("Page"), width="30%"),
            Column(
                "address",
                label=_("Address"),
                accessor="link.address",
                classname="breaks-anywhere",
                width="35%",
            ),
            Column("reason", label=_("Reason"), accessor="link.get_reason_display", width="20%"),
            Column("asked", label=_("Asked at"), accessor=_asked_at, width="15%"),
        ]

    @cached_property
    def no_results_message(self) -> str:
        return _("Every link of the public pages that was asked about answers.")


def _asked_at(row: PageLink) -> str:
    return wita_datetime(row.link.checked_at)


class BrokenLinksMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(PERMISSION)


def menu_item() -> MenuItem:
    return BrokenLinksMenuItem(
        BrokenLinksView.page_title, reverse(NAME), icon_name="link", name="broken-links", order=95
    )


def urls() -> list[Any]:
    whole, results = BrokenLinksView.as_view(), BrokenLinksView.as_view(results_only=True)
    return [
        path("reports/tautan-rusak/", whole, name=NAME),
        path("reports/tautan-rusak/results/", results, name=f"{NAME}_results"),
    ]


def permissions() -> Any:
    """The report is no viewset, which would offer it among the rights of a group."""
    return Permission.objects.filter(content_type__app_label="news", codename="view_linkcheck")

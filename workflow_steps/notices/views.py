"""A person's notices, and for those who keep the records: what was told to whom, and when."""

from typing import Any

import django_filters
from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.views.generic.base import BaseListingView

from ..models import Notice
from ..templatetags.office_formats import breakable, number
from ..views.inbox_columns import Card, Cell
from . import bell, words

PER_PAGE = 25
VIEW = "workflow_steps.view_notice"
UNREAD = "unread"


# --- columns -------------------------------------------------------------------------------------


class NoticeColumn(Cell):
    """The sentence, which leads to the place of the act and marks it read."""

    cell_template_name = "workflow_steps/notices/notice_cell.html"

    def get_value(self, instance: Notice) -> str:
        return words.sentence(instance)


class MailColumn(Cell):
    def get_value(self, instance: Notice) -> str:
        return breakable(words.mail_state(instance))


class MomentColumn(Cell):
    cell_template_name = "workflow_steps/inbox/since_cell.html"


class ReadColumn(Cell):
    cell_template_name = "workflow_steps/notices/read_cell.html"


# --- lists ---------------------------------------------------------------------------------------


class NoticePaginator(WagtailPaginator):
    verbose_name = gettext_lazy("notice to a person")
    verbose_name_plural = gettext_lazy("notices to people")


class KindFilterSet(WagtailFilterSet):
    kind = django_filters.MultipleChoiceFilter(
        label=gettext_lazy("Kind"), choices=Notice.Kind, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Notice
        fields: list[str] = []


class NoticeFilterSet(KindFilterSet):
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("Read"),
        method="filter_state",
        choices=[(UNREAD, gettext_lazy("Unread"))],
        empty_label=gettext_lazy("All"),
        widget=forms.RadioSelect,
    )

    def filter_state(self, queryset: QuerySet[Notice], name: str, value: str) -> QuerySet[Notice]:
        return queryset.filter(read_at=None, settled_at=None)


class RecordFilterSet(KindFilterSet):
    recipient = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Recipient"),
        queryset=lambda request: get_user_model()._default_manager.order_by(
            "first_name", "last_name", "username"
        ),
    )
    mail = django_filters.MultipleChoiceFilter(
        label=gettext_lazy("E-mail"),
        choices=Notice.Mail,
        widget=forms.CheckboxSelectMultiple,
    )


class NoticeListing(BaseListingView):
    template_name = "workflow_steps/notices/index.html"
    results_template_name = "workflow_steps/notices/results.html"
    paginator_class = NoticePaginator
    paginate_by = PER_PAGE
    table_class = Card
    header_icon = "bell"
    default_ordering = ("-created_at", "-pk")

    def get_table_kwargs(self) -> dict[str, Any]:
        return {"base_url": self.index_url}

    def order_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.order_by(*self.default_ordering)


class NoticesView(NoticeListing):
    """Their own, the newest first."""

    page_title = gettext_lazy("Your notices")
    index_url_name = "newsroom_notices"
    index_results_url_name = "newsroom_notices_results"
    filterset_class = NoticeFilterSet

    def get_base_queryset(self) -> QuerySet[Notice]:
        return Notice.objects.filter(recipient=self.request.user, on_bell=True)

    @cached_property
    def columns(self) -> list[Any]:
        return [
            NoticeColumn("title", label=_("What was told")),
            MomentColumn("created_at", label=_("Told on"), width="18%"),
            MailColumn("mail", label=_("E-mail"), width="24%"),
            ReadColumn("read_at", label=_("Read"), width="16%"),
        ]

    @cached_property
    def no_results_message(self) -> Any:
        if self.is_filtering:
            return _("No notice matches.")
        return _(
            "Nothing yet. What waits for you, comes back to you or goes live is told here and by "
            "e-mail; choose what in your account."
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "bell": bell.Bell.of(self.request),
            "may_see_record": self.request.user.has_perm(VIEW),
        }


class RecordView(NoticeListing):
    """What was told to everybody; read only."""

    page_title = gettext_lazy("Everybody's notices")
    index_url_name = "newsroom_notice_record"
    index_results_url_name = "newsroom_notice_record_results"
    filterset_class = RecordFilterSet

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm(VIEW):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self) -> QuerySet[Notice]:
        return Notice.objects.all()

    @cached_property
    def columns(self) -> list[Any]:
        return [
            Cell("sentence", label=_("What was told"), accessor=words.sentence),
            Cell("recipient_name", label=_("Recipient"), width="16%"),
            MomentColumn("created_at", label=_("Told on"), width="16%"),
            MailColumn("mail", label=_("E-mail"), width="24%"),
            MomentColumn("read_at", label=_("Read on"), width="14%"),
        ]

    @cached_property
    def no_results_message(self) -> Any:
        return _("No notice matches.") if self.is_filtering else _("Nobody has been told anything.")


# --- acts ----------------------------------------------------------------------------------------


class OpenView(View):
    """Mark it read and go where it leads."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        notice = get_object_or_404(Notice, pk=pk, recipient=request.user)
        Notice.objects.filter(pk=pk, read_at=None).update(read_at=timezone.now())
        return redirect(notice.url or reverse("newsroom_notices"))


class MarkReadView(View):
    """One (``notice``) or all of their own; twice is as good as once."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        theirs = Notice.objects.filter(recipient=request.user.pk, read_at=None)
        one = request.POST.get("notice", "")
        if one:
            theirs = theirs.filter(pk=int(one)) if one.isdecimal() else theirs.none()
        count = theirs.update(read_at=timezone.now())
        text = ngettext(
            "%(count)s notice marked as read.", "%(count)s notices marked as read.", count
        )
        messages.success(request, text % {"count": number(count)})
        return redirect("newsroom_notices")


def notice_urls() -> list[Any]:
    address = "pemberitahuan/"
    return [
        path(address, NoticesView.as_view(), name="newsroom_notices"),
        path(
            f"{address}hasil/",
            NoticesView.as_view(results_only=True),
            name="newsroom_notices_results",
        ),
        path(f"{address}<int:pk>/", OpenView.as_view(), name="newsroom_notice"),
        path(f"{address}dibaca/", MarkReadView.as_view(), name="newsroom_notices_read"),
        path(f"{address}catatan/", RecordView.as_view(), name="newsroom_notice_record"),
        path(
            f"{address}catatan/hasil/",
            RecordView.as_view(results_only=True),
            name="newsroom_notice_record_results",
        ),
    ]

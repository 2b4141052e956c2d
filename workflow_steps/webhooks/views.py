"""An endpoint with its messages, one message with its attempts, and what was given up."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.tables import TitleColumn
from wagtail.admin.views.generic.base import BaseListingView, WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.permission_policies import ModelPermissionPolicy

from .. import outbound
from ..background import enqueue_after_commit
from ..models import WebhookDelivery, WebhookEndpoint
from ..templatetags.office_formats import wita_datetime
from ..views.inbox_columns import Card, Cell
from . import delivery, events, signing

POLICY = ModelPermissionPolicy(WebhookEndpoint)
TO_SHOW = "newsroom_webhook_secret"  # in the session: the endpoint whose secret is shown next
NEWEST = 10
DEAD = WebhookDelivery.State.DEAD


class MessageColumn(TitleColumn):
    def __init__(self) -> None:
        super().__init__(
            "title",
            label=pgettext("webhook", "Message"),
            accessor=str,
            get_url=lambda row: reverse("webhook:message", args=[row.pk]),
        )


def message_columns(*, with_endpoint: bool = False) -> list[Any]:
    columns = [
        MessageColumn(),
        Cell("created_at", label=_("Time"), accessor=lambda row: wita_datetime(row.created_at)),
        Cell("state", label=_("Status"), accessor="state_label", width="12%"),
        Cell("tries", label=_("Tries"), width="8%"),
        Cell("last_outcome", label=_("Last answer")),
    ]
    if with_endpoint:
        columns.insert(1, Cell("endpoint", label=_("Webhook")))
    return columns


class Screen(PermissionCheckedMixin, WagtailAdminTemplateMixin):
    permission_policy = POLICY
    permission_required = "view"
    header_icon = "resubmit"
    kwargs: dict[str, Any]
    request: HttpRequest

    @cached_property
    def may_change(self) -> bool:
        return bool(POLICY.user_has_permission(self.request.user, "change"))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("webhook:index"), "label": _("Webhooks")},
            {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()},
        ]


class EndpointView(Screen, TemplateView):
    """Where it goes, what came of it last, and once its secret."""

    template_name = "workflow_steps/webhooks/endpoint.html"
    page_title = gettext_lazy("Webhook")

    @cached_property
    def endpoint(self) -> WebhookEndpoint:
        return get_object_or_404(WebhookEndpoint, pk=self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return self.endpoint.name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        newest = list(self.endpoint.deliveries.all()[:NEWEST])
        return super().get_context_data(
            endpoint=self.endpoint,
            secret=self._secret_once(),
            header_name=signing.HEADER,
            events=[label for name, label in events.WebhookEvent.choices if self._tells(name)],
            table=Card(message_columns(), newest) if newest else None,
            may_change=self.may_change,
            **kwargs,
        )

    def _tells(self, name: str) -> bool:
        return name in self.endpoint.events

    def _secret_once(self) -> str:
        if not self.may_change or self.request.session.get(TO_SHOW) != self.endpoint.pk:
            return ""
        del self.request.session[TO_SHOW]
        return self.endpoint.secret


class EndpointActionView(PermissionCheckedMixin, View):
    """A button of the endpoint's screen."""

    http_method_names = ["post"]
    permission_policy = POLICY
    permission_required = "change"

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        endpoint = get_object_or_404(WebhookEndpoint.objects.select_for_update(), pk=pk)
        self.act(endpoint)
        return redirect("webhook:inspect", pk)

    def act(self, endpoint: WebhookEndpoint) -> None:
        raise NotImplementedError


class NewSecretView(EndpointActionView):
    def act(self, endpoint: WebhookEndpoint) -> None:
        WebhookEndpoint.objects.filter(pk=endpoint.pk).update(salt=signing.new_salt())
        self.request.session[TO_SHOW] = endpoint.pk
        messages.success(
            self.request, _("A new secret was made; the one before is no longer used.")
        )


class PingView(EndpointActionView):
    def act(self, endpoint: WebhookEndpoint) -> None:
        events.ping(endpoint, self.request.user)
        messages.success(
            self.request, _("A test message is on its way; below you see what became of it.")
        )


class MessagePaginator(WagtailPaginator):
    verbose_name = gettext_lazy("webhook message")
    verbose_name_plural = gettext_lazy("webhook messages")


class MessagesView(Screen, BaseListingView):
    """All messages, or only those that were given up."""

    template_name = "workflow_steps/webhooks/messages.html"
    page_title = gettext_lazy("Webhook messages")
    paginator_class = MessagePaginator
    paginate_by = 25
    table_class = Card
    index_url_name = "webhook:messages"
    only_dead = False

    def get_base_queryset(self) -> QuerySet[WebhookDelivery]:
        found = WebhookDelivery.objects.select_related("endpoint").defer("body")
        return found.filter(state=DEAD) if self.only_dead else found

    def order_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.order_by("-created_at", "pk")

    def get_table_kwargs(self) -> dict[str, Any]:
        return {"base_url": self.index_url}

    @cached_property
    def columns(self) -> list[Any]:
        return message_columns(with_endpoint=True)

    @cached_property
    def no_results_message(self) -> Any:
        return _("Nothing was given up.") if self.only_dead else _("Nothing was sent yet.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            dead=WebhookDelivery.objects.filter(state=DEAD).count(),
            only_dead=self.only_dead,
            may_change=self.may_change,
            **kwargs,
        )


class DeadView(MessagesView):
    only_dead = True
    page_title = gettext_lazy("Webhook messages given up")
    index_url_name = "webhook:dead"


class MessageView(Screen, TemplateView):
    template_name = "workflow_steps/webhooks/message.html"
    page_title = gettext_lazy("Webhook message")

    @cached_property
    def message(self) -> WebhookDelivery:
        related = WebhookDelivery.objects.select_related("endpoint")
        return get_object_or_404(related, pk=self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return str(self.message)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        attempts = [
            {"at": parse_datetime(one["at"]), "outcome": outbound.in_words(one["outcome"])}
            for one in self.message.attempts
        ]
        return super().get_context_data(
            message=self.message,
            attempts=attempts,
            has_failed=delivery.failed().filter(pk=self.message.pk).exists(),
            is_waiting=self.message.state == WebhookDelivery.State.WAITING,
            may_change=self.may_change,
            **kwargs,
        )


class SendAgainView(PermissionCheckedMixin, View):
    """One message that failed, or all that were given up; the second click finds nothing."""

    http_method_names = ["post"]
    permission_policy = POLICY
    permission_required = "change"

    def post(self, request: HttpRequest, pk: Any = None) -> HttpResponse:
        found = delivery.failed()
        found = found.filter(pk=pk) if pk else found.filter(state=DEAD)
        chosen = list(found.values_list("pk", flat=True))
        count = delivery.send_again(chosen)
        if pk and count:
            enqueue_after_commit(delivery.deliver, str(pk))
        text = ngettext(
            "%(count)d message will be sent again.",
            "%(count)d messages will be sent again.",
            count,
        )
        say = messages.success if count else messages.info
        say(request, text % {"count": count} if count else _("Nothing was left to be sent again."))
        return redirect(reverse("webhook:message", args=[pk]) if pk else reverse("webhook:dead"))

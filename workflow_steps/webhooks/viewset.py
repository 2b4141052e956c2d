"""Where webhooks are set up, in the settings menu of whoever may."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from ..models import WebhookDelivery, WebhookEndpoint
from ..views.inbox_columns import Card, Cell
from . import views
from .forms import EDIT_HANDLER

State = WebhookDelivery.State


class EndpointIndexView(generic.IndexView):
    template_name = "workflow_steps/webhooks/index.html"
    add_item_label = gettext_lazy("Add")
    table_class = Card
    default_ordering = "name"

    def get_base_queryset(self) -> QuerySet[WebhookEndpoint]:
        return WebhookEndpoint.objects.annotate(
            waiting=Count("deliveries", filter=Q(deliveries__state=State.WAITING)),
            dead=Count("deliveries", filter=Q(deliveries__state=State.DEAD)),
        )

    @cached_property
    def columns(self) -> list[Any]:
        title = self._get_title_column_class(TitleColumn)(
            "name",
            label=_("Name"),
            get_url=lambda one: reverse("webhook:inspect", args=[one.pk]),
        )
        return [title, *self.list_display]


class EndpointCreateView(generic.CreateView):
    def get_success_url(self) -> str:
        self.request.session[views.TO_SHOW] = self.object.pk
        return reverse("webhook:inspect", args=[self.object.pk])


class EndpointEditView(generic.EditView):
    def get_success_url(self) -> str:
        return reverse("webhook:inspect", args=[self.object.pk])


class WebhookViewSet(ModelViewSet):
    """Permissions decide who sees it: by default the Web Administrator."""

    model = WebhookEndpoint
    name = "webhook"
    url_prefix = "webhook"
    icon = "resubmit"
    menu_label = gettext_lazy("Webhooks")
    menu_order = 720
    add_to_settings_menu = True
    copy_view_enabled = False
    inspect_view_enabled = True  # so that the permission to look can be given
    edit_handler = EDIT_HANDLER
    index_view_class = EndpointIndexView
    add_view_class = EndpointCreateView
    edit_view_class = EndpointEditView
    list_display = [
        Cell("url", label=gettext_lazy("Address")),
        Cell(
            "active",
            label=gettext_lazy("Active"),
            width="10%",
            accessor=lambda one: _("Yes") if one.active else _("No"),
        ),
        Cell("waiting", label=gettext_lazy("Waiting"), width="10%"),
        Cell("dead", label=gettext_lazy("Given up"), width="10%"),
    ]

    @property
    def index_template_name(self) -> str:
        return EndpointIndexView.template_name

    def get_urlpatterns(self) -> list[Any]:
        ours = ("usage", "inspect")
        standard = [url for url in super().get_urlpatterns() if url.name not in ours]
        return [
            *standard,
            path("<int:pk>/", views.EndpointView.as_view(), name="inspect"),
            path("<int:pk>/rahasia/", views.NewSecretView.as_view(), name="new_secret"),
            path("<int:pk>/coba/", views.PingView.as_view(), name="ping"),
            path("pesan/", views.MessagesView.as_view(), name="messages"),
            path("pesan/gagal/", views.DeadView.as_view(), name="dead"),
            path("pesan/kirim-ulang/", views.SendAgainView.as_view(), name="send_all_again"),
            path("pesan/<uuid:pk>/", views.MessageView.as_view(), name="message"),
            path("pesan/<uuid:pk>/kirim-ulang/", views.SendAgainView.as_view(), name="send_again"),
        ]

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_common_view_kwargs(**kwargs), "usage_url_name": None}

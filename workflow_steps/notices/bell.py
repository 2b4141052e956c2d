"""The bell: how much is unread, in one query for each page of the admin."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem

from ..models import Notice
from ..templatetags.office_formats import number

MOST = 99  # a bell that says more says nothing


def unread(user: Any) -> Any:
    return Notice.objects.filter(recipient=user, on_bell=True, read_at=None, settled_at=None)


class Bell:
    """One person's unread notices, for one request; what this very page is about counts as read."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @classmethod
    def of(cls, request: HttpRequest) -> "Bell":
        bell: Bell | None = getattr(request, "_newsroom_bell", None)
        if bell is None:
            bell = cls(request)
            request._newsroom_bell = bell  # type: ignore[attr-defined]
        return bell

    @cached_property
    def _unread(self) -> list[tuple[int, str]]:
        rows = unread(self.request.user).order_by("-created_at")
        return list(rows.values_list("pk", "url")[: MOST + 1])

    @property
    def opened(self) -> list[int]:
        return [pk for pk, url in self._unread if url == self.request.path]

    @property
    def count(self) -> int:
        return len(self._unread) - len(self.opened)

    @property
    def text(self) -> str:
        return f"{number(MOST)}+" if self.count > MOST else number(self.count)


class NoticesReadMiddleware:
    """Whoever opens the place of a notice has read it; only where a bell was shown at all."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response: HttpResponse = self.get_response(request)
        bell: Bell | None = getattr(request, "_newsroom_bell", None)
        if bell and request.method == "GET" and response.status_code == 200 and bell.opened:
            unread(request.user).filter(pk__in=bell.opened).update(read_at=timezone.now())
        return response


class BellMenuItem(MenuItem):
    """With the number in the label for everybody, and as a badge when the sidebar is narrow."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.is_authenticated)

    def render_component(self, request: HttpRequest) -> LinkMenuItem:
        bell = Bell.of(request)
        label = f"{self.label} ({bell.text})" if bell.count else str(self.label)
        attrs = {"data-unread": bell.text} if bell.count else {}
        return LinkMenuItem(self.name, label, self.url, icon_name=self.icon_name, attrs=attrs)


def bell_menu_item() -> MenuItem:
    return BellMenuItem(
        _("Your notices"), reverse("newsroom_notices"), name="notices", icon_name="bell", order=11
    )


def bell_style() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("css/notices.css"))


def bell_icon(icons: list[str]) -> list[str]:
    return [*icons, "workflow_steps/icons/bell.svg"]

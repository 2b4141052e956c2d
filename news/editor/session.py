"""Whether whoever is writing is still signed in, asked by the editor's script before it saves.

A session ends, or somebody signs in anew in another tab: Wagtail's save then answers with the login
page, or with a refusal of the old CSRF token, and what was typed is gone with the page it was on.
"""

from typing import Any

from django.forms.utils import flatatt
from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

NAME = "editor_session"


@never_cache
@require_GET
def session(request: HttpRequest) -> JsonResponse:
    """Wagtail answers 403 in its place to a script whose person is not signed in."""
    return JsonResponse({"user": request.user.pk, "token": get_token(request)})


def urls() -> list[Any]:
    return [path("sesi/", session, name=NAME)]


def editor_script() -> SafeString:
    """For every editor of pages; who is writing, the script asks while the page is fresh."""
    said = {
        "data-address": reverse(NAME),
        "data-login": reverse("wagtailadmin_login"),
        "data-out": _(
            "You are signed out, so nothing can be saved. What you wrote is still on this screen: "
            "sign in again in another tab, then come back and save."
        ),
        "data-other": _(
            "Somebody else has signed in meanwhile in this browser. What you wrote is still on "
            "this screen; it can be saved once you have signed in again."
        ),
        "data-away": _(
            "The site cannot be reached, so nothing can be saved. What you wrote is still on this "
            "screen: leave it open and save again when you are connected."
        ),
        "data-back": _("Connected again: what you wrote is being saved."),
        "data-sign-in": _("Sign in in another tab"),
    }
    attributes = flatatt({"src": static("js/editor-session.js"), **said})
    return format_html("<script{}></script>", attributes)

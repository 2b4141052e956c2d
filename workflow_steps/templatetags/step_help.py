"""The way from a screen to its help; asks the database nothing."""

from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse

from ..help.pages import EDITOR
from ..help.screens import slug_of_view

register = template.Library()


@register.inclusion_tag("workflow_steps/help/trigger.html", takes_context=True)
def step_help(context: Any, look: str = "toggle") -> dict[str, Any]:
    """``look``: "toggle" in Wagtail's header, "words" on a screen without one."""
    match = getattr(getattr(context, "request", None), "resolver_match", None)
    slug = slug_of_view(match.view_name) if match else None
    if match is None or slug is None:
        return {}
    page_id = match.kwargs.get("page_id") if slug == EDITOR else None
    query = f"?{urlencode({'halaman': page_id})}" if page_id else ""
    return {
        "look": look,
        "page_url": reverse("newsroom_help_screen", args=[slug]) + query,
        "content_url": reverse("newsroom_help_content", args=[slug]) + query,
    }

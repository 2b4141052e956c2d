"""The two roots that Wagtail's migrations make, in the office's words."""

from wagtail.models import Collection, Page


def name_roots() -> None:
    """Both are called "Root" (and shown) until somebody names them; a name given stays."""
    Page.objects.filter(depth=1, title="Root").update(title="Situs", draft_title="Situs")
    Collection.objects.filter(depth=1, name="Root").update(name="Pustaka")

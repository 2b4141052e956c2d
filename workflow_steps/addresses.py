"""The address of what is, or ever was, public changes only with an approval (invariants 1 and 7).

Wagtail writes a draft's slug straight into its row, and with it the addresses of everything below;
a page that was withdrawn would lose its 410, a live one below a draft would get words into its
address that nobody initialled. Moving a page does the same.
"""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.signals import pre_page_move

from .deletion import decision_under_way
from .refusals import PublicationRefused


def holds_addresses(page: Any) -> bool:
    """Whether readers know, or once knew, the address of the page or of one below it."""
    pages = page.get_descendants(inclusive=True)
    return bool(pages.filter(Q(live=True) | Q(first_published_at__isnull=False)).exists())


def objection_to_slug(page: Any) -> str:
    """Why a draft's row may not get this slug; empty when it may. A live page's slug is content."""
    if not page.pk or page.live:
        return ""
    stored = Page.objects.filter(pk=page.pk).only("slug", "path", "depth", "live").first()
    if stored is None or stored.slug == page.slug or not holds_addresses(stored):
        return ""
    return _(
        "Readers know this address, or one below it: it stays as it is. Something new gets a page "
        "of its own."
    )


def objection_to_moving(page: Any, parent: Any = None) -> str:
    """Why the page may not go elsewhere, or not below ``parent``; empty when it may."""
    if waits := decision_under_way(page.get_descendants(inclusive=True)):
        return waits
    if not holds_addresses(page):
        return ""
    title = {"title": page.title}
    if not page.live:
        return _("“%(title)s” was public; the note in its place stays at its address.") % title
    if parent is not None and not parent.live:
        return _("“%(title)s” is public and cannot stand below a page that is not.") % title
    return ""


def refuse_moving(
    instance: Any, parent_page_after: Any, url_path_before: str, url_path_after: str, **kwargs: Any
) -> None:
    """By signal: every way of moving sends it first (``wagtail/actions/move_page.py``)."""
    if url_path_before == url_path_after:
        return  # among its neighbours
    if objection := objection_to_moving(instance, parent_page_after):
        raise PublicationRefused(objection)


def register() -> None:
    pre_page_move.connect(refuse_moving, dispatch_uid="newsroom_keeps_addresses")

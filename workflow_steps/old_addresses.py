"""A withdrawn page keeps its note (410) when a page above it is renamed or moved (invariant 7).

Wagtail leads readers on from old addresses (``wagtail/contrib/redirects/signal_handlers.py``), but
only for what is live: the address of a withdrawn page below would be found no more.
"""

from copy import copy
from typing import Any

from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site
from wagtail.signals import page_slug_changed, post_page_move


def after_renaming(instance: Any, instance_before: Any, **kwargs: Any) -> None:
    _lead_on(instance, instance_before.url_path)


def after_moving(instance: Any, url_path_before: str, url_path_after: str, **kwargs: Any) -> None:
    if url_path_before != url_path_after:
        _lead_on(instance, url_path_before)


def _lead_on(page: Any, url_path_before: str) -> None:
    withdrawn = page.get_descendants().filter(live=False, first_published_at__isnull=False)
    for gone in withdrawn.only("url_path", "path", "depth", "slug"):
        old = copy(gone)
        old.url_path = url_path_before + gone.url_path[len(page.url_path) :]
        parts = old.get_url_parts()
        if parts is not None:
            Redirect.objects.update_or_create(
                old_path=Redirect.normalise_path(parts[2]),
                site=Site.objects.get(pk=parts[0]),
                defaults={"redirect_page_id": gone.pk, "automatically_created": True},
            )


def register() -> None:
    page_slug_changed.connect(after_renaming, dispatch_uid="newsroom_notes_after_renaming")
    post_page_move.connect(after_moving, dispatch_uid="newsroom_notes_after_moving")

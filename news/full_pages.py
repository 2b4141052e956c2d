"""Published pages with all they say, for feeds: few queries, however many pages and pictures."""

from collections.abc import Iterable
from typing import Any

from wagtail.models import Page, PageQuerySet

from workflow_steps.emergency import without_initial
from workflow_steps.file_labels import labels_in_force_of

from .cards import picture_ids, put_pictures
from .models import NewsCategory, PressImage
from .renditions import images_in, prefetch_renditions
from .streams import read_streams


def in_full(pages: PageQuerySet, types: Iterable[type[Page]]) -> list[Any]:
    """The pages as their own types with bodies, files, pictures and the words about them."""
    found = _of_their_types(pages.annotate(awaits_initial=without_initial()), types)
    files = read_streams(found, {PressImage: picture_ids(found)})
    put_pictures(found, files.get(PressImage, {}))
    categories = NewsCategory.objects.in_bulk({page.category_id for page in found})
    labels = labels_in_force_of(found)
    for page in found:
        page.category = categories.get(page.category_id)
        page.file_labels = labels.get(page.pk, {})
    prefetch_renditions(image for page in found for image in images_in(page))
    return found


def _of_their_types(pages: PageQuerySet, types: Iterable[type[Page]]) -> list[Any]:
    """``specific()`` in one query instead of one for each type."""
    names = [model._meta.model_name for model in types]
    found = []
    for page in pages.select_related(*names):
        own = next(getattr(page, name) for name in names if hasattr(page, name))
        own.awaits_initial = page.awaits_initial
        found.append(own)
    return found

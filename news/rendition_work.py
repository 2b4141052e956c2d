"""Make the sizes of a page's pictures when it is published, not on a reader's first visit.

In one thread of its own, so that the approver's answer does not wait for the AVIF of a gallery,
and a busy hour makes a queue and not a load. What is lost when a process ends is made on the first
visit, or by ``manage.py make_renditions``.
"""

import logging
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from django.conf import settings
from django.db import connections, transaction
from wagtail.images.models import AbstractImage
from wagtail.models import Page

from .picture_sizes import make_missing
from .renditions import RENDITIONS, pictures_in, prefetch_renditions

logger = logging.getLogger(__name__)
_queue = ThreadPoolExecutor(max_workers=1, thread_name_prefix="renditions")


def make_soon(page: Page) -> None:
    """Once the publication is certain; nothing that goes wrong here may touch it."""
    if settings.NEWSROOM_RENDITIONS_ON_PUBLISH:
        transaction.on_commit(lambda: _enqueue(page.pk), robust=True)


def _enqueue(page_id: int) -> Future[None]:
    return _queue.submit(work, page_id)


def work(page_id: int) -> None:
    try:
        if page := Page.objects.live().filter(pk=page_id).first():
            make_renditions(page.specific)
    except Exception:
        logger.exception("No picture sizes were made for page %s", page_id)
    finally:
        connections.close_all()


def make_renditions(page: Any) -> int:
    """Make what is missing of a page's sizes; give the number of pictures that failed."""
    wanted = list(pictures_in(page))
    prefetch_renditions([image for image, _place in wanted])
    return sum(not _make(image, place, page) for image, place in wanted)


def _make(image: AbstractImage, place: str, page: Any) -> bool:
    """A broken picture or a full disk must not keep the others from being made."""
    try:
        make_missing(image, RENDITIONS[place])
    except Exception:
        logger.exception("Sizes (%s) of picture %s, page %s, failed", place, image.pk, page.pk)
        return False
    return True

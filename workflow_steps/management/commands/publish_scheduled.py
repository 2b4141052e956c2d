"""Wagtail's ``publish_scheduled``, page by page."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.apps import apps
from django.core.management.base import CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.management.commands.publish_scheduled import Command as WagtailCommand
from wagtail.models import DraftStateMixin, Page, Revision

from workflow_steps import publication
from workflow_steps.gate import GatedPageMixin


class Command(WagtailCommand):
    """One page that cannot go live must not hold back those after it.

    Wagtail's command ends at the first error (``publish_scheduled.py: handle``). Here each page
    is a transaction of its own; what failed is named, and makes the command fail at the end.
    """

    def handle(self, *args: Any, **options: Any) -> None:
        if options["dryrun"]:
            super().handle(*args, **options)
            return
        now = timezone.now()
        failures = [
            *self._each(expired(now), self._expire),
            *self._each(
                Revision.objects.filter(approved_go_live_at__lt=now).order_by(
                    "approved_go_live_at"
                ),
                self._publish,
            ),
        ]
        if failures:
            raise CommandError("\n".join(failures))

    @staticmethod
    def _each(items: Any, act: Callable[[Any], None]) -> list[str]:
        failures = []
        for item in list(items):
            try:
                with transaction.atomic():
                    act(item)
            except Exception as error:
                failures.append(
                    _("Not done for “%(item)s”: %(error)s")
                    % {"item": getattr(item, "object_str", item), "error": error}
                )
        return failures

    @staticmethod
    def _expire(item: Any) -> None:
        if not isinstance(item, Page) or not isinstance(item.specific, GatedPageMixin):
            item.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
            return
        page = _locked_page(item.pk)
        if page is None or not page.live or not page.expire_at:
            return  # somebody was quicker
        end = date_format(timezone.localtime(page.expire_at), "DATETIME_FORMAT")
        reason = _("The time for which this was published ended on %(end)s.") % {"end": end}
        publication.withdraw(page, None, reason, automatic=True)

    @staticmethod
    def _publish(revision: Revision) -> None:
        """Two runs of the timer may overlap: what the other one has published is done."""
        if issubclass(revision.base_content_type.model_class() or object, Page):
            _locked_page(revision.object_id)
        revision.refresh_from_db()
        if revision.approved_go_live_at:
            revision.publish(log_action="wagtail.publish.scheduled")


def _locked_page(pk: Any) -> Page | None:
    return Page.objects.select_for_update(of=("self",)).filter(pk=pk).first()


def expired(now: datetime) -> list[Any]:
    """Everything live whose time is over: pages, then other models with drafts."""
    kinds: list[Any] = [Page]
    kinds += [
        model
        for model in apps.get_models()
        if issubclass(model, DraftStateMixin) and not issubclass(model, Page)
    ]
    return [
        item
        for kind in kinds
        for item in kind.objects.filter(live=True, expire_at__lt=now).order_by("expire_at")
    ]

"""Pages that somebody has to go on with, and locks that nobody else can open."""

from typing import Any

from django.db.models import IntegerField, Q, QuerySet
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, WorkflowState, get_default_page_content_type
from wagtail.permissions import page_permission_policy

from .holdings import Holding, register_holding


class PageHolding(Holding):
    """What a page has of work is its owner's: the mails and the list of own items go to them."""

    def title(self, item: Any) -> str:
        return str(item.get_admin_display_title())

    def url(self, item: Any) -> str:
        return reverse("wagtailadmin_pages:edit", args=[item.pk])

    def may_receive(self, person: Any, item: Any) -> bool:
        wanted = {"add", "change"}
        policy = page_permission_policy
        return bool(policy.user_has_any_permission_for_instance(person, wanted, item))


class DraftHolding(PageHolding):
    """Never public yet, changed since, submitted, or returned."""

    name = "pages"
    label = _("Drafts and pages under way")
    holder = "owner"

    def under_way(self) -> QuerySet[Any]:
        never_public = Q(live=False, first_published_at__isnull=True)
        changed_since = Q(live=True, has_unpublished_changes=True)
        pages = Page.objects.filter(depth__gt=1, alias_of__isnull=True)
        in_review = Q(pk__in=self._in_review())
        # Initialled and waiting for its hour: nothing is left to do, unless it is changed again.
        scheduled = Q(latest_revision__approved_go_live_at__isnull=False)
        return pages.filter(((never_public | changed_since) & ~scheduled) | in_review)

    def _in_review(self, **status: Any) -> Any:
        states = WorkflowState.objects.active().filter(
            base_content_type=get_default_page_content_type(), **status
        )
        return (
            states.order_by()
            .annotate(page_key=Cast("object_id", IntegerField()))
            .values("page_key")
        )

    def without_holder(self) -> Q:
        """Standing pages that no person made have no owner, and need none."""
        begun = Q(first_published_at__isnull=True) | Q(pk__in=self._in_review())
        return super().without_holder() | Q(begun, owner__isnull=True)

    def remark(self, item: Any) -> Any:
        state = item.current_workflow_state
        if state is None:
            return _("draft")
        if state.status == WorkflowState.STATUS_NEEDS_CHANGES:
            return _("returned")
        return _("under review")


class LockHolding(PageHolding):
    name = "locks"
    label = _("Locked pages")
    holder = "locked_by"

    def under_way(self) -> QuerySet[Any]:
        return Page.objects.filter(locked=True, locked_by__isnull=False)

    def give(self, item: Any, person: Any) -> None:
        Page.objects.filter(pk=item.pk).update(locked_by=person, locked_at=timezone.now())


def register() -> None:
    register_holding(DraftHolding())
    register_holding(LockHolding())

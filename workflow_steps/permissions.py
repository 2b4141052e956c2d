"""Buttons that agree with the gate: what it would refuse is not offered."""

from typing import Any

from wagtail.models import PagePermissionTester
from wagtail.permissions import page_permission_policy

WITHDRAW = "workflow_steps.withdraw_page"
EMERGENCY = "workflow_steps.publish_in_emergency"
HISTORY = ("add", "change", "delete")


class GatedPagePermissionTester(PagePermissionTester):
    """Nobody publishes, superusers included: the final approval does (invariant 1)."""

    def can_publish(self) -> bool:
        return False

    def can_publish_subpage(self) -> bool:
        return False

    def can_unpublish(self) -> bool:
        return bool(self.page.live and self._may_withdraw())

    def can_unschedule(self) -> bool:
        """An approved time is cancelled by whoever may withdraw."""
        return self._may_withdraw()

    def _may_withdraw(self) -> bool:
        return bool(self.user.is_active and self.user.has_perm(WITHDRAW))

    def can_set_view_restrictions(self) -> bool:
        """Wagtail ties it to the publish permission. To hide what readers know would be to
        withdraw it without a reason; a restriction that is there already may be changed."""
        hides = self._holds_public_pages() and not self.page.get_view_restrictions().exists()
        return bool(super().can_publish()) and not hides

    def can_view_revisions(self) -> bool:
        """Wagtail shows the button to everybody; its view lets in holders of a page permission
        (``generic/history.py: HistoryView``), which an approver need not be."""
        return bool(super().can_view_revisions()) and bool(
            page_permission_policy.user_has_any_permission(self.user, HISTORY)
        )

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """What has ever been public stays (invariant 7), and so does what it stands under."""
        from .deletion import objection_to_deleting  # which needs the gate, which needs this

        return (
            bool(super().can_delete(ignore_bulk=ignore_bulk))
            and not self._holds_public_pages()
            and not objection_to_deleting(self.page)
        )

    def can_move(self) -> bool:
        """Wagtail asks for the permission to delete; a public page may move all the same."""
        from .addresses import objection_to_moving  # which needs the gate, which needs this

        if not super().can_delete(ignore_bulk=True) or objection_to_moving(self.page):
            return False
        return bool(self.user.is_superuser) or not self._holds_public_pages()

    def can_move_to(self, destination: Any) -> bool:
        from .addresses import objection_to_moving

        if not super().can_move_to(destination):
            return False
        stays = self.page.is_child_of(destination)  # among its neighbours
        return stays or not objection_to_moving(self.page, destination)

    def _holds_public_pages(self) -> bool:
        pages = self.page.get_descendants(inclusive=True)
        return bool(pages.filter(first_published_at__isnull=False).exists())

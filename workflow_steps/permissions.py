"""Buttons that agree with the gate: what it would refuse is not offered."""

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
        """Wagtail ties it to the publish permission; it changes no content."""
        return bool(super().can_publish())

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
        if not super().can_delete(ignore_bulk=True):
            return False
        return bool(self.user.is_superuser) or not self._holds_public_pages()

    def _holds_public_pages(self) -> bool:
        pages = self.page.get_descendants(inclusive=True)
        return bool(pages.filter(first_published_at__isnull=False).exists())

"""What a gated page type shares: publication in one piece, completeness before submission."""

from typing import Any

from django.db import models, transaction


class GatedPageMixin(models.Model):
    """Put before ``Page`` in every page type whose content an editor can write."""

    live: bool  # from Page
    alias_of_id: int | None  # from Page

    class Meta:
        abstract = True

    def publish(self, *args: Any, **kwargs: Any) -> Any:
        """Publish together with everything recorded about it, or not at all.

        Wagtail publishes outside a transaction (``wagtail/actions/publish_revision.py``);
        the ledger's line belongs to the same one.
        """
        with transaction.atomic():
            return super().publish(*args, **kwargs)  # type: ignore[misc]

    def missing_for_submission(self) -> list[str]:
        """What still has to be filled in before step 4, as sentences for the editor."""
        return []

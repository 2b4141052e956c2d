"""Takes away what Wagtail would offer and the gate would refuse to everybody.

The permission tester (``permissions.py``) decides over almost every button; these two ask nobody.
"""

from typing import Any

from wagtail.admin.forms.pages import CopyForm
from wagtail.admin.views.pages.bulk_actions import PublishBulkAction

from .gate import GatedPageMixin


class DraftCopyForm(CopyForm):
    """A copy is a draft of its own: no "publish copies", no alias.

    Wagtail offers both to superusers (``CopyForm.__init__``). An alias of a draft would also
    stop the original's approval, which has to publish the alias (``Page.update_aliases``).
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("publish_copies", "alias"):
            self.fields.pop(name, None)


def take_away() -> None:
    """Once, while the admin's hooks are collected and before its bulk actions are."""
    # Named by Wagtail's copy view; the gate itself, being models, imports no forms.
    GatedPageMixin.copy_form_class = DraftCopyForm  # type: ignore[attr-defined]
    # In every list of pages, for everybody, without asking any permission.
    PublishBulkAction.models = []

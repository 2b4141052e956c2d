"""What every section of the sheet has, whichever floor it comes from."""

from typing import Any, ClassVar

from django.utils.functional import Promise
from wagtail.admin.ui.components import Component

from .sheet import Sheet


class SignOffSection(Component):
    """One part of the sheet, folded away unless it matters for the decision."""

    name: ClassVar[str]  # its anchor
    heading: ClassVar[str | Promise]
    order: ClassVar[int] = 500

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    @property
    def is_shown(self) -> bool:
        return True

    @property
    def starts_open(self) -> bool:
        return self.warns

    @property
    def summary(self) -> str:
        """A word or a number beside the heading and in the overview."""
        return ""

    @property
    def warns(self) -> bool:
        """Whether the decider should look here before saying yes."""
        return False

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"section": self, "sheet": self.sheet}

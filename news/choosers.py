"""Chosen pictures and documents, which a check of the whole page does not look up one by one.

Wagtail's blocks hold them as objects already, and ``clean`` asks the database for each once more;
the completeness panel checks every block after every autosave.
"""

from typing import Any

from wagtail.documents.blocks import DocumentChooserBlock as WagtailDocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock as WagtailImageChooserBlock


class LookedUp:
    model_class: Any

    def clean(self, value: Any) -> Any:
        return value if isinstance(value, self.model_class) else super().clean(value)  # type: ignore[misc]


class ImageChooserBlock(LookedUp, WagtailImageChooserBlock):
    def deconstruct(self) -> Any:
        """Stored as Wagtail's own, so that no migration has to know of this."""
        return ("wagtail.images.blocks.ImageChooserBlock", *super().deconstruct()[1:])


class DocumentChooserBlock(LookedUp, WagtailDocumentChooserBlock):
    def deconstruct(self) -> Any:
        return ("wagtail.documents.blocks.DocumentChooserBlock", *super().deconstruct()[1:])

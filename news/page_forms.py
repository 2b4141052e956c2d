"""The editing form of a newsroom page: everything required, but not before submission."""

from typing import Any

from wagtail.admin.forms import WagtailAdminPageForm

from news import corrections, reserved

FILLED_FROM_LIBRARY = "hero_alt"


class NewsroomPageForm(WagtailAdminPageForm):
    """Marks as required what step 4 needs; Wagtail defers that while a draft is saved.

    See ``WagtailAdminModelForm.defer_required_fields`` and its use in
    ``wagtail/admin/views/pages/edit.py``: every action but "save" validates in full.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, sentence in self._meta.model.required_at_submission.items():
            if name in self.fields and name != FILLED_FROM_LIBRARY:
                field = self.fields[name]
                field.required = field.widget.is_required = True
                field.error_messages["required"] = sentence

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if "slug" in self.changed_data and reserved.is_taken_by_the_site(
            self.parent_page, cleaned.get("slug", "")
        ):
            self.add_error("slug", reserved.objection())
        if self.is_deferred_validation:
            return cleaned
        self._describe_hero_from_library(cleaned)
        for name, sentence in self._meta.model.missing_by_field(cleaned.get).items():
            if name in self.fields and name not in self.errors:
                self.add_error(name, sentence)
        return cleaned

    def _post_clean(self) -> None:
        """After the instance has its new values: whether anything changed is known only now."""
        super()._post_clean()
        if self.is_deferred_validation or "correction" not in self.fields:
            return
        if problem := corrections.missing_note(self.instance):
            self.add_error("correction", problem)

    @staticmethod
    def _describe_hero_from_library(cleaned: dict[str, Any]) -> None:
        image = cleaned.get("hero_image")
        if image and not (cleaned.get(FILLED_FROM_LIBRARY) or "").strip():
            cleaned[FILLED_FROM_LIBRARY] = image.description[:250]

"""The panel that says what is missing, in Wagtail's row of side panels."""

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.side_panels import BaseSidePanel

from news.completeness import Check, advice_on, personal_data_in, required_of


class CompletenessSidePanel(BaseSidePanel):
    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = _("Toggle completeness")
        icon_name = "clipboard-list"
        counter_classname = "w-bg-critical-200"

        def get_context_data(self, parent_context: Any) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            return context | {"count": len(self.panel.missing)}

    name = "completeness"
    title = _("Completeness")
    template_name = "news/editor/completeness.html"
    order = 110

    @cached_property
    def checks(self) -> list[Check]:
        return required_of(self.object, fills=True)

    @property
    def missing(self) -> list[Check]:
        return [check for check in self.checks if not check.done]

    @property
    def done(self) -> list[Check]:
        return [check for check in self.checks if check.done]

    @property
    def is_submitted(self) -> bool:
        return bool(self.object.pk and self.object.workflow_in_progress)

    @cached_property
    def advice(self) -> list[Check]:
        return advice_on(self.object)

    @cached_property
    def personal_data(self) -> list[Check]:
        return personal_data_in(self.object)

    class Media:
        css = {"all": ["css/completeness.css"]}
        js = ["js/completeness.js"]

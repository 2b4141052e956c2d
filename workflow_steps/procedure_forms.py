"""The form of a draft of the SOP: identity block, then the seven steps."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.widgets import AdminDateInput

from .models.procedure import STEP_NUMBERS
from .nip import clean_nip


class ProcedureForm(WagtailAdminModelForm):
    """Numbers are the procedure's, not the editor's: a step that lacks one gets the free one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        steps = [form.instance for form in self.formsets["steps"].forms]
        taken = {step.number for step in steps}
        free = [number for number in STEP_NUMBERS if number not in taken]
        for step in steps:
            if step.number is None and free:
                step.number = free.pop(0)

    def clean_legalised_by_nip(self) -> str:
        return clean_nip(self.cleaned_data["legalised_by_nip"])


class AdoptionForm(forms.Form):
    effective_from = forms.DateField(label=_("Effective date"), widget=AdminDateInput)

    def __init__(self, *args: Any, is_first: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["effective_from"].help_text = (
            _("The first version may be dated back, to judge work that is already done.")
            if is_first
            else _("Today takes effect at once; a later date at the start of that day.")
        )


class StepsPanel(InlinePanel):
    """The seven steps, without Wagtail's buttons to add, move or delete."""

    class BoundPanel(InlinePanel.BoundPanel):
        template_name = "workflow_steps/panels/procedure_steps.html"
        telepath_adapter_name = "wagtail.panels.Panel"

        def js_opts(self) -> dict[str, Any]:
            return {"type": "Panel", "prefix": self.prefix}


STEP_PANELS = [
    FieldPanel("name"),
    FieldRowPanel([FieldPanel("performer"), FieldPanel("equipment")]),
    FieldRowPanel(
        [FieldPanel("standard_min"), FieldPanel("standard_max"), FieldPanel("unit")],
    ),
    FieldPanel("output"),
    FieldRowPanel([FieldPanel("opens_with"), FieldPanel("closes_with")]),
    FieldPanel("note"),
    FieldPanel("automatic"),
]

PROCEDURE_EDIT_HANDLER = ObjectList(
    [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("government"), FieldPanel("office")]),
                FieldRowPanel([FieldPanel("title"), FieldPanel("sop_number")]),
                FieldRowPanel([FieldPanel("date_made"), FieldPanel("date_revised")]),
            ],
            heading=_("Document"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("legalised_by_title"),
                FieldRowPanel([FieldPanel("legalised_by_name"), FieldPanel("legalised_by_nip")]),
            ],
            heading=_("Legalised by"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("legal_basis"),
                FieldPanel("qualifications"),
                FieldPanel("related_sops"),
                FieldPanel("equipment"),
                FieldPanel("warning"),
                FieldPanel("recording"),
            ],
            heading=_("Basis and requirements"),
        ),
        StepsPanel(
            "steps",
            panels=STEP_PANELS,
            heading=_("Steps and their quality standards"),
            label=_("Step"),
            min_num=len(STEP_NUMBERS),
            max_num=len(STEP_NUMBERS),
        ),
    ],
    base_form_class=ProcedureForm,
)

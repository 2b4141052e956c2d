"""Where the office edits its procedure in Wagtail's admin."""

from typing import Any

from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSet

from . import procedure_flow
from .models import Procedure
from .procedure_forms import PROCEDURE_EDIT_HANDLER
from .views import procedure as views


class ProcedureViewSet(ModelViewSet):
    """Permissions decide who sees it; the version's status decides what can be done with it.

    "Add" is the new-version action: a version starts as a copy, never as an empty form.
    """

    model = Procedure
    name = "procedure"
    url_prefix = "prosedur"
    icon = "list-ol"
    menu_label = _("Procedure (SOP)")
    menu_order = 700
    add_to_admin_menu = True
    copy_view_enabled = False
    inspect_view_enabled = True
    edit_handler = PROCEDURE_EDIT_HANDLER
    index_view_class = views.ProcedureIndexView
    add_view_class = views.NewVersionView
    edit_view_class = views.ProcedureEditView
    delete_view_class = views.ProcedureDeleteView
    inspect_view_class = views.ProcedureDocumentView
    list_display = [
        "__str__",
        views.PhaseColumn(),
        views.OfficeDateColumn("effective_from", label=_("Effective date")),
    ]

    @cached_property
    def create_template_name(self) -> str:
        return views.NewVersionView.template_name

    @cached_property
    def inspect_template_name(self) -> str:
        return views.ProcedureDocumentView.template_name

    @property
    def adopt_view(self) -> Any:
        return self.construct_view(views.AdoptView)

    @property
    def withdraw_view(self) -> Any:
        return self.construct_view(views.WithdrawAdoptionView)

    def get_urlpatterns(self) -> list[Any]:
        standard = [url for url in super().get_urlpatterns() if url.name != "inspect"]
        return [
            *standard,
            path("<int:pk>/dokumen/", self.inspect_view, name="inspect"),
            path("<int:pk>/tetapkan/", self.adopt_view, name="adopt"),
            path("<int:pk>/kembalikan/", self.withdraw_view, name="withdraw"),
        ]


def register_procedure_log_actions(actions: Any) -> None:
    """Name our own lines in Wagtail's history of a version."""
    actions.register_action(
        procedure_flow.ADOPT_ACTION, _("Adopt the procedure"), _("Adopted the procedure")
    )
    actions.register_action(
        procedure_flow.WITHDRAW_ACTION, _("Return to draft"), _("Returned to draft")
    )

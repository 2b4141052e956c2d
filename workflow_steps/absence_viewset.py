"""Where people enter that they are away, and everybody sees who decides meanwhile."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from .absence_board import Board
from .absence_forms import ANYBODYS, EDIT_HANDLER, POLICY
from .acting_viewset import one_at_a_time
from .deciders import APPOINT, Deciders
from .models import Absence
from .views.inbox_columns import Card, Cell


class AbsenceIndexView(generic.IndexView):
    """The board for everybody; below it one's own entries, or all of them."""

    template_name = "workflow_steps/absence/index.html"
    any_permission_required = ["add", "change", "delete"]
    page_title = gettext_lazy("Absences")
    add_item_label = gettext_lazy("Add")
    default_ordering = "-first_day"
    table_class = Card

    def get_base_queryset(self) -> QuerySet[Absence]:
        theirs = POLICY.instances_user_has_any_permission_for(self.request.user, ["change"])
        return theirs.select_related("person")

    @cached_property
    def columns(self) -> list[Any]:
        title = self._get_title_column_class(TitleColumn)(
            "person", label=_("Person"), accessor="person", get_url=self.get_edit_url
        )
        return [title, *self.list_display]

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        user = self.request.user
        return {
            **context,
            "board": Board(Deciders.of(self.request)),
            "all_of_them": user.has_perm(ANYBODYS),
            "may_appoint": user.has_perm(APPOINT),
        }


class OneAtATime:
    """Two entries at the same instant could overlap: the second one waits."""

    @transaction.atomic
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        one_at_a_time()
        response: HttpResponse = super().post(request, *args, **kwargs)  # type: ignore[misc]
        return response


class AbsenceCreateView(OneAtATime, generic.CreateView):
    page_title = gettext_lazy("New absence")

    def save_instance(self) -> Absence:
        self.form.instance.created_by = self.request.user
        absence: Absence = super().save_instance()
        return absence


class TheirsOnly:
    """Somebody else's entry does not exist for a colleague (Wagtail checks no single one)."""

    request: HttpRequest

    def get_queryset(self) -> QuerySet[Absence]:
        found: QuerySet[Absence] = POLICY.instances_user_has_any_permission_for(
            self.request.user, ["change"]
        )
        return found


class AbsenceEditView(TheirsOnly, OneAtATime, generic.EditView):
    page_title = gettext_lazy("Absence")


class AbsenceDeleteView(TheirsOnly, generic.DeleteView):
    page_title = gettext_lazy("Delete absence")


class AbsenceViewSet(ModelViewSet):
    """Everybody may add their own; ``change`` is for whoever looks after all of them."""

    model = Absence
    name = "absence"
    url_prefix = "ketidakhadiran"
    icon = "date"
    menu_label = gettext_lazy("Absences")
    menu_order = 680
    add_to_admin_menu = True
    copy_view_enabled = False
    edit_handler = EDIT_HANDLER
    index_view_class = AbsenceIndexView
    add_view_class = AbsenceCreateView
    edit_view_class = AbsenceEditView
    delete_view_class = AbsenceDeleteView
    list_display = [
        Cell("days", label=gettext_lazy("Days"), sort_key="first_day"),
        Cell("kind", label=gettext_lazy("Kind"), accessor="get_kind_display", width="20%"),
        Cell("note", label=gettext_lazy("Note")),
    ]

    @property
    def permission_policy(self) -> Any:
        return POLICY

    @property
    def index_template_name(self) -> str:
        return AbsenceIndexView.template_name

    def get_urlpatterns(self) -> list[Any]:
        unwanted = ("usage", "history", "history_results")
        return [url for url in super().get_urlpatterns() if url.name not in unwanted]

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        without = {"usage_url_name": None, "history_url_name": None}
        return {**super().get_common_view_kwargs(**kwargs), **without}

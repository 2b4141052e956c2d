"""The user's office in Wagtail's user screens, and what has to happen before an account closes."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.bulk_actions import DeleteBulkAction, SetActiveStateBulkAction
from wagtail.users.views.users import CreateView, DeleteView, EditView, IndexView, UserViewSet

from . import holdings
from .absence_board import answers
from .deciders import Deciders
from .hand_over_views import INDEX, hand_over_url
from .nip import clean_nip

OFFICE_FIELDS = {"office_title", "employee_number"}


class OneNameMixin(forms.Form):
    """Many Indonesians have one name; Wagtail insists on two."""

    last_name = forms.CharField(required=False, label=gettext_lazy("Last name"))


class OfficeMixin(OneNameMixin):
    def clean_employee_number(self) -> str:
        return clean_nip(self.cleaned_data["employee_number"])


class NewsroomUserEditForm(OfficeMixin, UserEditForm):
    class Meta(UserEditForm.Meta):
        fields = UserEditForm.Meta.fields | OFFICE_FIELDS

    def clean_is_active(self) -> bool:
        """Nothing is orphaned: whoever still holds work hands it over first."""
        active = bool(self.cleaned_data["is_active"])
        if not active and self.instance.pk and "is_active" in self.changed_data:
            found = holdings.still_holding([self.instance])
            if found:
                link = format_html(
                    '{} <a href="{}">{}</a>',
                    still_holds(found),
                    hand_over_url(self.instance),
                    _("Hand over work"),
                )
                raise forms.ValidationError(link)
        return active


class NewsroomUserCreationForm(OfficeMixin, UserCreationForm):
    class Meta(UserCreationForm.Meta):
        fields = UserCreationForm.Meta.fields | OFFICE_FIELDS


def still_holds(found: Iterable[tuple[Any, int]]) -> str:
    names = ", ".join(f"{person} ({count})" for person, count in found)
    return _("Still holds work that somebody has to go on with: %(names)s.") % {"names": names}


def refuse_while_holding(request: HttpRequest, people: Iterable[Any]) -> bool:
    """Say who still holds what and where to hand it over; whether there is anybody."""
    found = holdings.still_holding(people)
    if not found:
        return False
    url = hand_over_url(found[0][0]) if len(found) == 1 else reverse(INDEX)
    messages.error(
        request,
        _("Nothing was changed. %(holding)s") % {"holding": still_holds(found)},
        buttons=[messages.button(url, _("Hand over work"))],
    )
    return True


def warn_if_nobody_decides(request: HttpRequest) -> None:
    """After an account, or its groups, changed: a decision that is nobody's any more."""
    deciders = Deciders()
    for (task, answer), pk in zip(answers(deciders), deciders.tasks, strict=True):
        if not deciders.on(pk):
            messages.warning(request, f"{task}: {answer.text} {answer.advice}")


def roles_of(person: Any) -> str:
    names = [group.name for group in person.groups.all()]
    if person.is_superuser:
        names.insert(0, _("System administrator"))
    return ", ".join(names) or _("no role")


class NewsroomUserIndexView(IndexView):
    """Roles instead of Wagtail's access level, which only superusers have."""

    @cached_property
    def columns(self) -> list[Any]:
        roles = Column(
            "roles", label=gettext_lazy("Roles"), accessor=roles_of, classname="level", width="20%"
        )
        return [roles if one.name == "is_superuser" else one for one in super().columns]

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().prefetch_related("groups")


def may_enter(person: Any) -> bool:
    """Asked anew: the permissions of the object at hand were read before its roles were saved."""
    fresh = type(person)._default_manager.get(pk=person.pk)
    return not fresh.is_active or bool(fresh.has_perm("wagtailadmin.access_admin"))


def warn_without_role(request: HttpRequest, person: Any) -> None:
    if may_enter(person):
        return
    text = _("%(person)s has no role yet and cannot enter the newsroom.") % {"person": person}
    url = f"{reverse('wagtailusers_users:edit', args=[person.pk])}#tab-roles"
    messages.warning(request, text, buttons=[messages.button(url, _("Give a role"))])


class NewsroomUserCreateView(CreateView):
    def save_instance(self) -> Any:
        saved = super().save_instance()
        warn_without_role(self.request, saved)
        return saved


class NewsroomUserEditView(EditView):
    def save_instance(self) -> Any:
        saved = super().save_instance()
        warn_without_role(self.request, saved)
        warn_if_nobody_decides(self.request)
        return saved


class NewsroomUserDeleteView(DeleteView):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse
        if self.user_has_permission("delete") and refuse_while_holding(request, [self.object]):
            response = redirect("wagtailusers_users:edit", self.object.pk)
            return response
        response = super().dispatch(request, *args, **kwargs)
        return response

    def delete_action(self) -> None:
        super().delete_action()
        warn_if_nobody_decides(self.request)


class HoldersStay:
    """In bulk: all or nothing, so that nobody has to find out which of them was changed."""

    request: Any
    next_url: str

    def takes_away(self) -> bool:
        return True

    def prepare_action(self, objects: Any, objects_without_access: Any) -> HttpResponse | None:
        if self.takes_away() and refuse_while_holding(self.request, objects):
            return redirect(self.next_url)
        return None

    def form_valid(self, form: Any) -> Any:
        response = super().form_valid(form)  # type: ignore[misc]
        warn_if_nobody_decides(self.request)
        return response


class DeleteUsers(HoldersStay, DeleteBulkAction):
    pass


class SetActiveState(HoldersStay, SetActiveStateBulkAction):
    def takes_away(self) -> bool:
        return not self.cleaned_form.cleaned_data["mark_as_active"]


class NewsroomUserViewSet(UserViewSet):
    index_view_class = NewsroomUserIndexView
    add_view_class = NewsroomUserCreateView
    edit_view_class = NewsroomUserEditView
    delete_view_class = NewsroomUserDeleteView

    def get_form_class(self, for_update: bool = False) -> type[forms.Form]:
        return NewsroomUserEditForm if for_update else NewsroomUserCreationForm

"""The user's office in Wagtail's user screens."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import UserViewSet

OFFICE_FIELDS = {"office_title", "employee_number"}


class OneNameMixin(forms.Form):
    """Many Indonesians have one name; Wagtail insists on two."""

    last_name = forms.CharField(required=False, label=_("Last name"))


class NewsroomUserEditForm(OneNameMixin, UserEditForm):
    class Meta(UserEditForm.Meta):
        fields = UserEditForm.Meta.fields | OFFICE_FIELDS


class NewsroomUserCreationForm(OneNameMixin, UserCreationForm):
    class Meta(UserCreationForm.Meta):
        fields = UserCreationForm.Meta.fields | OFFICE_FIELDS


class NewsroomUserViewSet(UserViewSet):
    def get_form_class(self, for_update: bool = False) -> type[forms.Form]:
        return NewsroomUserEditForm if for_update else NewsroomUserCreationForm

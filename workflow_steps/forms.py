"""What a reviewer fills in."""

import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

MIN_REASON_LENGTH = 10


def printable(text: str) -> str:
    """What a database can store: the editor's own POST brings comments past any form."""
    return text.replace("\x00", "").encode(errors="ignore").decode()


def visible(text: str) -> str:
    """The text without signs that nobody sees; what is left is what counts as a reason."""
    kept = (
        sign for sign in printable(text) if sign == "\n" or unicodedata.category(sign)[0] != "C"
    )
    return "".join(kept).strip()


def clean_reason(text: str) -> str:
    """The reason of a decision, stripped; ``ValidationError`` when it is too short to help."""
    reason = visible(text)
    if len(reason) < MIN_REASON_LENGTH:
        raise forms.ValidationError(
            _("Give a reason of at least %(count)d characters, so that others understand it.")
            % {"count": MIN_REASON_LENGTH}
        )
    return reason


class ReturnForm(forms.Form):
    """A return needs a reason (invariant 4)."""

    comment = forms.CharField(
        label=_("Reason"),
        help_text=_("What has to change before this can go on?"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean_comment(self) -> str:
        return clean_reason(self.cleaned_data["comment"])


class ApproveForm(forms.Form):
    comment = forms.CharField(
        label=_("Note (optional)"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


def form_for_action(action: str) -> type[forms.Form]:
    forms_by_action: dict[str, Any] = {"reject": ReturnForm}
    return forms_by_action.get(action, ApproveForm)

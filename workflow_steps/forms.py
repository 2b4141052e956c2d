"""What a reviewer fills in."""

from typing import Any, ClassVar
from unicodedata import category, normalize

from django import forms
from django.utils.translation import gettext_lazy as _

MIN_REASON_LENGTH = 10
# Letters and symbols by their category, but nothing to see.
_BLANK = frozenset("\u115f\u1160\u2800\U0001d159\U00013441\U00013442")
_READ = frozenset("LNPS")  # letters, numbers, punctuation, symbols


def printable(text: str) -> str:
    """What a database can store: the editor's own POST brings comments past any form."""
    return text.replace("\x00", "").encode(errors="ignore").decode()


def visible(text: str) -> str:
    """The text without signs that never belong in one."""
    kept = (sign for sign in printable(text) if sign == "\n" or category(sign)[0] != "C")
    return "".join(kept).strip()


def is_too_short(reason: str) -> bool:
    """What counts is what others can read; several spaces are one, and a mark upon a letter none.

    NFKC, each sign by itself, makes the blank letters of old encodings the ones of ``_BLANK``.
    """
    parts = (part for sign in " ".join(reason.split()) for part in normalize("NFKC", sign))
    return sum(map(_is_read, parts)) < MIN_REASON_LENGTH


def _is_read(sign: str) -> bool:
    kind = category(sign)
    return sign == " " or kind == "Mc" or (kind[0] in _READ and sign not in _BLANK)


def clean_reason(text: str) -> str:
    """The reason of a decision, stripped; ``ValidationError`` when it is too short to help."""
    reason = visible(text)
    if is_too_short(reason):
        raise forms.ValidationError(
            _("At least %(count)d characters, so that others understand the reason.")
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


def note_field() -> forms.CharField:
    return forms.CharField(
        label=_("Note (optional)"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class ApproveForm(forms.Form):
    comment = note_field()


class NoReasonForm(forms.Form):
    """A way on with an optional note; a reason beside it, written for the other button, stops it.

    On a phone both buttons are one thumb apart: what was typed must not be lost by the wrong one.
    """

    reason_name: ClassVar[str] = "comment"
    note = note_field()

    def clean(self) -> dict[str, Any]:
        if visible(self.data.get(self.reason_name, "")):
            raise forms.ValidationError(
                _(
                    "Nothing was decided, because a reason is written below. Use the button under "
                    "it, or empty it."
                )
            )
        return super().clean() or {}


def form_for_action(action: str) -> type[forms.Form]:
    forms_by_action: dict[str, Any] = {"reject": ReturnForm}
    return forms_by_action.get(action, ApproveForm)


def focus_first_error(form: forms.Form) -> None:
    """The person goes where it has to be mended, which on a phone is far below the message."""
    for name in form.fields:
        if form.errors.get(name) and not form[name].is_hidden:
            form.fields[name].widget.attrs["autofocus"] = True
            return

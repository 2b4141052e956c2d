"""What a reader may ask, and what is said of an answer that cannot be read."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from news.models.search import Kind

from .store import Narrowing

RELEVANCE, NEWEST = "relevan", "terbaru"
# Nothing is older than the first websites; a database cannot hold every date that can be typed.
EARLIEST, LATEST = date(1990, 1, 1), date(2200, 1, 1)
UNREADABLE = _("This date cannot be read. Write it like this: 17/08/2026.")
UNKNOWN = _("There is no such choice any more. Choose from the list.")


class SearchForm(forms.Form):
    """The narrowing of a search; the words themselves are read as they come."""

    jenis = forms.ChoiceField(
        label=_("Kind"), required=False, error_messages={"invalid_choice": UNKNOWN}
    )
    kategori = forms.ChoiceField(
        label=_("Category"), required=False, error_messages={"invalid_choice": UNKNOWN}
    )
    dari = forms.DateField(label=_("From"), required=False, error_messages={"invalid": UNREADABLE})
    sampai = forms.DateField(
        label=_("Until"), required=False, error_messages={"invalid": UNREADABLE}
    )
    urut = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[(RELEVANCE, _("Best match first")), (NEWEST, _("Newest first"))],
        error_messages={"invalid_choice": UNKNOWN},
    )

    def __init__(self, asked: dict[str, str], categories: list[Any]) -> None:
        data = dict(asked)
        super().__init__(data, auto_id="search-%s")
        for name in ("dari", "sampai"):
            self._show_as_typed_or_date(data, name)
        self.categories = {category.slug: category for category in categories}
        everything = ("", _("All"))
        self._offer("jenis", [everything, *Kind.choices])
        self._offer("kategori", [everything, *((c.slug, c.name) for c in categories)])

    def _show_as_typed_or_date(self, data: dict[str, str], name: str) -> None:
        """A browser's date field would show nothing at all of what is no date."""
        field = self.fields[name]
        try:
            day = field.clean(data.get(name))
        except forms.ValidationError:
            return
        field.widget.input_type = "date"
        data[name] = day.isoformat() if day else ""

    def _offer(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        since, until = cleaned.get("dari"), cleaned.get("sampai")
        if since and until and since > until:
            self.add_error("sampai", _("The last day is before the first."))
        return cleaned

    @property
    def narrows(self) -> bool:
        """Whether anything but the order was chosen, readable or not."""
        return any(self[name].value() for name in ("jenis", "kategori", "dari", "sampai"))

    def narrowing(self) -> Narrowing:
        chosen = self.cleaned_data
        category = self.categories.get(chosen["kategori"])
        until = chosen["sampai"]
        return Narrowing(
            kind=chosen["jenis"],
            category_id=category.pk if category else None,
            since=_midnight(chosen["dari"]),
            before=_midnight(min(until, LATEST) + timedelta(days=1)) if until else None,
            newest_first=chosen["urut"] == NEWEST,
        )


def _midnight(day: date | None) -> datetime | None:
    """The office's, since that is the date a page shows."""
    if day is None:
        return None
    return timezone.make_aware(datetime.combine(min(max(day, EARLIEST), LATEST), time.min))

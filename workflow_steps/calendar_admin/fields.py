"""Input as an officer types it: the hours of a day, a date, a time."""

import re
from collections.abc import Iterable
from datetime import time
from itertools import pairwise
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..working_days import Hours
from . import words

_RANGE = re.compile(
    r"(\d{1,2})[.:](\d{2})\s*(?:[-–—]|s\.?\s?/?d\.?|sampai|until|to)\s*(\d{1,2})[.:](\d{2})",
    re.IGNORECASE,
)


class DayInput(forms.DateInput):
    """Text, in the office's order: the browser's own input shows month and day in its language's.

    Where there are dozens on a screen; elsewhere Wagtail's, with a chooser.
    """

    def __init__(self) -> None:
        attrs = {"inputmode": "numeric", "placeholder": gettext_lazy("dd/mm/yyyy"), "size": 11}
        super().__init__(format="%d/%m/%Y", attrs=attrs)


class ClockInput(forms.TimeInput):
    """Text as well: the browser's own asks in English for AM and PM."""

    def __init__(self) -> None:
        attrs = {"inputmode": "decimal", "placeholder": gettext_lazy("hh.mm"), "size": 6}
        super().__init__(format="%H.%M", attrs=attrs)


class HoursField(forms.CharField):
    """“07.30-12.00, 13.00-16.00”; empty is a day off."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=100, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return value if value is None or isinstance(value, str) else words.hours_text(value)

    def to_python(self, value: Any) -> Any:
        if not isinstance(value, str):
            return list(value or ())
        parts = [part.strip() for part in re.split(r"[,;]|\bdan\b|\band\b", value)]
        return _in_order([_hours(part) for part in parts if part])

    def validate(self, value: Any) -> None:
        """Nothing more to ask: the hours were read."""

    def run_validators(self, value: Any) -> None:
        """Those of a text do not suit what was read."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(initial) != self.to_python(data))
        except ValidationError:
            return True


def _hours(text: str) -> Hours:
    match = _RANGE.fullmatch(text)
    try:
        if match is None:
            raise ValueError
        first_hour, first_minute, last_hour, last_minute = map(int, match.groups())
        start, end = time(first_hour, first_minute), time(last_hour, last_minute)
    except ValueError as error:
        raise ValidationError(
            _("“%(text)s” cannot be read. Write hours like 07.30–12.00, 13.00–16.00."),
            params={"text": text},
        ) from error
    if end <= start:
        raise ValidationError(
            _("“%(text)s”: the end must be later than the start."), params={"text": text}
        )
    return start, end


def _in_order(hours: Iterable[Hours]) -> list[Hours]:
    ordered = sorted(hours)
    for earlier, later in pairwise(ordered):
        if later[0] < earlier[1]:
            raise ValidationError(
                _("Working hours overlap: %(first)s and %(second)s."),
                params={
                    "first": words.hours_text([earlier]),
                    "second": words.hours_text([later]),
                },
            )
    return ordered


def week_fields() -> dict[str, HoursField]:
    return {
        f"day_{weekday}": HoursField(label=name, widget=forms.TextInput(attrs={"size": 34}))
        for weekday, name in WEEKDAYS.items()
    }

"""What a ledger line knows besides, for people to read; the data itself stays as it was hashed."""

import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from workflow_steps.templatetags.office_formats import duration, wita_datetime

from .models import StepTiming, WorkEvent

LABELS = {
    "about": _("about"),
    "act": _("act number"),
    "acting_for": _("acting for"),
    "action": _("what is to be done"),
    "assessor": _("assessor"),
    "at": _("since"),
    "automatic": _("automatic"),
    "calendar_version": _("version of the work calendar"),
    "capacity": _("capacity"),
    "category": _("category"),
    "changes": _("changes"),
    "closed": _("steps closed"),
    "correction": _("correction"),
    "corrected": _("corrected timings"),
    "due_at": _("due"),
    "edition": _("edition"),
    "effective_from": _("in force from"),
    "elapsed": _("time taken"),
    "emergency": _("number of the emergency publication"),
    "end_hash": _("hash at the end"),
    "figures": _("figures"),
    "figures_at": _("figures as of"),
    "filter": _("filter"),
    "format": _("format"),
    "from": _("from"),
    "go_live_at": _("go-live time"),
    "group": _("group"),
    "half": _("half-year"),
    "implied": _("opened by the decision itself"),
    "information_class": _("information class"),
    "item_id": _("item number"),
    "item_type": _("kind of item"),
    "letter_number": _("number of the letter"),
    "material": _("material"),
    "materials": _("material"),
    "note": _("note"),
    "notes": _("notes"),
    "number": _("number"),
    "office": _("office"),
    "opened": _("step opened"),
    "outcome": _("outcome"),
    "person": _("person"),
    "person_id": _("person number"),
    "procedure": _("version of the SOP"),
    "procedure_id": _("number of the version of the SOP"),
    "reason": _("reason"),
    "register_number": _("register number"),
    "round": _("round"),
    "rows": _("rows"),
    "seal": _("seal"),
    "sheet": _("sheet"),
    "standard_max": _("longest standard time"),
    "standard_min": _("shortest standard time"),
    "step": _("step"),
    "task": _("task"),
    "threshold": _("threshold"),
    "unit": _("source (unit)"),
    "unmeasured": _("steps not measured"),
    "until": _("until"),
    "valid_from": _("valid from"),
    "valid_until": _("valid until"),
    "verdict": _("verdict"),
    "within": _("within the standard"),
    "writer": _("writer"),
    "year": _("year"),
}
SECONDS = {"elapsed", "standard_min", "standard_max"}
CHOICES: dict[str, Any] = {
    "outcome": StepTiming.Outcome,
    "capacity": WorkEvent.Capacity,
    "item_type": WorkEvent.ItemType,
}
MOMENTS: tuple[Callable[[str], date], ...] = (date.fromisoformat, datetime.fromisoformat)


def in_words(data: dict[str, Any]) -> SafeString:
    """A list of what it says, and below it, folded away, the data exactly as it is hashed."""
    if not data:
        return SafeString()
    raw = json.dumps(data, ensure_ascii=False, sort_keys=True, indent=1)
    return format_html(
        '{}<details class="ledger-raw"><summary>{}</summary><pre><code>{}</code></pre></details>',
        _facts(data),
        gettext("As it is hashed"),
        raw,
    )


def _facts(data: dict[str, Any]) -> SafeString:
    rows = ((LABELS.get(key, key), _value(key, value)) for key, value in data.items())
    return format_html(
        '<dl class="ledger-facts">{}</dl>',
        format_html_join("", "<div><dt>{}</dt><dd>{}</dd></div>", rows),
    )


def _value(key: str, value: Any) -> Any:
    if isinstance(value, dict):
        return _facts(value) if value else "–"
    if isinstance(value, list):
        return _values(value)
    return "–" if value in (None, "") else _one(key, value)


def _values(values: list[Any]) -> Any:
    if values and isinstance(values[0], dict):
        return format_html_join("", "{}", ((_facts(one),) for one in values))
    return ", ".join(str(one) for one in values) or "–"


def _one(key: str, value: Any) -> Any:
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if key in SECONDS and isinstance(value, int):
        return duration(value)
    if key in CHOICES and value in CHOICES[key].values:
        return CHOICES[key](value).label
    return _moment(value)


def _moment(value: Any) -> Any:
    """A date or time that was written as text, as the office writes it."""
    if isinstance(value, str) and value[:2].isdigit():
        for read in MOMENTS:
            try:
                return wita_datetime(read(value))
            except ValueError:
                continue
    return value

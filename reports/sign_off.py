"""What the records add to the sign-off sheet: words to look at twice, and the item's time."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from news.models import PageMaterial
from workflow_steps.content import FILES, field_names
from workflow_steps.sign_off.base import SignOffSection
from workflow_steps.templatetags.office_formats import duration

from .models import StepTiming, WorkEvent
from .watched import current_watchlist
from .watchlist import HOST, strings_in

NOT_READ = frozenset({"type", FILES})


class WatchlistSection(SignOffSection):
    """What ``verify_published`` would report tomorrow is better seen before the paraf."""

    name = "periksa"
    heading = gettext_lazy("Watched words and unknown hosts")
    order = 50
    template_name = "reports/sign_off/watchlist.html"
    warns = True

    @cached_property
    def hits(self) -> list[dict[str, str]]:
        watchlist = current_watchlist()
        found = {
            (hit.kind, hit.what): {
                "kind": _("unknown host") if hit.kind == HOST else _("watched word"),
                "what": hit.what,
                "excerpt": hit.excerpt,
                "field": field_names(type(self.sheet.page), [name])[0],
            }
            for name, value in self.sheet.content.items()
            if name not in NOT_READ
            for text in strings_in(value)
            for hit in watchlist.scan(text)
        }
        return list(found.values())

    @property
    def is_shown(self) -> bool:
        return bool(self.hits)

    @property
    def summary(self) -> str:
        return str(len(self.hits))


@dataclass(frozen=True)
class Line:
    """One event of the ledger, and the steps that it ended."""

    event: WorkEvent
    says: str
    steps: list[str]


class TimelineSection(SignOffSection):
    """How the item came here, with the time each step took."""

    name = "riwayat"
    heading = gettext_lazy("Timeline of the item")
    order = 600
    template_name = "reports/sign_off/timeline.html"

    @cached_property
    def lines(self) -> list[Line]:
        page_id = self.sheet.stored.pk
        materials = PageMaterial.objects.filter(page_id=page_id).values("material_id")
        events = WorkEvent.objects.filter(
            Q(item_type=WorkEvent.ItemType.PAGE, item_id=page_id)
            | Q(item_type=WorkEvent.ItemType.MATERIAL, item_id__in=materials)
        )
        return [
            Line(event, says(event), [closed_step(step) for step in event.data.get("closed", [])])
            for event in events.order_by("sequence")
        ]

    @cached_property
    def running(self) -> list[str]:
        """The steps whose clock runs now, against their standard."""
        timings = StepTiming.objects.filter(
            item_type=WorkEvent.ItemType.PAGE,
            item_id=self.sheet.stored.pk,
            outcome=StepTiming.Outcome.RUNNING,
        )
        return [
            self._running(step, opened_at)
            for step, opened_at in timings.order_by("step").values_list("step", "opened_at")
            if opened_at is not None
        ]

    def _running(self, step: int, opened_at: datetime) -> str:
        times = self.sheet.times
        passed = times.passed(step, opened_at, timezone.now())
        standard = times.standard(step, opened_at)
        text = _("Step %(step)d running: %(time)s") % {
            "step": step,
            "time": "–" if passed is None else duration(passed),
        }
        if standard is None:
            return text
        return f"{text} {against(standard.standard_seconds(times.nominal_day)[1])}"

    @property
    def summary(self) -> str:
        left = self.sheet.deadline.left
        if left is None:
            return ""
        if self.sheet.deadline.is_overdue:
            return _("%(time)s late") % {"time": duration(-left)}
        return _("%(time)s left") % {"time": duration(max(left, 0))}


def says(event: WorkEvent) -> str:
    """What was written with it: the reason of a return, the note of a decision."""
    return str(event.data.get("reason") or event.data.get("note") or "")


def closed_step(step: dict[str, Any]) -> str:
    if step.get("elapsed") is None:
        return _("Step %(step)d ended") % {"step": step["step"]}
    text = _("Step %(step)d: %(time)s") % {
        "step": step["step"],
        "time": duration(step["elapsed"]),
    }
    if step.get("standard_max") is None:
        return text
    late = "" if step.get("within") is not False else f", {_('late')}"
    return f"{text} {against(step['standard_max'])}{late}"


def against(standard: int) -> str:
    return _("(standard %(time)s)") % {"time": duration(standard)}

"""How reports put a standard, a verdict and a reason into words."""

from datetime import datetime, timedelta

from django import template
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _

from workflow_steps.calendar_admin.words import REASONS
from workflow_steps.standards import StandardTimes
from workflow_steps.templatetags.office_formats import duration
from workflow_steps.working_days import Reason

from ..changed_standards import Length, Standards
from ..models import StepTiming

register = template.Library()


@register.filter
def reason_word(reason: str) -> str:
    return str(REASONS[Reason(reason)])


@register.filter
def moment(text: str) -> datetime | None:
    """Of the ISO form in which the ledger keeps it."""
    return parse_datetime(text)


@register.filter
def exact_moment(moment: datetime) -> str:
    """To the second: ``Sen, 2 Nov 2026 11.30.15``."""
    local = timezone.localtime(moment)
    return f"{date_format(local, 'D, j M Y')} {local:%H.%M.%S}"


@register.filter
def short_moment(moment: datetime | None) -> str:
    """For a narrow column: ``Sen, 2 Nov 2026 11.30``."""
    return date_format(timezone.localtime(moment), "D, j M Y H.i") if moment else ""


@register.filter
def exact_seconds(seconds: int) -> str:
    """To the second: ``2 j 10 m 05 d``."""
    hours, rest = divmod(seconds, 3600)
    minutes, left = divmod(rest, 60)
    return _("%(hours)d h %(minutes)02d m %(seconds)02d s") % {
        "hours": hours,
        "minutes": minutes,
        "seconds": left,
    }


@register.filter
def exact_length(length: timedelta) -> str:
    return exact_seconds(length // timedelta(seconds=1))


def standard_words(low: int | None, high: int | None) -> str:
    """``1 j - 3 j``, or one length where the standard is no span."""
    if high is None:
        return "–"
    return duration(high) if low in (None, high) else f"{duration(low)} – {duration(high)}"


@register.simple_tag
def standard_of(timing: StepTiming, times: StandardTimes) -> str:
    """The standard that judges, and beside it the one in force at the end where that differs."""
    found = Standards.of(timing, times)
    word = standard_words(*found.counts)
    if found.later is None:
        return word
    return format_html("{}<br><small>{}</small>", word, later_words(timing, found.later))


def later_words(timing: StepTiming, later: Length) -> str:
    if timing.closed_at is None:
        return _("in force now: %(standard)s") % {"standard": standard_words(*later)}
    return _("in force at the closing: %(standard)s") % {"standard": standard_words(*later)}


@register.simple_tag
def verdict_of(timing: StepTiming) -> str:
    """The verdict as judged, and beside it the corrected one where that differs."""
    word = verdict_badge(timing.verdict)
    if timing.corrected_verdict in ("", timing.verdict):
        return word
    return format_html("{}<br>{} {}", word, _("corrected:"), corrected_verdict_of(timing))


@register.simple_tag
def corrected_verdict_of(timing: StepTiming) -> str:
    return verdict_badge(timing.corrected_verdict)


def verdict_badge(code: str) -> str:
    """A verdict as every screen shows it; ``static/css/verdicts.css`` has its colour."""
    word = StepTiming.Verdict(code).label if code else _("running")
    return format_html('<span class="verdict verdict--{}">{}</span>', code or "running", word)

"""Due soon, overdue, and what stays overdue: the next office hears of it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import QuerySet

from .. import acting
from ..models import Escalation, Notice, WebhookEvent
from ..standards import StandardTimes
from ..webhooks.reminders import Due, announce
from .hours import OfficeHours
from .matters import Matter, Source, overview, sources
from .writing import News, tell

Kind = Notice.Kind
EVENTS = {Kind.DUE_SOON: WebhookEvent.DUE_SOON, Kind.OVERDUE: WebhookEvent.OVERDUE}
FRESH = timedelta(days=14)
"""What has been late for longer is no news (a server that was away, an office that begins):
the daily digest names it."""


@dataclass(frozen=True)
class Reminder:
    matter: Matter
    kind: Kind
    data: dict[str, Any]
    next_office: int | None = None

    @property
    def key(self) -> str:
        return f"{self.kind.value}:{self.matter.key}"

    @property
    def keys(self) -> list[str]:
        """Also those under which the same may have been told."""
        return [self.key, *(f"{self.kind.value}:{key}" for key in self.matter.formerly)]


def remind(now: datetime) -> int:
    """Tell what has become due soon or overdue by now; returns how many rows that made."""
    if not OfficeHours.read().is_open(now):
        return 0
    times = StandardTimes.read()
    rules = {rule.office_id: rule for rule in _rules()}
    done = 0
    for source in sources():
        for batch in source.matters(times):
            reminders = [one for matter in batch for one in _of(matter, times, now)]
            overdue = [one.matter for one in reminders if one.kind == Kind.OVERDUE]
            if rules and overdue:
                reminders += _escalated(overdue, source.offices(overdue), rules, times, now)
            done += _tell_all(source, _not_told(reminders))
    return done


def _rules() -> "QuerySet[Escalation]":
    return Escalation.objects.filter(next_office__isnull=False).select_related("office")


# --- what is due ---------------------------------------------------------------------------------


def _of(matter: Matter, times: StandardTimes, now: datetime) -> Iterable[Reminder]:
    due_at, since = matter.due_at, matter.since
    if due_at is None or since is None or now - due_at > FRESH:
        return
    data: dict[str, Any] = {"step": matter.step}
    if due_at < times.late_before(matter.step, now):
        yield Reminder(matter, Kind.OVERDUE, data)
        return
    allowed = times.passed(matter.step, since, due_at)
    used = times.passed(matter.step, since, now)
    if allowed and used is not None and used >= settings.NEWSROOM_DUE_SOON_SHARE * allowed:
        left = times.left(matter.step, due_at, now)
        yield Reminder(matter, Kind.DUE_SOON, data | {"left": left})


def _escalated(
    overdue: Sequence[Matter],
    offices: Mapping[str, Collection[int]],
    rules: Mapping[int, Escalation],
    times: StandardTimes,
    now: datetime,
) -> Iterable[Reminder]:
    for matter in overdue:
        late = times.passed(matter.step, matter.due_at or now, now) or 0
        for office in sorted(offices.get(matter.key, ())):
            rule = rules.get(office)
            if rule and late >= rule.after_minutes * 60:
                data = {"step": matter.step, "late": late, "offices": rule.office.name}
                yield Reminder(matter, Kind.ESCALATED, data, next_office=rule.next_office_id)
                break


# --- who is told ---------------------------------------------------------------------------------


def _not_told(reminders: Sequence[Reminder]) -> list[Reminder]:
    keys = {key for reminder in reminders for key in reminder.keys}
    told = set(Notice.objects.filter(key__in=keys).values_list("key", flat=True)) if keys else set()
    return [reminder for reminder in reminders if told.isdisjoint(reminder.keys)]


def _tell_all(source: Source, reminders: Sequence[Reminder]) -> int:
    if not reminders:
        return 0
    asked = list({reminder.matter.key: reminder.matter for reminder in reminders}.values())
    with transaction.atomic():
        still = source.still(asked)
        left = [reminder for reminder in reminders if reminder.matter.key in still]
        turn = source.people([one for one in asked if one.key in still]) if left else {}
        users = get_user_model()._default_manager.in_bulk(set().union(*turn.values()))
        done = 0
        for reminder in left:
            theirs = [users[pk] for pk in turn.get(reminder.matter.key, ()) if pk in users]
            if reminder.next_office:  # whoever it waits for knows already
                members = acting.approvers([reminder.next_office])
                theirs = [person for person in members if person not in theirs]
            done += tell(theirs, _news(reminder))
        done += announce(
            [Due(EVENTS[one.kind], one.keys, one.matter) for one in left if one.kind in EVENTS]
        )
    return done


def _news(reminder: Reminder) -> News:
    matter = reminder.matter
    return News(
        kind=reminder.kind,
        key=reminder.key,
        title=matter.title,
        url=overview(matter) if reminder.next_office else matter.url,
        item_type=matter.item_type,
        item_id=matter.item_id,
        due_at=matter.due_at,
        data=reminder.data,
    )

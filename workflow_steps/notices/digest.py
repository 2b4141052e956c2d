"""One mail a working day: what waits for each person, when the office opens."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from wagtail.users.models import UserProfile

from ..models import DigestDay, Notice
from ..standards import StandardTimes
from .hours import OfficeHours
from .matters import Matter, sources
from .preferences import TELLING, Channel, Preferences
from .words import sentence
from .writing import mail_for, write

Kind = Notice.Kind
LONGEST = 20  # lines in a mail; the desk has the rest


def write_digests(now: datetime) -> int:
    """Once a working day, from its first hour on; returns how many were written.

    The day and its digests are one transaction, so a worker that dies in it has written neither.
    """
    hours = OfficeHours.read()
    day, opening = hours.day(now), hours.opening_of_day(now)
    if opening is None or now < opening or DigestDay.objects.filter(day=day).exists():
        return 0
    waiting = _waiting()
    people = {person.pk: person for person in _active()}
    wants = Preferences(people.values()).wants
    deliver_after = hours.next_opening(now)
    with transaction.atomic():
        before = DigestDay.objects.order_by("-day").first()
        try:
            with transaction.atomic():
                DigestDay.objects.create(day=day)
        except IntegrityError:  # somebody else was faster
            return 0
        news = _news(before.at if before else now)
        languages = _languages(news)
        rows = []
        for pk, person in people.items():
            if not wants(pk, Kind.DIGEST, Channel.MAIL):
                continue
            theirs = [
                (matter, late)
                for matter, late in waiting.get(pk, ())
                if wants(pk, Kind(matter.kind), Channel.DIGEST)
            ]
            told = [
                notice
                for notice in news.get(pk, ())
                if wants(pk, Kind(notice.kind), Channel.DIGEST)
            ]
            if theirs or told:
                with override(languages.get(pk)):
                    data = _data(theirs, told)
                rows.append(_row(person, day.isoformat(), data, deliver_after))
        return write(rows)


def _active() -> Collection[Any]:
    return get_user_model()._default_manager.filter(is_active=True).exclude(email="")


def _waiting() -> Mapping[int, list[tuple[Matter, bool]]]:
    """By person, what waits for them, the most urgent first, and whether it is overdue."""
    times, now = StandardTimes.read(), timezone.now()
    found: dict[int, list[tuple[Matter, bool]]] = defaultdict(list)
    for source in sources():
        for batch in source.matters(times):
            people = source.people(batch)
            for matter in batch:
                late = bool(matter.due_at and matter.due_at < times.late_before(matter.step, now))
                for person in people.get(matter.key, ()):
                    found[person].append((matter, late))
    for theirs in found.values():
        theirs.sort(key=_urgency)
    return found


def _urgency(row: tuple[Matter, bool]) -> tuple[Any, ...]:
    matter = row[0]
    due = matter.due_at.timestamp() if matter.due_at else float("inf")
    return matter.kind != Kind.EMERGENCY, due, matter.key


def _news(since: datetime) -> Mapping[int, list[Notice]]:
    """What was told since the last digest and not read yet."""
    kinds = {*TELLING, Kind.ESCALATED}
    found: dict[int, list[Notice]] = defaultdict(list)
    notices = Notice.objects.filter(
        kind__in=kinds, created_at__gt=since, read_at=None, settled_at=None
    )
    for notice in notices.order_by("created_at", "pk"):
        if notice.recipient_id:
            found[notice.recipient_id].append(notice)
    return found


def _languages(people: Collection[int]) -> Mapping[int, str | None]:
    chosen = UserProfile.objects.filter(user__in=people).exclude(preferred_language="")
    return dict(chosen.values_list("user", "preferred_language"))


def _data(theirs: list[tuple[Matter, bool]], told: list[Notice]) -> dict[str, Any]:
    return {
        "count": len(theirs),
        "waiting": [
            {
                "title": matter.title,
                "step": matter.step,
                "url": matter.url,
                "due_at": matter.due_at.isoformat() if matter.due_at else "",
                "late": late,
            }
            for matter, late in theirs[:LONGEST]
        ],
        "more": max(0, len(theirs) - LONGEST),
        "news": [sentence(notice) for notice in told[:LONGEST]],
    }


def _row(person: Any, day: str, data: dict[str, Any], deliver_after: datetime) -> Notice:
    return Notice(
        recipient=person,
        recipient_name=str(person),
        kind=Kind.DIGEST,
        key=f"digest:{day}",
        url=reverse("wagtailadmin_home"),
        data=data,
        on_bell=False,
        mail=mail_for(person, True),
        deliver_after=deliver_after,
    )

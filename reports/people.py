"""What people are called who may have left: timings keep their names."""

from collections.abc import Collection
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Max, QuerySet

from .models import StepTiming


def names_of_people(
    ids: Collection[int], among: QuerySet[StepTiming] | None = None
) -> dict[int, str]:
    """As they are called now, or were when they closed a step (one of those given)."""
    names = {pk: str(user) for pk, user in get_user_model()._default_manager.in_bulk(ids).items()}
    if left := set(ids) - names.keys():
        timings = StepTiming.objects.all() if among is None else among
        names |= _as_recorded(timings.order_by().filter(performer_id__in=left))
    return names


def _as_recorded(timings: QuerySet[StepTiming]) -> dict[int, str]:
    """The name in each person's last row: the index finds it, so that few rows are read."""
    last = timings.values("performer_id").annotate(at=Max("closed_at")).values("at")
    rows = timings.filter(closed_at__in=last).order_by("closed_at")
    names: Any = rows.values_list("performer_id", "performer_name")
    return dict(names)

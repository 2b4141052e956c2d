"""What people are called who may have left: timings keep their names."""

from collections.abc import Collection

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
        rows = timings.order_by().filter(performer_id__in=left)
        names |= dict(rows.values_list("performer_id").annotate(name=Max("performer_name")))
    return names

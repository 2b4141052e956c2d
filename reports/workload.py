"""What each person finished, and the working time of it."""

from dataclasses import dataclass, field

from django.db.models import Case, Count, F, IntegerField, QuerySet, Sum, Value, When

from .figures import Basis
from .models import StepTiming, WorkEvent
from .people import names_of_people
from .statistics import Tally
from .timing_filters import RESULTS

FINISHED = RESULTS["selesai"][1]
# One number for each item: pages and materials count separately.
_ITEM = F("item_id") * 2 + Case(
    When(item_type=WorkEvent.ItemType.PAGE, then=Value(1)),
    default=Value(0),
    output_field=IntegerField(),
)


@dataclass
class Load:
    """One person's: steps with their verdicts, seconds, and the items they belong to."""

    person_id: int
    name: str = ""
    items: int = 0
    seconds: int = 0
    by_step: dict[int, Tally] = field(default_factory=dict)

    @property
    def tally(self) -> Tally:
        return Tally.total(self.by_step.values())


def loads(timings: QuerySet[StepTiming], basis: Basis) -> list[Load]:
    """By name, not by number: it is no ranking. What the system does is nobody's."""
    finished = timings.order_by().filter(basis.verdict_in(FINISHED), performer_id__isnull=False)
    rows = finished.values_list("performer_id", "step", basis.verdict).annotate(
        number=Count("*"), seconds=Sum(basis.elapsed)
    )
    found: dict[int, Load] = {}
    for person, step, verdict, number, seconds in rows:
        load = found.setdefault(person, Load(person))
        load.seconds += seconds or 0
        tally = load.by_step.get(step, Tally())
        load.by_step[step] = Tally.total([tally, Tally({verdict: number})])
    items = finished.values_list("performer_id").annotate(items=Count(_ITEM, distinct=True))
    for person, number in items:
        found[person].items = number
    for person, name in names_of_people(found.keys(), finished).items():
        found[person].name = name
    return sorted(found.values(), key=lambda load: (load.name.casefold(), load.person_id))

"""Which step timings a report speaks of: one set of filters for figures and for what is behind."""

from collections.abc import Callable, Iterable
from typing import Any

import django_filters
from django import forms
from django.contrib.auth import get_user_model
from django.core.validators import RegexValidator
from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.active_filters import BaseFilterAdapter, register_filter_adapter_class
from wagtail.admin.filters import WagtailFilterSet

from news.models import NewsCategory
from workflow_steps.models.procedure import office_today
from workflow_steps.periods import YEAR, Period, PeriodFilter, chosen_period

from . import verdicts
from .figures import AS_JUDGED, CORRECTED, Basis, closed_in
from .models import StepTiming
from .people import names_of_people

EMPTY = "(kosong)"  # in an address: those without a category or unit
CORRECTION = "koreksi"
MOST_PEOPLE = 500
# As our own addresses have it, and as a person types it.
ITEM_KINDS = {"page": "page", "material": "material", "halaman": "page", "bahan": "material"}
STEPS = range(1, 8)
RESULTS: dict[str, tuple[Any, frozenset[str]]] = {
    "dinilai": (_("judged"), verdicts.COUNTED),
    "sesuai": (_("within the standard"), verdicts.KEPT),
    "tepat": (_("on time"), frozenset({verdicts.ON_TIME})),
    "cepat": (_("faster than the lower limit"), frozenset({verdicts.EARLY})),
    "lambat": (_("late"), frozenset({verdicts.LATE})),
    "otomatis": (_("automatic"), frozenset({verdicts.AUTOMATIC})),
    "tidak-terukur": (_("not measured"), frozenset({verdicts.NOT_MEASURED})),
    "selesai": (
        _("finished by people"),
        verdicts.COUNTED | {verdicts.NOT_MEASURED, verdicts.UNJUDGED},
    ),
    "batal": (_("cancelled"), frozenset({verdicts.CANCELLED})),
    "belum-dinilai": (_("cannot be judged yet"), frozenset({verdicts.UNJUDGED})),
}


class OpenSelect(forms.Select):
    """Offers what is usual and takes what is given: what an old item says may be gone."""

    def __init__(self, offer: Callable[[], Iterable[tuple[Any, str]]]) -> None:
        self.offer = offer
        super().__init__()

    def __deepcopy__(self, memo: Any) -> "OpenSelect":
        return type(self)(self.offer)

    def optgroups(self, name: str, value: list[str], attrs: Any = None) -> Any:
        choices = [("", gettext("All")), *self.offer()]
        known = {str(key) for key, _label in choices}
        choices += [(given, given) for given in value if given and given not in known]
        self.choices = choices
        return super().optgroups(name, value, attrs)


def categories() -> list[tuple[str, str]]:
    names = NewsCategory.objects.order_by("name").values_list("name", flat=True)
    return [(name, name) for name in names]


def people() -> list[tuple[int, str]]:
    found = get_user_model()._default_manager.filter(is_active=True).exclude(groups=None)
    return sorted(((user.pk, str(user)) for user in found.distinct()[:MOST_PEOPLE]), key=_by_name)


def _by_name(choice: tuple[int, str]) -> str:
    return choice[1].casefold()


class ExactFilter(django_filters.CharFilter):
    """A copied name, as it was written; ``EMPTY`` means none."""

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        return qs.filter(**{self.field_name: "" if value == EMPTY else value}) if value else qs


class IntegerFilter(django_filters.Filter):
    field_class = forms.IntegerField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, min_value=1, max_value=2**31 - 1, **kwargs)


class PersonFilter(IntegerFilter):
    pass


class PersonFilterAdapter(BaseFilterAdapter):
    """The name, which the timings have even of somebody who left."""

    def get_active_filters(self) -> Any:
        person_id: int = self.value  # type: ignore[has-type]
        self.value = names_of_people([person_id]).get(person_id, "–")
        return super().get_active_filters()


register_filter_adapter_class(PersonFilter, PersonFilterAdapter)


class TimingFilterSet(WagtailFilterSet):
    """Closed steps of a period; without one, of this year."""

    closed_at = PeriodFilter(label=_("Closed in the period"), method="leave")
    step = django_filters.ChoiceFilter(
        label=_("Step"),
        choices=[(str(number), str(number)) for number in STEPS],
        empty_label=_("All"),
        widget=forms.RadioSelect,
    )
    category = ExactFilter(label=_("Category"), widget=OpenSelect(categories))
    unit = ExactFilter(label=_("Source (unit), as written"), max_length=200)
    person = PersonFilter("performer_id", label=_("Closed by"), widget=OpenSelect(people))
    round = IntegerFilter(label=_("Round"))
    basis = django_filters.ChoiceFilter(
        label=_("Judgement"),
        choices=[(CORRECTION, gettext_lazy("after correction"))],
        empty_label=_("as judged at the time"),
        widget=forms.RadioSelect,
        method="leave",
    )

    class Meta:
        model = StepTiming
        fields: list[str] = []

    def leave(self, queryset: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        """For the report to ask."""
        return queryset

    def _value(self, name: str) -> Any:
        return self.form.cleaned_data.get(name) if self.is_valid() else None

    @cached_property
    def period(self) -> Period:
        return chosen_period(self._value("closed_at"), Period.around(office_today(), YEAR))

    @cached_property
    def judged_by(self) -> Basis:
        return CORRECTED if self._value("basis") == CORRECTION else AS_JUDGED

    @property
    def is_corrected(self) -> bool:
        return self.judged_by is CORRECTED

    def narrowed(self, queryset: QuerySet[StepTiming], period: Period) -> QuerySet[StepTiming]:
        """By everything that was asked, in this period."""
        return super().filter_queryset(closed_in(queryset, period))

    def filter_queryset(self, queryset: QuerySet[StepTiming]) -> QuerySet[StepTiming]:
        return self.narrowed(queryset, self.period)

    def link_values(self) -> dict[str, Any]:
        """What was asked, for the addresses of the items behind a figure."""
        asked = {
            name: self.data[name]
            for name in self.filters
            if name != "closed_at" and self._value(name) not in (None, "")
        }
        return {**asked, **of_period(self.period)}


def of_period(period: Period, name: str = "closed_at") -> dict[str, str]:
    return {f"{name}_from": period.first.isoformat(), f"{name}_to": period.last.isoformat()}


class TimingListFilterSet(TimingFilterSet):
    """As the figures have it, and which of their columns."""

    result = django_filters.ChoiceFilter(
        label=_("Verdict"),
        choices=[(code, label) for code, (label, _names) in RESULTS.items()],
        empty_label=_("All"),
        widget=forms.RadioSelect,
        method="filter_result",
    )
    outcome = django_filters.ChoiceFilter(
        label=_("Outcome"),
        choices=[
            (code, label)
            for code, label in StepTiming.Outcome.choices
            if code != StepTiming.Outcome.RUNNING
        ],
        empty_label=_("All"),
        widget=forms.RadioSelect,
    )
    item = django_filters.CharFilter(
        label=_("Page or material"),
        help_text=_("Its number, for example halaman-12 or bahan-7."),
        method="filter_item",
        validators=[RegexValidator(rf"^({'|'.join(ITEM_KINDS)})-[1-9][0-9]{{0,17}}\Z")],
    )

    def filter_result(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return queryset.filter(self.judged_by.verdict_in(RESULTS[value][1]))

    def filter_item(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        kind, number = value.split("-")
        return queryset.filter(item_type=ITEM_KINDS[kind], item_id=int(number))

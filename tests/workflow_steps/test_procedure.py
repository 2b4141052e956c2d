"""Versions of the SOP: which one is in force, and that what was adopted stays as it was."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.forms.models import model_to_dict
from django.utils import timezone, translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workflow_steps.models import Procedure, ProcedureLockedError, ProcedureStep, User
from workflow_steps.procedure_defaults import default_procedure
from workflow_steps.procedure_flow import (
    ProcedureStateError,
    VersionInPreparationError,
    adopt,
    new_version,
    withdraw_adoption,
)
from workflow_steps.provisioning.procedure import provision_procedure

pytestmark = pytest.mark.django_db

WITA = ZoneInfo("Asia/Makassar")
NOW = datetime(2026, 3, 10, 9, 0, tzinfo=WITA)
TODAY = NOW.date()
TOMORROW = date(2026, 3, 11)


@pytest.fixture(autouse=True)
def clock() -> Any:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def first() -> Procedure:
    provision_procedure()
    return Procedure.objects.get()


def content(procedure: Procedure) -> tuple[Any, ...]:
    """Every stored column of a version and its steps."""
    row = Procedure.objects.filter(pk=procedure.pk).values().get()
    return row, list(ProcedureStep.objects.filter(procedure=procedure).order_by("pk").values())


def adopted_on(effective_from: date, version: int) -> Procedure:
    procedure = default_procedure()
    procedure.version = version
    procedure.status = Procedure.Status.ADOPTED
    procedure.effective_from = effective_from
    procedure.save()
    return procedure


# --- provisioning -----------------------------------------------------------------------


def test_provision__makes_the_sop_of_the_office(first: Procedure) -> None:
    nominal_day = timedelta(hours=7, minutes=30)
    assert [
        (step.number, *step.standard_seconds(nominal_day), step.automatic)
        for step in first.steps.all()
    ] == [
        (1, 27000, 27000, False),
        (2, 3600, 10800, False),
        (3, 3600, 10800, False),
        (4, 27000, 27000, False),
        (5, 3600, 3600, False),
        (6, 900, 900, True),
        (7, 900, 900, True),
    ]
    assert (first.version, first.phase) == (1, Procedure.Phase.IN_FORCE)
    assert Procedure.in_force(NOW - timedelta(days=120)) == first


def test_provision__leaves_what_an_office_edited(first: Procedure) -> None:
    draft = new_version()
    draft.office = "Dinas Kominfo"
    draft.save()
    before = [content(first), content(draft)]
    assert provision_procedure() is None
    assert [content(first), content(draft)] == before
    assert Procedure.objects.count() == 2


# --- in force ---------------------------------------------------------------------------


def test_in_force__changes_at_the_offices_midnight(first: Procedure) -> None:
    second = adopt(new_version(), TOMORROW)
    midnight = datetime(2026, 3, 11, tzinfo=WITA)
    assert Procedure.in_force(midnight - timedelta(microseconds=1)) == first
    assert Procedure.in_force(midnight) == second
    assert Procedure.in_force(midnight.astimezone(UTC)) == second
    assert Procedure.in_force(TODAY) == first
    assert Procedure.in_force(TOMORROW) == second


def test_in_force__does_not_depend_on_the_readers_zone(first: Procedure) -> None:
    with timezone.override("Asia/Jakarta"):
        second = adopt(new_version(), TOMORROW)
    assert second.in_force_from == datetime(2026, 3, 11, tzinfo=WITA)


def test_in_force__before_the_first_version_is_none(first: Procedure) -> None:
    start = datetime(2025, 1, 2, tzinfo=WITA)
    assert Procedure.in_force(start) == first
    assert Procedure.in_force(start - timedelta(seconds=1)) is None
    assert Procedure.in_force(date(2025, 1, 1)) is None


def test_in_force__with_a_naive_moment_is_an_error(first: Procedure) -> None:
    with pytest.raises(ValueError, match="aware"):
        Procedure.in_force(datetime(2026, 3, 10))  # noqa: DTZ001


def test_in_force__of_a_moment_that_has_passed_never_changes(first: Procedure, clock: Any) -> None:
    """Adopted at 09.00 with effect from today: work judged at 08.30 keeps its standard."""
    second = adopt(new_version(), TODAY)
    assert Procedure.in_force(NOW - timedelta(minutes=30)) == first
    assert Procedure.in_force(NOW) == second


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    starts=st.sets(st.dates(date(2025, 1, 1), date(2027, 12, 31)), min_size=1, max_size=6),
    day=st.dates(date(2024, 12, 1), date(2028, 1, 31)),
    second_of_day=st.integers(0, 86399),
)
def test_in_force__is_the_latest_that_has_started(
    starts: set[date], day: date, second_of_day: int
) -> None:
    moment = datetime(day.year, day.month, day.day, tzinfo=WITA) + timedelta(seconds=second_of_day)
    with transaction.atomic():
        for version, start in enumerate(sorted(starts), start=1):
            adopted_on(start, version)
        started = [start for start in starts if start <= day]
        expected = max(started) if started else None
        for found in (Procedure.in_force(moment), Procedure.in_force(day)):
            assert (found.effective_from if found else None) == expected
        phases = [each.phase_at(moment) for each in Procedure.objects.with_successor()]
        assert phases.count(Procedure.Phase.IN_FORCE) == (1 if started else 0)
        assert phases.count(Procedure.Phase.SUPERSEDED) == max(len(started) - 1, 0)
        transaction.set_rollback(True)


# --- what the database refuses ----------------------------------------------------------


def test_database__refuses_two_versions_with_one_effective_date(first: Procedure) -> None:
    assert first.effective_from
    with pytest.raises(IntegrityError), transaction.atomic():
        adopted_on(first.effective_from, version=2)


def test_database__refuses_two_versions_from_one_instant(first: Procedure) -> None:
    other = default_procedure()
    other.version, other.status = 2, Procedure.Status.ADOPTED
    other.effective_from, other.in_force_from = TODAY, first.in_force_from
    with pytest.raises(IntegrityError), transaction.atomic():
        other.save()


def test_database__refuses_adoption_without_a_date(first: Procedure) -> None:
    other = default_procedure()
    other.version, other.status = 2, Procedure.Status.ADOPTED
    with pytest.raises(IntegrityError), transaction.atomic():
        other.save()


def test_database__refuses_a_draft_with_an_effective_date(first: Procedure) -> None:
    draft = new_version()
    draft.effective_from = TOMORROW
    with pytest.raises(IntegrityError), transaction.atomic():
        draft.save()


def test_database__refuses_a_second_draft(first: Procedure) -> None:
    new_version()
    other = default_procedure()
    other.version = 3
    with pytest.raises(IntegrityError), transaction.atomic():
        other.save()


@pytest.mark.parametrize(
    "change",
    [
        {"number": 8},
        {"number": 1},
        {"standard_min": 0},
        {"standard_min": 4, "standard_max": 3},
    ],
)
def test_database__refuses_a_step_that_makes_no_sense(
    first: Procedure, change: dict[str, int]
) -> None:
    step = new_version().steps.get(number=2)
    for name, value in change.items():
        setattr(step, name, value)
    with pytest.raises(IntegrityError), transaction.atomic():
        step.save()


# --- what was adopted stays as it was ---------------------------------------------------


def _set(instance: Any, **values: Any) -> None:
    for name, value in values.items():
        setattr(instance, name, value)
    instance.save()


def _changed(procedure: Procedure) -> Procedure:
    procedure.title = "Lain"
    return procedure


def _without_last_step(procedure: Procedure) -> Procedure:
    procedure.steps.remove(procedure.steps.last())
    return procedure


def _clear(procedure: Procedure) -> None:
    procedure.clear_adoption()
    procedure.save()


ATTEMPTS: list[Callable[[Procedure], Any]] = [
    lambda procedure: _set(procedure, title="Lain"),
    lambda procedure: _set(procedure, effective_from=TOMORROW),
    lambda procedure: _set(procedure, status=Procedure.Status.DRAFT),
    lambda procedure: _set(procedure.steps.first(), standard_max=1000),
    lambda procedure: _set(procedure.steps.first(), number=8),
    lambda procedure: Procedure.objects.filter(pk=procedure.pk).update(title="Lain"),
    lambda procedure: ProcedureStep.objects.update(standard_max=1000),
    lambda procedure: procedure.steps.update(standard_max=1000),
    lambda procedure: Procedure.objects.bulk_update([_changed(procedure)], ["title"]),
    lambda procedure: procedure.delete(),
    lambda procedure: Procedure.objects.all().delete(),
    lambda procedure: procedure.steps.first().delete(),
    lambda procedure: ProcedureStep.objects.all().delete(),
    lambda procedure: _without_last_step(procedure).save(),
    _clear,
]


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_adopted_version__refuses_every_change(
    first: Procedure, attempt: Callable[[Procedure], Any]
) -> None:
    before = content(first)
    with pytest.raises(ProcedureLockedError), transaction.atomic():
        attempt(first)
    assert content(first) == before


def test_adopted_version__can_be_saved_unchanged(first: Procedure) -> None:
    before = content(first)
    first.steps.set(list(first.steps.all()))
    first.save()
    assert content(first) == before


def test_adopted_version__outlives_who_adopted_it(first: Procedure) -> None:
    user = User.objects.create_user("webadmin")
    second = adopt(new_version(), TOMORROW, user)
    user.delete()
    second.refresh_from_db()
    assert (second.adopted_by, second.status) == (None, Procedure.Status.ADOPTED)


def test_upcoming_version__is_not_turned_back_by_a_stale_copy(first: Procedure) -> None:
    stale = new_version()
    adopt(stale, TOMORROW)
    with pytest.raises(ProcedureLockedError):
        stale.save()
    assert Procedure.objects.get(pk=stale.pk).phase is Procedure.Phase.UPCOMING


# --- a new version ----------------------------------------------------------------------


def test_new_version__copies_what_is_in_force_and_leaves_it_alone(first: Procedure) -> None:
    before = content(first)
    draft = new_version()
    skipped = ["id", "procedure", "version", "status", "date_revised"]
    assert model_to_dict(draft, exclude=skipped) == model_to_dict(first, exclude=skipped)
    assert [model_to_dict(step, exclude=["id", "procedure"]) for step in draft.steps.all()] == [
        model_to_dict(step, exclude=["id", "procedure"]) for step in first.steps.all()
    ]
    assert (draft.version, draft.status, draft.date_revised) == (2, "draft", TODAY)

    step = draft.steps.get(number=5)
    step.standard_max = 2
    step.save()
    draft.office = "Dinas Kominfo"
    draft.save()
    adopt(draft, TODAY)
    assert content(first) == before


def test_new_version__has_no_effect_while_a_draft(first: Procedure) -> None:
    new_version()
    assert Procedure.in_force(NOW + timedelta(days=1000)) == first


def test_new_version__twice_is_refused_and_names_the_first(first: Procedure) -> None:
    draft = new_version()
    with pytest.raises(VersionInPreparationError) as refusal:
        new_version()
    assert refusal.value.procedure == draft
    assert Procedure.objects.count() == 2


def test_new_version__while_another_is_upcoming_is_refused(first: Procedure) -> None:
    adopt(new_version(), TOMORROW)
    with pytest.raises(VersionInPreparationError):
        new_version()


def test_new_version__of_an_empty_office_starts_from_the_defaults() -> None:
    assert [step.number for step in new_version().steps.all()] == list(range(1, 8))


def test_draft__can_be_deleted(first: Procedure) -> None:
    new_version().delete()
    assert Procedure.objects.get() == first
    assert ProcedureStep.objects.count() == 7


# --- adoption ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("effective_from", "part_of_message"),
    [
        (TODAY - timedelta(days=1), "10 March 2026"),
        (date(2024, 12, 31), "2 January 2025"),
    ],
)
def test_adopt__in_the_past_is_refused(
    first: Procedure, effective_from: date, part_of_message: str
) -> None:
    draft = new_version()
    with translation.override("en"), pytest.raises(ValidationError) as refusal:
        adopt(draft, effective_from)
    assert set(refusal.value.message_dict) == {"effective_from"}
    assert part_of_message in refusal.value.messages[0]
    assert Procedure.objects.get(pk=draft.pk).is_draft


def test_adopt__on_the_day_another_takes_effect_is_refused(first: Procedure) -> None:
    adopt(new_version(), TODAY)
    with pytest.raises(ValidationError) as refusal:
        adopt(new_version(), TODAY)
    assert set(refusal.value.message_dict) == {"effective_from"}


def test_adopt__lets_the_first_version_be_dated_back() -> None:
    version = adopt(new_version(), date(2025, 6, 1))
    assert Procedure.in_force(datetime(2025, 6, 1, 0, 0, tzinfo=WITA)) == version


def test_adopt__twice_keeps_the_first_decision(first: Procedure) -> None:
    draft = new_version()
    adopt(draft, TOMORROW)
    before = content(draft)
    with pytest.raises(ProcedureStateError):
        adopt(draft, TOMORROW + timedelta(days=1))
    assert content(draft) == before


@pytest.mark.parametrize("removed", [1, 4, 7])
def test_adopt__without_all_seven_steps_is_refused(first: Procedure, removed: int) -> None:
    draft = new_version()
    draft.steps.get(number=removed).delete()
    kept = ", ".join(str(number) for number in range(1, 8) if number != removed)
    with translation.override("en"), pytest.raises(ValidationError, match=kept):
        adopt(draft, TODAY)


def test_adopt__with_an_empty_field_says_which(first: Procedure) -> None:
    draft = new_version()
    draft.legal_basis = "  "
    draft.save()
    step = draft.steps.get(number=3)
    step.output = ""
    step.save()
    with translation.override("en"), pytest.raises(ValidationError) as refusal:
        adopt(draft, TODAY)
    assert len(refusal.value.messages) == 2
    assert "legal basis" in refusal.value.messages[0]
    assert "Step 3" in refusal.value.messages[1]


# --- taking an adoption back ------------------------------------------------------------


def test_withdraw__before_the_day_makes_a_draft_again(first: Procedure) -> None:
    version = adopt(new_version(), TOMORROW)
    draft = withdraw_adoption(version)
    assert draft.is_draft
    assert Procedure.in_force(TOMORROW) == first
    assert adopt(draft, TODAY).phase is Procedure.Phase.IN_FORCE


def test_withdraw__once_the_day_has_come_is_refused(first: Procedure, clock: Any) -> None:
    version = adopt(new_version(), TOMORROW)
    clock.move_to(datetime(2026, 3, 11, tzinfo=WITA))
    with pytest.raises(ProcedureStateError):
        withdraw_adoption(version)
    assert Procedure.in_force(timezone.now()) == version


# --- a step's standard ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("unit", "seconds", "wording"),
    [
        ("minutes", (120, 180), "2–3 minutes"),
        ("hours", (7200, 10800), "2–3 hours"),
        ("working_day", (54000, 81000), "2–3 working days"),
        ("calendar_day", (172800, 259200), "2–3 calendar days"),
    ],
)
def test_standard__in_seconds_and_words(unit: str, seconds: tuple[int, int], wording: str) -> None:
    step = ProcedureStep(standard_min=2, standard_max=3, unit=unit)
    assert step.standard_seconds(timedelta(hours=7, minutes=30)) == seconds
    with translation.override("en"):
        assert step.standard_display == wording


def test_standard__of_one_number_is_written_once() -> None:
    step = ProcedureStep(standard_min=1, standard_max=1, unit="hours")
    with translation.override("en"):
        assert step.standard_display == "1 hour"

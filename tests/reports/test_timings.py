"""Every step of every round, to the second, with a moved clock (WITA, default week)."""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from reports.models import PublicationRecord, StepTiming, WorkEvent
from reports.timings import rebuild
from tests.driver import Newsroom
from workflow_steps import procedure_flow
from workflow_steps.models import Procedure, WorkCalendar, WorkClosure

WITA = ZoneInfo("Asia/Makassar")
HOUR = 3600
DAY = int(7.5 * HOUR)


def wita(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=WITA)


@pytest.fixture
def clock() -> Iterator[Any]:
    """Monday 2 November 2026, 08.00 WITA; ``clock.move_to(wita(...))`` moves it."""
    with time_machine.travel(wita("2026-11-02T08:00:00"), tick=False) as traveller:
        yield traveller


def row(item: Any, step: int, round_number: int = 1) -> StepTiming:
    kind = "page" if hasattr(item, "draft_title") else "material"
    return StepTiming.objects.get(item_type=kind, item_id=item.pk, step=step, round=round_number)


def facts(timing: StepTiming) -> tuple[Any, ...]:
    return timing.outcome, timing.elapsed, timing.standard_max, timing.within_standard


def test_timings__two_rounds_to_the_second(office: Newsroom, clock: Any) -> None:
    material = office.receive()
    clock.move_to(wita("2026-11-02T11:30:15"))  # 3 h 30 m 15 s
    office.hand_over(material)
    clock.move_to(wita("2026-11-02T14:00:15"))  # 2 h 30 m, of which 1 h break
    office.classify(material)
    clock.move_to(wita("2026-11-02T15:00:15"))
    page = office.draft(material)
    clock.move_to(wita("2026-11-03T07:45:00"))  # 1 h 59 m 45 s + 15 m
    office.submit(page)
    clock.move_to(wita("2026-11-03T09:45:00"))
    office.send_back(page, office.webadmin)  # 2 h
    clock.move_to(wita("2026-11-03T10:45:01"))
    office.submit(page)  # 1 h 0 m 1 s
    clock.move_to(wita("2026-11-03T11:00:00"))
    office.pass_review(page)
    clock.move_to(wita("2026-11-06T16:00:00"))  # Friday
    office.open(page)
    clock.move_to(wita("2026-11-09T08:00:01"))  # Monday: 30 m + 30 m 1 s → late by one second
    office.approve(page)

    assert facts(row(material, 1)) == ("completed", 12615, DAY, True)
    assert facts(row(material, 2)) == ("completed", 5400, 3 * HOUR, True)
    assert facts(row(page, 3)) == ("completed", 2 * HOUR + 14 * 60 + 45, 3 * HOUR, True)
    assert facts(row(page, 4)) == ("returned", 2 * HOUR, DAY, True)
    assert facts(row(page, 3, 2)) == ("completed", HOUR + 1, 3 * HOUR, True)
    # Tue 10.45.01-12, 13-16; Wed, Thu 7.5 h; Fri 07.30-11.30 and 13-16.00
    waited = (74 * 60 + 59) + 3 * HOUR + 2 * DAY + 4 * HOUR + 3 * HOUR
    assert facts(row(page, 4, 2)) == ("completed", waited, DAY, False)
    assert facts(row(page, 5, 2)) == ("completed", HOUR + 1, HOUR, False)
    assert facts(row(page, 6, 2)) == ("completed", 0, 900, True)
    assert facts(row(page, 7, 2)) == ("completed", 0, 900, True)
    assert not StepTiming.objects.filter(outcome="running").exists()


def test_timings__return_by_the_approver_repeats_the_editor_review(
    office: Newsroom, clock: Any
) -> None:
    page = office.waiting_for_approval()
    office.send_back(page)
    assert facts(row(page, 5))[0] == "returned"
    office.submit(page)
    assert office.fresh(page).current_workflow_task.name == "Pemeriksaan editor"
    office.pass_review(page)
    assert office.fresh(page).current_workflow_task.name == "Persetujuan Kepala Bidang"
    office.approve(page)
    assert {t.round for t in StepTiming.objects.filter(item_type="page", step=3)} == {1, 2}
    assert office.fresh(page).live


def test_timings__page_without_material_has_steps_1_and_2_not_measured(
    office: Newsroom, clock: Any
) -> None:
    page = office.draft()
    material = page.material_links.get().material
    assert material.self_recorded
    for step in (1, 2):
        assert (row(material, step).measured, row(material, step).within_standard) == (False, None)
    clock.move_to(wita("2026-11-02T09:00:00"))
    office.submit(page)
    assert facts(row(page, 3)) == ("completed", HOUR, 3 * HOUR, True)


def test_timings__scheduled_publication_is_timed_from_its_hour(
    office: Newsroom, clock: Any
) -> None:
    page = office.draft(office.classified())
    page.go_live_at = wita("2026-11-04T10:00:00")
    page.save_revision(user=office.pengelola)
    office.waiting_for_approval(page)
    office.approve(page)
    assert not office.fresh(page).live
    assert row(page, 6).opened_at == wita("2026-11-04T10:00:00")
    clock.move_to(wita("2026-11-04T10:01:00"))
    call_command("publish_scheduled")
    assert office.fresh(page).live
    assert facts(row(page, 6)) == ("completed", 60, 900, True)
    kinds = list(
        WorkEvent.objects.filter(item_type="page", item_id=page.pk)
        .order_by("sequence")
        .values_list("kind", flat=True)
    )
    assert kinds == [
        "page_made",
        "page_submitted",
        "review_passed",
        "approval_opened",
        "page_approved",
        "publication_scheduled",
        "page_published",
        "page_recorded",
    ]


def test_timings__withdrawn_submission_starts_the_next_round_unjudged(
    office: Newsroom, clock: Any
) -> None:
    page = office.draft(office.classified())
    office.submit(page)
    clock.move_to(wita("2026-11-02T09:00:00"))
    office.fresh(page).current_workflow_state.cancel(user=office.pengelola)
    assert facts(row(page, 4)) == ("withdrawn", HOUR, DAY, None)
    assert row(page, 3, 2).outcome == "running"


def test_timings__new_round_of_a_live_page_has_step_3_not_measured(
    office: Newsroom, clock: Any
) -> None:
    page = office.published()
    page.summary, page.correction = "Jadwal berubah.", "Jadwal layanan diperbaiki."
    page.save_revision(user=office.pengelola)
    office.submit(page)
    assert row(page, 3, 2).measured is False
    office.pass_review(page)
    office.approve(page)
    first, second = PublicationRecord.objects.order_by("number")
    assert (first.is_update, second.is_update, second.round) == (False, True, 2)


def test_timings__beyond_the_calendar_the_newsroom_goes_on_unjudged(
    office: Newsroom, clock: Any
) -> None:
    clock.move_to(wita("2031-03-03T08:00:00"))
    material = office.receive()
    clock.move_to(wita("2031-03-03T09:00:00"))
    office.hand_over(material)
    assert facts(row(material, 1)) == ("completed", None, DAY, None)
    closed = WorkEvent.objects.get(kind="material_handed_over").data["closed"][0]
    assert closed["calendar_missing"] == 2028


def test_rebuild_timings__gives_the_same_rows(office: Newsroom, clock: Any, capsys: Any) -> None:
    office.published()
    page = office.waiting_for_approval()
    office.send_back(page)
    office.draft()
    names = [f.name for f in StepTiming._meta.concrete_fields if f.name != "id"]
    before = list(
        StepTiming.objects.order_by("item_type", "item_id", "step", "round").values(*names)
    )
    StepTiming.objects.filter(step=5).delete()
    StepTiming.objects.update(elapsed=7)
    call_command("rebuild_timings")
    after = list(
        StepTiming.objects.order_by("item_type", "item_id", "step", "round").values(*names)
    )
    assert after == before
    call_command("rebuild_timings")
    assert "0 " in capsys.readouterr().out.splitlines()[-1]


# --- who, what for, by the clock, and until when --------------------------------------------


def test_timings__say_who_opened_and_closed_in_which_capacity(office: Newsroom, clock: Any) -> None:
    page = office.waiting_for_approval()
    office.open(page)
    clock.move_to(wita("2026-11-02T09:00:00"))
    office.approve(page)
    timing = row(page, 5)
    assert (timing.opener_name, timing.opener_capacity) == ("Kabid", "definitif")
    assert (timing.performer_id, timing.performer_capacity) == (office.kabid.pk, "definitif")
    assert row(page, 6).verdict == "automatic"
    assert row(page, 6).opener_id == office.kabid.pk


def test_timings__are_counted_by_the_clock_as_well(office: Newsroom, clock: Any) -> None:
    clock.move_to(wita("2026-11-02T11:30:00"))
    page = office.draft()
    clock.move_to(wita("2026-11-02T13:30:00"))
    office.submit(page)
    assert (row(page, 3).elapsed, row(page, 3).calendar_elapsed) == (HOUR, 2 * HOUR)
    assert row(page, 3).verdict == "on_time"


def test_timings__faster_than_the_lower_limit_is_said(office: Newsroom, clock: Any) -> None:
    page = office.draft()
    clock.move_to(wita("2026-11-02T08:59:59"))
    office.submit(page)
    timing = row(page, 3)
    assert (timing.verdict, timing.within_standard) == ("early", True)


def test_timings__carry_category_and_unit_as_they_were_last(office: Newsroom, clock: Any) -> None:
    page = office.draft(office.classified())
    draft = office.fresh(page).get_latest_revision_as_object()
    draft.source = "Dinas Perhubungan"
    draft.save_revision(user=office.pengelola)
    office.submit(page)
    assert {t.unit for t in StepTiming.objects.filter(item_type="page")} == {"Dinas Perhubungan"}
    assert row(page, 3).category == str(draft.category)


def test_due__is_known_while_a_step_runs_and_moves_with_the_calendar(
    office: Newsroom, clock: Any, django_capture_on_commit_callbacks: Any
) -> None:
    page = office.draft(office.classified())
    assert row(page, 3).due_at == wita("2026-11-02T11:00:00")
    calendar = WorkCalendar.default()
    with django_capture_on_commit_callbacks(execute=True):
        WorkClosure.objects.create(
            calendar=calendar,
            date=date(2026, 11, 2),
            from_time=time(10),
            until_time=time(12),
            reason="Banjir",
        )
    assert row(page, 3).due_at == wita("2026-11-02T14:00:00")
    clock.move_to(wita("2026-11-02T13:00:00"))
    office.submit(page)
    assert (row(page, 3).due_at, row(page, 3).elapsed) == (None, 2 * HOUR)


def test_due__after_a_rebuild_is_the_same(office: Newsroom, clock: Any) -> None:
    office.draft(office.classified())
    before = set(StepTiming.objects.values_list("item_type", "step", "due_at"))
    rebuild()
    assert set(StepTiming.objects.values_list("item_type", "step", "due_at")) == before


def test_standard_that_changes_while_a_step_runs__is_the_one_at_its_opening(
    office: Newsroom, clock: Any
) -> None:
    page = office.draft(office.classified())
    first = Procedure.in_force(row(page, 3).opened_at)
    draft = procedure_flow.new_version()
    draft.steps.filter(number=3).update(standard_max=1)
    procedure_flow.adopt(draft, date(2026, 11, 3))
    clock.move_to(wita("2026-11-03T07:30:01"))  # 7 h 30 m: 4 h on Monday morning, 3 h after noon
    office.submit(page)
    assert Procedure.in_force(timezone.now()) != first
    assert (row(page, 3).procedure_id, row(page, 3).standard_max) == (first.pk, 3 * HOUR)

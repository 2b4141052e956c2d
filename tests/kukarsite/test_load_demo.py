"""The demo newsroom: the smallest life is really played, the whole one is planned."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any
from unittest import mock

import pytest
import time_machine
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import TestCase, override_settings
from django.utils import timezone
from wagtail.models import Page

from kukarsite.demo import cast
from kukarsite.demo.newsroom import Newsroom
from kukarsite.demo.script import Act, Office, script
from kukarsite.demo.texts import all_texts
from news.models import HomePage, NewsPage, PressImage, SourceMaterial
from reports.models import PublicationRecord, StepTiming, WorkEvent
from tests import recompute
from tests.conftest import ensure_wagtail_roots
from tests.kukarsite.recount_kit import (
    MAULID,
    MONTHS,
    REPORT,
    in_file,
    lines_of_steps,
    on_screen,
    period_of,
    recount,
)
from workflow_steps import gate
from workflow_steps.models import EmergencyPublication, NewsroomTaskState, User, Withdrawal
from workflow_steps.working_time import WorkSchedule

# A Sunday evening: nobody works, and the demo must still end before now.
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
PEOPLE = ("kontributor", "pengelola", "webadmin", "kabid", "admin")
STANDARDS = {1: 27_000, 2: 10_800, 3: 10_800, 4: 27_000, 5: 3_600, 6: 900, 7: 900}


def load(**options: Any) -> str:
    out = StringIO()
    call_command("load_demo", stdout=out, stderr=StringIO(), **options)
    return out.getvalue()


class PlayedDemoTests(TestCase):
    """What is there after the smallest demo that shows every state."""

    @classmethod
    def setUpTestData(cls) -> None:
        ensure_wagtail_roots()
        with time_machine.travel(NOW, tick=False):
            cls.output = load(items=cast.LEAST)

    def test_people__can_log_in_and_are_told_so(self) -> None:
        for name in PEOPLE:
            assert authenticate(username=name, password="kukar-demo"), name
            assert name in self.output
        assert User.objects.get(username="admin").is_superuser
        assert User.objects.filter(is_superuser=True).count() == 1

    def test_ledger__verifies_and_is_in_order_of_time(self) -> None:
        out = StringIO()
        call_command("verify_ledger", stdout=out)
        work = WorkEvent.objects.exclude(kind=WorkEvent.Kind.AUTHORITY_RECORDED)
        times = list(work.order_by("sequence").values_list("at", flat=True))
        assert times == sorted(times)
        assert NOW - timedelta(days=93) < times[0] < times[-1] < NOW

    def test_timings__are_what_the_ledger_says(self) -> None:
        before = self.timings()
        call_command("rebuild_timings", stdout=StringIO())
        assert before
        assert self.timings() == before

    def test_timings__counted_again_from_the_ledger_alone_agree_to_the_second(self) -> None:
        counted = {step.key: step for step in self.counted_again()}
        timings = {(t.item_type, t.item_id, t.step, t.round): t for t in StepTiming.objects.all()}
        assert len(timings) > 20
        assert counted.keys() == timings.keys()
        for key, step in counted.items():
            timing = timings[key]
            assert (step.opened, step.closed) == (timing.opened_at, timing.closed_at), key
            if step.opened and step.closed:
                seconds = recompute.working_seconds(step.opened, step.closed, MAULID)
                assert seconds == timing.elapsed, key

    def test_report__counted_again_from_the_ledger_alone_agrees_to_the_second(self) -> None:
        """The compliance report of each month that is played, in its export and on the screen."""
        steps = self.counted_again()
        self.client.force_login(User.objects.get(username="admin"))
        before = recount([], MONTHS[0])
        judged = 0
        for month in MONTHS:
            counted = recount(steps, month)
            file = self.client.get(REPORT, period_of(month) | {"export": "csv"})
            assert lines_of_steps(file) == list(map(in_file, counted)), month
            screen = self.client.get(REPORT, period_of(month)).context["steps"]
            assert [[cell.text for cell in row.cells[:-1]] for row in screen.rows] == list(
                map(on_screen, range(1, 9), counted, before)
            ), month
            before, judged = counted, judged + counted[-1].n
        assert judged > 50

    @staticmethod
    def counted_again() -> list[recompute.Step]:
        connection.ensure_connection()
        return recompute.steps_of(recompute.read(connection.connection))

    @staticmethod
    def timings() -> list[tuple[Any, ...]]:
        names = [field.attname for field in StepTiming._meta.concrete_fields if field.name != "id"]
        return sorted(StepTiming.objects.values_list(*names), key=str)

    def test_steps__each_of_1_to_5_was_late_once_and_mostly_kept(self) -> None:
        closed = Counter(
            StepTiming.objects.filter(within_standard__isnull=False).values_list(
                "step", "within_standard"
            )
        )
        for step in range(1, 6):
            assert closed[step, False] >= 1, step
            assert closed[step, True] > closed[step, False], step

    def test_material__is_in_every_state(self) -> None:
        states = Counter(SourceMaterial.objects.values_list("state", flat=True))
        assert set(states) == set(SourceMaterial.State)
        assert SourceMaterial.objects.filter(self_recorded=True).count() == 1

    def test_exempt_material__has_no_page(self) -> None:
        exempt = SourceMaterial.objects.filter(information_class__code="dikecualikan")
        assert exempt.exists()
        assert not exempt.filter(page_links__isnull=False).exists()

    def test_pages__wait_at_every_station_of_the_workflow(self) -> None:
        running = NewsroomTaskState.objects.filter(status="in_progress")
        opened = Counter(
            (state.task.specific_class.__name__, bool(state.opened_at)) for state in running
        )
        assert opened["EditorReviewTask", False] == 1
        assert opened["DivisionHeadApprovalTask", False] == 1
        assert opened["DivisionHeadApprovalTask", True] == 1
        states = {
            page.current_workflow_state.status
            for page in Page.objects.filter(live=False, depth__gt=2)
            if page.current_workflow_state
        }
        assert states == {"in_progress", "needs_changes"}

    def test_publications__one_scheduled_one_went_live_by_itself_one_expired(self) -> None:
        waiting = [page for page in Page.objects.filter(live=False) if page.approved_schedule]
        assert [page.go_live_at > NOW for page in waiting] == [True]
        assert WorkEvent.objects.filter(kind=WorkEvent.Kind.PUBLICATION_SCHEDULED).count() == 3
        assert Page.objects.filter(expired=True, live=False).count() == 1

    def test_gate__one_withdrawn_and_one_emergency_wait_to_be_seen(self) -> None:
        withdrawn = Withdrawal.objects.get(automatic=False)
        assert not Page.objects.get(pk=withdrawn.page_id).live
        emergency = EmergencyPublication.objects.get()
        assert gate.open_emergency(emergency.page_id) == emergency
        assert Page.objects.get(pk=emergency.page_id).live

    def test_everything_live__fits_its_paraf(self) -> None:
        call_command("verify_published", stdout=StringIO())

    def test_returns__one_item_was_returned_twice_and_then_went_live(self) -> None:
        twice = PublicationRecord.objects.filter(round=3, is_update=False)
        assert twice.count() == 1
        returned = WorkEvent.objects.filter(
            kind=WorkEvent.Kind.PAGE_RETURNED, item_id=twice.get().page_id
        )
        assert returned.count() == 2
        assert all(len(event.data["reason"]) >= 10 for event in returned)

    def test_correction__is_a_second_line_of_the_register(self) -> None:
        assert PublicationRecord.objects.filter(is_update=True).count() == 1

    def test_live_pages__are_complete_and_their_pictures_upright(self) -> None:
        for page in NewsPage.objects.live():
            assert page.missing_for_submission() == []
        logo = HomePage.objects.values("logo")
        for image in PressImage.objects.exclude(pk__in=logo):
            assert (image.width, image.height) == (1600, 1067)

    def test_second_run__changes_nothing_but_the_passwords(self) -> None:
        before = WorkEvent.objects.count(), Page.objects.count(), User.objects.count()
        output = load(password="kata-sandi-baru")
        assert (WorkEvent.objects.count(), Page.objects.count(), User.objects.count()) == before
        assert authenticate(username="kabid", password="kata-sandi-baru")
        assert "kata-sandi-baru" in output


@pytest.mark.django_db
class TestRefusals:
    @override_settings(KUKARSITE_PRODUCTION=True)
    def test_production__is_refused(self) -> None:
        with pytest.raises(CommandError, match=r"(?i)produ[ck]"):
            load()
        assert not User.objects.exists()

    def test_other_peoples_names__are_left_alone(self) -> None:
        User.objects.create_user("admin", email="admin@kantor.example", password="rahasia-kantor")
        with pytest.raises(CommandError, match="admin"):
            load()
        assert authenticate(username="admin", password="rahasia-kantor")

    def test_too_few_items__are_refused(self) -> None:
        with pytest.raises(CommandError, match=str(cast.LEAST)):
            load(items=cast.LEAST - 1)

    def test_ledger_with_work_in_it__is_refused(self, office: Any) -> None:
        office.receive()
        User.objects.filter(email__endswith="@example.test").delete()
        lines = WorkEvent.objects.count()
        with pytest.raises(CommandError):
            load()
        assert WorkEvent.objects.count() == lines

    def test_interrupted_play__leaves_nothing_behind(self, newsroom: None, settings: Any) -> None:
        perform = Newsroom.perform
        stored: list[Any] = []

        def stop_at_the_fifth(self: Newsroom, act: Act) -> None:
            if len(self.stored) > 4:
                stored.extend(self.stored)
                raise KeyboardInterrupt
            perform(self, act)

        with (
            mock.patch.object(Newsroom, "perform", stop_at_the_fifth),
            pytest.raises(CommandError),
        ):
            load(items=cast.LEAST)
        assert stored
        assert not any(file.storage.exists(file.name) for file in stored)
        assert not User.objects.exists()
        assert set(WorkEvent.objects.values_list("kind", flat=True)) == {"authority_recorded"}


def office_hours() -> WorkSchedule:
    """Eight to four on weekdays, around the tested instants."""
    days = [datetime(2026, 8, 1, tzinfo=UTC) + timedelta(days=n) for n in range(200)]
    return WorkSchedule(
        [(day.replace(hour=0), day.replace(hour=8)) for day in days if day.weekday() < 5]
    )


class TestScript:
    """The whole demo, planned but not played."""

    def planned(self, now: datetime = NOW) -> tuple[list[cast.Story], list[Act]]:
        stories = cast.cast(all_texts())
        return stories, script(stories, Office(office_hours(), STANDARDS), timezone.localtime(now))

    def test_cast__shows_at_least_sixty_items_and_every_end(self) -> None:
        stories = cast.cast(all_texts())
        assert len(stories) >= 60
        assert {story.way.end for story in stories} == set(cast.End)
        assert sum(len(story.way.returns) == 2 for story in stories) >= 4

    def test_smallest_cast__shows_every_end_too(self) -> None:
        stories = cast.cast(all_texts(), cast.LEAST)
        assert {story.way.end for story in stories} == set(cast.End)
        assert {step for story in stories for step in story.way.late} == {1, 2, 3, 4, 5, 6}

    @pytest.mark.parametrize("hours", range(0, 168, 13))
    def test_acts__lie_in_order_within_the_last_three_months(self, hours: int) -> None:
        now = NOW + timedelta(hours=hours)
        _, acts = self.planned(now)
        times = [act.at for act in acts]
        assert times == sorted(times)
        assert now - timedelta(days=93) < times[0]
        assert times[-1] < now

    def test_acts__of_one_item_come_in_the_order_of_the_sop(self) -> None:
        stories, acts = self.planned()
        twice = next(n for n, story in enumerate(stories) if len(story.way.returns) == 2)
        names = [act.name for act in acts if act.story == twice]
        assert names[:5] == ["receive", "hand_over", "classify", "make_page", "write"]
        assert names.count("submit") == 3
        assert names[-2:] == ["open", "approve"]

    def test_going_live_later__comes_after_the_approval(self) -> None:
        _, acts = self.planned()
        approved = {act.story: act.at for act in acts if act.name == "approve"}
        later = [act for act in acts if act.data.get("go_live_at")]
        assert len(later) >= 4
        assert all(act.data["go_live_at"] > approved[act.story] for act in later)

    def test_plan__is_the_same_every_time(self) -> None:
        assert self.planned() == self.planned()

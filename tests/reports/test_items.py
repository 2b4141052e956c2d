"""The timeline of an item, and why a step took so long: what the screens say is what was judged."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from reports.item_timeline import ItemTimeline
from reports.models import StepTiming
from reports.templatetags.report_words import REASONS
from reports.why import Why
from tests.driver import REASON, Newsroom
from workflow_steps.models import Holiday, WorkCalendar
from workflow_steps.working_days import Reason

from .test_corrections import correct
from .test_timings import HOUR, row, wita

pytestmark = pytest.mark.once


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(wita("2026-11-02T08:00:00"), tick=False) as traveller:
        yield traveller


@pytest.fixture
def page(office: Newsroom, clock: Any) -> Any:
    """Returned once by the approver, live in the second round on Tuesday."""
    page = office.draft(office.classified())
    clock.move_to(wita("2026-11-02T10:00:00"))
    office.waiting_for_approval(page)
    clock.move_to(wita("2026-11-02T13:30:00"))
    office.send_back(page)
    clock.move_to(wita("2026-11-03T09:10:15"))
    office.approve(office.waiting_for_approval(page))
    return page


def why(timing: StepTiming) -> Why:
    return Why(timing)


def open_as(office: Newsroom, client: Client, name: str, *args: Any) -> Any:
    client.force_login(office.kabid)
    return client.get(reverse(name, args=args))


# --- the item -------------------------------------------------------------------------------


def test_timeline__has_material_and_page_with_every_round(page: Any) -> None:
    timeline = ItemTimeline("page", page.pk)
    assert [(t.step, t.round) for t in timeline.timings] == [
        (1, 1),
        (2, 1),
        (3, 1),
        (4, 1),
        (5, 1),
        (3, 2),
        (4, 2),
        (5, 2),
        (6, 2),
        (7, 2),
    ]
    assert (timeline.rounds, timeline.returns, timeline.title) == (2, 1, page.title)


def test_picture__has_a_bar_for_each_timing_inside_its_frame(page: Any) -> None:
    chart = ItemTimeline("page", page.pk).chart
    assert chart
    assert len(chart.bars) == 10
    for bar in chart.bars:
        assert 0 < bar.x <= bar.end <= chart.width
        assert 0 <= bar.y < chart.foot
    [way] = chart.ways
    assert way.end < way.start, "from step 5 up to step 3"
    assert [tick.label for tick in chart.ticks] == ["2 Nov", "3 Nov"]


def test_picture__of_what_waits_for_its_hour_stays_inside_its_frame(
    office: Newsroom, clock: Any
) -> None:
    page = office.draft(office.classified())
    page.go_live_at = wita("2026-11-09T10:00:00")
    page.save_revision(user=office.pengelola)
    office.approve(office.waiting_for_approval(page))
    chart = ItemTimeline("page", page.pk).chart
    assert chart
    assert all(bar.end <= chart.width for bar in chart.bars)


def test_timeline__outlives_the_page(office: Newsroom, page: Any, client: Client) -> None:
    other = office.draft(office.classified())
    number, title = other.pk, other.title
    Page.objects.get(pk=number).delete()
    timeline = ItemTimeline("page", number)
    assert timeline.title == title
    assert {t.step for t in timeline.timings} == {1, 2, 3}
    assert open_as(office, client, "item_timeline", "page", number).status_code == 200


def test_screen__says_what_happened_with_its_reason(
    office: Newsroom, page: Any, client: Client
) -> None:
    html = open_as(office, client, "item_timeline", "page", page.pk).content.decode()
    assert REASON in html
    assert "Mengapa 2 j 30 m?" in html
    assert html.count("item-chart__bar--early") >= 1


def test_screen__costs_the_same_whatever_happened(
    office: Newsroom, page: Any, client: Client
) -> None:
    simple = office.published()

    client.force_login(office.kabid)

    def cost(number: int) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("item_timeline", args=["page", number])).status_code == 200
        return len(queries)

    cost(simple.pk)
    assert cost(page.pk) == cost(simple.pk) <= 31


@pytest.mark.parametrize("args", [("page", 999999), ("material", 0), ("procedure", 1), ("lain", 1)])
def test_item_that_never_was__is_not_found(
    office: Newsroom, client: Client, args: tuple[Any, ...]
) -> None:
    assert open_as(office, client, "item_timeline", *args).status_code == 404
    assert open_as(office, client, "why_so_long", *args, 3, 1).status_code == 404


@pytest.mark.parametrize(
    ("who", "status"),
    [("kabid", 200), ("webadmin", 200), ("pengelola", 302), ("kontributor", 302)],
)
def test_screens__are_for_those_who_may_see_timings(
    office: Newsroom, page: Any, client: Client, who: str, status: int
) -> None:
    client.force_login(office.people[who])
    for name, args in (
        ("item_timelines", ()),
        ("item_timelines_results", ()),
        ("item_timeline", ("page", page.pk)),
        ("why_so_long", ("page", page.pk, 5, 2)),
    ):
        assert client.get(reverse(name, args=args)).status_code == status
    for file_format in ("csv", "xlsx"):
        url = reverse("item_timelines", query={"export": file_format})
        assert client.get(url).status_code == status


def test_timeline__leads_to_the_public_page_and_to_taking_it_offline(
    office: Newsroom, client: Client
) -> None:
    """An approver has no page explorer: search and register lead here."""
    live, waiting = office.published(), office.waiting_for_approval()
    withdraw = reverse("newsroom_withdraw", args=[live.pk])
    for person in (office.kabid, office.webadmin):
        client.force_login(person)
        html = client.get(reverse("item_timeline", args=["page", live.pk])).content.decode()
        assert f'href="{live.full_url}"' in html
        assert f'href="{withdraw}"' in html, person
    html = client.get(reverse("item_timeline", args=["page", waiting.pk])).content.decode()
    assert "turunkan/" not in html
    office.webadmin.groups.clear()
    office.webadmin.user_permissions.add(
        *Permission.objects.filter(codename__in=["view_steptiming", "access_admin"])
    )
    client.force_login(office.webadmin)
    html = client.get(reverse("item_timeline", args=["page", live.pk])).content.decode()
    assert live.full_url in html
    assert withdraw not in html


def test_timeline__says_for_when_it_is_planned(
    office: Newsroom, client: Client, clock: Any
) -> None:
    clock.move_to(wita("2026-11-23 09:00"))
    page = office.draft(office.classified())
    page.go_live_at = wita("2026-12-05 08:00")
    page.save_revision(user=office.pengelola)
    office.approve(office.waiting_for_approval(page))
    client.force_login(office.kabid)
    html = client.get(reverse("item_timeline", args=["page", page.pk])).content.decode()
    assert "tayang 5 Desember 2026, 08.00 WITA" in html


def test_list__is_by_when_an_item_began_and_can_be_turned(
    office: Newsroom, client: Client, clock: Any
) -> None:
    clock.move_to(wita("2026-11-23 09:00"))
    first, old = office.receive("Lama"), office.classified("Dipakai lagi")
    clock.move_to(wita("2026-11-24 09:00"))
    office.receive("Baru")
    office.draft(old)  # its step 3 began yesterday
    client.force_login(office.kabid)

    def dates(**query: str) -> list[Any]:
        rows = client.get(reverse("item_timelines", query=query)).context["object_list"]
        return [row.opened_at for row in rows]

    assert len(dates()) == 4, first
    assert dates() == sorted(dates(), reverse=True)
    assert dates(ordering="opened_at") == sorted(dates())
    titles = client.get(reverse("item_timelines", query={"ordering": "item_title"}))
    shown = [row.item_title for row in titles.context["object_list"]]
    assert shown == sorted(shown)


def test_list__finds_an_item_and_leads_to_it(office: Newsroom, page: Any, client: Client) -> None:
    client.force_login(office.kabid)
    found = client.get(reverse("item_timelines"), {"q": page.title[:8]}).content.decode()
    assert reverse("item_timeline", args=["page", page.pk]) in found
    none = client.get(reverse("item_timelines"), {"q": "tidak ada yang begini"})
    assert reverse("item_timeline", args=["page", page.pk]) not in none.content.decode()


# --- why ------------------------------------------------------------------------------------


def test_why__intervals_together_are_the_figure_of_the_ledger(page: Any) -> None:
    timings = StepTiming.objects.filter(opened_at__isnull=False, closed_at__isnull=False)
    assert timings.count() == 10
    for timing in timings:
        explanation = why(timing).as_judged
        assert explanation
        assert explanation.counted == timing.elapsed
        assert sum(strip.counted for strip in explanation.days) == timing.elapsed


def test_why__names_what_did_not_count(page: Any) -> None:
    explanation = why(row(page, 3, 2)).as_judged
    assert explanation
    assert [(str(span.reason), span.counted) for span in explanation.spans] == [
        ("work", True),
        ("outside_hours", False),
        ("work", True),
    ]
    explanation = why(row(page, 5)).as_judged or why(row(page, 4)).as_judged
    assert explanation


def test_why__of_a_running_step_counts_until_now(office: Newsroom, clock: Any) -> None:
    page = office.draft(office.classified())
    clock.move_to(wita("2026-11-02T09:30:00"))
    explanation = why(row(page, 3)).as_judged
    assert explanation
    assert explanation.counted == 1.5 * HOUR


def test_why__after_a_correction_shows_both(office: Newsroom, page: Any, client: Client) -> None:
    Holiday.objects.create(
        calendar=WorkCalendar.default(), date=date(2026, 11, 3), name="Hari libur susulan"
    )
    correct()
    timing = row(page, 3, 2)
    both = why(timing)
    assert both.as_judged
    assert both.as_corrected
    assert both.as_judged.counted == timing.elapsed == 2.5 * HOUR + 6015
    assert both.as_corrected.counted == timing.corrected_elapsed == 2.5 * HOUR
    html = open_as(office, client, "why_so_long", "page", page.pk, 3, 2).content.decode()
    assert "hari libur: Hari libur susulan" in html
    assert "Setelah koreksi" in html


def test_why__of_a_step_without_beginning_says_so(
    office: Newsroom, clock: Any, client: Client
) -> None:
    page = office.draft()
    material = page.material_links.get().material
    html = open_as(office, client, "why_so_long", "material", material.pk, 1, 1).content.decode()
    assert "tidak diukur" in html


def test_why__of_a_long_wait_leaves_out_empty_days(office: Newsroom, clock: Any) -> None:
    page = office.draft(office.classified())
    clock.move_to(wita("2027-02-26T08:00:00"))
    office.submit(page)
    explanation = why(row(page, 3)).as_judged
    assert explanation
    assert explanation.counted == row(page, 3).elapsed
    assert all(strip.counted for strip in explanation.days)
    assert explanation.hidden_days > 30


def test_reasons__all_have_a_word() -> None:
    assert set(REASONS) == set(Reason)


def test_now__is_in_the_offices_zone() -> None:
    assert str(timezone.get_default_timezone()) == "Asia/Makassar"

"""Absences: who may enter them, who decides meanwhile, and which days nobody covers."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from tests.driver import Newsroom
from tests.workflow_steps.test_acting import appoint
from workflow_steps.absence_board import Board
from workflow_steps.deciders import Deciders
from workflow_steps.models import Absence, DivisionHeadApprovalTask, User

pytestmark = pytest.mark.once

WITA = ZoneInfo("Asia/Makassar")
MONDAY = date(2026, 11, 2)
NOW = datetime(2026, 11, 2, 9, 0, tzinfo=WITA)
INDEX, ADD, EDIT = "absence:index", "absence:add", "absence:edit"
Kind = Absence.Kind


@pytest.fixture(autouse=True)
def monday() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def sekretaris(office: Newsroom) -> User:
    person = office.person("sekretaris", office_title="Sekretaris")
    person.user_permissions.add(Permission.objects.get(codename="access_admin"))
    return person


def away(person: User, first: int = 0, last: int = 0, kind: str = Kind.DUTY) -> Absence:
    """From one day after Monday until another."""
    absence = Absence(
        person=person,
        kind=kind,
        first_day=MONDAY + timedelta(days=first),
        last_day=MONDAY + timedelta(days=last),
    )
    absence.full_clean()
    absence.save()
    return absence


def names(deciders: list[Any]) -> list[str]:
    return [str(one) for one in deciders]


def approval_answer() -> Any:
    return Deciders().answer(DivisionHeadApprovalTask.objects.get().pk)


# --- the days -------------------------------------------------------------------------------------

SPANS = st.tuples(st.integers(0, 20), st.integers(0, 5)).map(lambda pair: (pair[0], sum(pair)))


@given(SPANS, SPANS)
def test_overlapping__is_what_shares_a_day(one: tuple[int, int], other: tuple[int, int]) -> None:
    days = [set(range(first, last + 1)) for first, last in (one, other)]
    first, last = (MONDAY + timedelta(days=number) for number in one)
    absence = Absence(
        first_day=MONDAY + timedelta(days=other[0]), last_day=MONDAY + timedelta(days=other[1])
    )
    shared = any(absence.covers(first + timedelta(days=n)) for n in range((last - first).days + 1))
    assert shared is bool(days[0] & days[1])


def test_absence__of_one_person_overlaps_no_other(office: Newsroom) -> None:
    away(office.kabid, 0, 4)
    with pytest.raises(ValidationError) as caught:
        away(office.kabid, 4, 6)
    assert "first_day" in caught.value.message_dict
    assert away(office.kabid, 5, 6).pk
    assert away(office.webadmin, 0, 4).pk


def test_absence__ends_after_it_begins(office: Newsroom) -> None:
    with pytest.raises(ValidationError) as caught:
        away(office.kabid, 3, 1)
    assert "last_day" in caught.value.message_dict


# --- who decides ----------------------------------------------------------------------------------


def test_deciders__the_acting_person_comes_first_and_the_holder_keeps_the_power(
    office: Newsroom, sekretaris: User
) -> None:
    away(office.kabid, 0, 4)
    appoint(office, sekretaris, valid_from=MONDAY, valid_until=MONDAY + timedelta(days=4))
    task = DivisionHeadApprovalTask.objects.get()
    deciders = Deciders().on(task.pk)
    assert names(deciders)[0] == "Plh. Sekretaris"
    assert [one.person for one in deciders] == [sekretaris, office.kabid]
    assert task.may_decide_at_all(office.kabid)
    answer = approval_answer()
    assert answer.text.startswith("Plh. Sekretaris (Kabid ")
    assert "6 November 2026" in answer.text
    assert not answer.is_problem


def test_deciders__nobody_there_is_said_with_what_to_do(office: Newsroom) -> None:
    assert (approval_answer().text, approval_answer().advice) == ("Kabid", "")
    away(office.kabid, 0, 1)
    answer = approval_answer()
    assert "Kabid" in answer.text
    assert answer.is_problem
    office.kabid.groups.clear()
    assert approval_answer().is_problem


@pytest.mark.once
def test_deciders__whoever_appoints_is_shown_where(office: Newsroom, client: Client) -> None:
    """Not told to ask themselves; everybody else is told whom to ask."""
    away(office.kabid, 0, 1)
    task = DivisionHeadApprovalTask.objects.get()
    form = reverse("acting_appointment:add")
    with translation.override("en"):
        own = Deciders(viewer=office.kabid).answer(task.pk)
        others = Deciders(viewer=office.pengelola).answer(task.pk)
    assert own
    assert others
    assert (own.advice, own.url) == ("You are recorded as absent.", form)
    assert others.advice.startswith("Ask the Kepala Bidang")
    assert (others.url, own.is_problem) == ("", True)
    client.force_login(office.kabid)
    for screen in ("newsroom_inbox", "wagtailadmin_home", "absence:index"):
        assert form in client.get(reverse(screen)).content.decode(), screen


def test_deciders__illness_is_nobodys_business(office: Newsroom) -> None:
    away(office.kabid, 0, 1, Kind.ILLNESS)
    assert "sakit" not in approval_answer().text.lower()


def test_deciders__of_a_page_leave_out_who_worked_on_it(office: Newsroom, sekretaris: User) -> None:
    page = office.draft(office.classified())
    office.submit(page)
    office.pass_review(page)
    state = office.fresh(page).current_workflow_task_state
    assert Deciders().answer_for(state).text == "Kabid"
    office.kabid.groups.clear()
    office.pengelola.groups.add(Group.objects.get(name="Kepala Bidang Aptika"))
    answer = Deciders().answer_for(state)
    assert "Pengelola" in answer.text
    assert answer.is_problem


# --- days that nobody covers ----------------------------------------------------------------------


def gaps() -> list[tuple[str, date, date]]:
    return [
        (type(gap.task).__name__, gap.first, gap.last) for gap in Board(Deciders()).deciders.gaps()
    ]


APPROVAL, REVIEW = "DivisionHeadApprovalTask", "EditorReviewTask"


def test_gaps__only_working_days_count_and_letters_close_them(
    office: Newsroom, sekretaris: User
) -> None:
    assert gaps() == []
    away(office.kabid, 5, 6)  # a weekend
    assert gaps() == []
    away(office.kabid, 1, 4)
    assert gaps() == [(APPROVAL, MONDAY + timedelta(days=1), MONDAY + timedelta(days=4))]
    appoint(
        office,
        sekretaris,
        valid_from=MONDAY + timedelta(days=1),
        valid_until=MONDAY + timedelta(days=2),
    )
    assert gaps() == [(APPROVAL, MONDAY + timedelta(days=3), MONDAY + timedelta(days=4))]
    away(sekretaris, 2, 2)
    assert gaps()[0] == (APPROVAL, MONDAY + timedelta(days=2), MONDAY + timedelta(days=4))


def test_gaps__a_colleague_of_the_same_role_covers(office: Newsroom) -> None:
    away(office.webadmin, 1, 1)
    assert gaps() == [(REVIEW, MONDAY + timedelta(days=1), MONDAY + timedelta(days=1))]
    office.person("webadmin2", "Web Administrator")
    assert gaps() == []


# --- screens --------------------------------------------------------------------------------------


def form(person: User | None = None, **fields: str) -> dict[str, Any]:
    values = {
        "kind": Kind.LEAVE,
        "first_day": "2026-11-09",
        "last_day": "2026-11-10",
        "note": "",
    }
    return {**values, **({"person": person.pk} if person else {}), **fields}


@pytest.mark.parametrize("name", ["kontributor", "pengelola", "webadmin", "kabid"])
def test_screen__everybody_enters_their_own(office: Newsroom, client: Client, name: str) -> None:
    person = office.people[name]
    client.force_login(person)
    assert client.get(reverse(INDEX)).status_code == 200
    response = client.post(reverse(ADD), form(person))
    assert response.status_code == 302, response.context["form"].errors
    absence = Absence.objects.get()
    assert (absence.person, absence.created_by) == (person, person)


@pytest.mark.parametrize(("name", "may"), [("kontributor", 0), ("kabid", 0), ("webadmin", 1)])
def test_screen__anybodys_is_for_whoever_looks_after_them(
    office: Newsroom, client: Client, name: str, may: int
) -> None:
    client.force_login(office.people[name])
    client.post(reverse(ADD), form(office.pengelola))
    assert Absence.objects.filter(person=office.pengelola).count() == may
    Absence.objects.all().delete()
    theirs = away(office.pengelola, 1, 1)
    url = reverse(EDIT, args=[theirs.pk])
    assert client.get(url).status_code == (200 if may else 404)
    client.post(url, form(office.pengelola, note="diubah"))
    theirs.refresh_from_db()
    assert (theirs.note == "diubah") is bool(may)
    delete = reverse("absence:delete", args=[theirs.pk])
    assert client.post(delete).status_code == (302 if may else 404)


def test_screen__a_refused_entry_keeps_what_was_typed(office: Newsroom, client: Client) -> None:
    away(office.kabid, 7, 8)
    client.force_login(office.kabid)
    response = client.post(reverse(ADD), form(office.kabid, note="ke Samarinda"))
    assert response.status_code == 200
    assert "first_day" in response.context["form"].errors
    assert "ke Samarinda" in response.content.decode()
    assert Absence.objects.count() == 1


def test_screen__colleagues_read_no_notes(office: Newsroom, client: Client) -> None:
    absence = away(office.webadmin, 0, 1, Kind.ILLNESS)
    Absence.objects.filter(pk=absence.pk).update(note="operasi")
    client.force_login(office.pengelola)
    page = client.get(reverse(INDEX)).content.decode()
    assert "Webadmin" in page
    assert "operasi" not in page
    assert str(Kind.ILLNESS.label) not in page


def test_screen__costs_the_same_with_few_and_many(office: Newsroom, client: Client) -> None:
    client.force_login(office.webadmin)

    def cost() -> int:
        client.get(reverse(INDEX))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(INDEX)).status_code == 200
        return len(queries)

    away(office.kabid, 0, 4)
    few = cost()
    for number in range(15):
        person = office.person(f"orang{number}", "Pengelola Website")
        away(person, number, number + 1)
    assert cost() == few


@pytest.mark.parametrize(
    ("name", "warned"), [("webadmin", True), ("kabid", True), ("pengelola", False)]
)
def test_home__warns_of_days_without_an_approver(
    office: Newsroom, client: Client, name: str, warned: bool
) -> None:
    client.force_login(office.people[name])
    assert b"newsroom-staffing" not in client.get("/admin/").content
    away(office.kabid, 1, 2)
    assert (b"newsroom-staffing" in client.get("/admin/").content) is warned


def test_inbox_and_own_items__say_who_decides(
    office: Newsroom, client: Client, sekretaris: User
) -> None:
    page = office.draft(office.classified())
    office.submit(page)
    office.pass_review(page)
    away(office.kabid, 0, 4)
    appoint(office, sekretaris, valid_from=MONDAY, valid_until=MONDAY + timedelta(days=4))
    client.force_login(office.pengelola)
    for url in (reverse("newsroom_my_items"), reverse("wagtailadmin_pages:edit", args=[page.pk])):
        assert "Plh. Sekretaris (Kabid" in client.get(url).content.decode(), url
    client.force_login(sekretaris)
    assert "Plh. Sekretaris (Kabid" in client.get(reverse("newsroom_inbox")).content.decode()

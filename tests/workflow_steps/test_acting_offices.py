"""Which office a letter may lend, to whom and for whom: only what holds the approval role now."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from wagtail.users.models import UserProfile

from tests.driver import Newsroom
from workflow_steps import acting
from workflow_steps.models import ActingAppointment, User
from workflow_steps.refusals import DecisionRefused

from .test_acting import (
    ADD,
    EDIT,
    FIRST,
    LAST,
    appoint,
    approval_groups,
    at,
    data,
    letter,
    problems,
    sekretaris,
)

pytestmark = pytest.mark.once

__all__ = ["approval_groups", "sekretaris"]

GROUP = "Kepala Bidang Aptika"
TITLE = "Kepala Bidang Aplikasi Informatika"


@pytest.fixture(autouse=True)
def clock() -> Any:
    with time_machine.travel(at(FIRST), tick=False) as traveller:
        yield traveller


def name_office(person: User, title: str) -> None:
    person.office_title = title
    person.save()


def stored(office: Newsroom, person: User, /, **fields: Any) -> ActingAppointment:
    """Put in behind the form."""
    return ActingAppointment.objects.create(
        **{
            "person": person,
            "capacity": "plh",
            "acting_for": office.kabid,
            "valid_from": FIRST,
            "valid_until": LAST,
            "letter_number": "800/14",
            "letter": letter(),
        }
        | fields
    )


def form_of(client: Client, user: User, address: str) -> Any:
    client.force_login(user)
    return client.get(address).context["form"]


def offered(form: Any, name: str) -> list[str]:
    return [str(label) for value, label in form.fields[name].choices if value]


# --- what an appointment lends ---------------------------------------------------------------


def test_standing__a_letter_for_another_office__lends_nothing(
    office: Newsroom, sekretaris: User, approval_groups: list[int]
) -> None:
    page = office.waiting_for_approval()
    stored(office, sekretaris, office="Kepala Bidang Statistik")
    assert acting.standing_of(sekretaris, approval_groups) is None
    assert set(acting.approvers(approval_groups)) == {office.kabid}
    with pytest.raises(DecisionRefused):
        office.decide(page, sekretaris, "approve")


def test_standing__the_letter_for_this_office_counts__whatever_else_there_is(
    office: Newsroom, sekretaris: User, approval_groups: list[int]
) -> None:
    right = stored(office, sekretaris)
    stored(office, sekretaris, office="Kepala Bidang Statistik")
    standing = acting.standing_of(sekretaris, approval_groups)
    assert standing is not None
    assert standing.appointment_id == right.pk


@pytest.mark.parametrize("name", [GROUP, TITLE, "kepala bidang  aplikasi INFORMATIKA"])
def test_standing__office_is_what_the_group_or_its_member_is_called(
    name: str, office: Newsroom, sekretaris: User, approval_groups: list[int]
) -> None:
    name_office(office.kabid, TITLE)
    stored(office, sekretaris, office=name)
    assert acting.standing_of(sekretaris, approval_groups)
    assert sekretaris in acting.approvers(approval_groups)


def test_standing__holder_whose_account_was_closed__is_still_what_the_letter_says(
    office: Newsroom, sekretaris: User, approval_groups: list[int]
) -> None:
    name_office(office.kabid, TITLE)
    appoint(office, sekretaris, office=TITLE)
    office.kabid.is_active = False
    office.kabid.save()
    assert acting.standing_of(sekretaris, approval_groups)


def test_office__without_a_word__is_that_of_the_holder(office: Newsroom, sekretaris: User) -> None:
    assert appoint(office, sekretaris).office == GROUP
    name_office(office.kabid, TITLE)
    assert ActingAppointment().office == TITLE


# --- what can be entered ---------------------------------------------------------------------


def test_office__another_one__is_refused(office: Newsroom, sekretaris: User) -> None:
    for name in ("Kepala Bidang Statistik", "Kabid Aptika", ""):
        assert "office" in problems(office, sekretaris, office=name)


def test_office__of_somebody_else__is_refused(office: Newsroom, sekretaris: User) -> None:
    name_office(office.kabid, TITLE)
    name_office(office.person("kadis", GROUP), "Kepala Dinas")
    assert problems(office, sekretaris, office="Kepala Dinas") == {"office"}
    assert not problems(office, sekretaris, office=TITLE)


def test_office__is_stored_as_it_is_offered(office: Newsroom, sekretaris: User) -> None:
    assert appoint(office, sekretaris, office="kepala bidang\u200b  aptika").office == GROUP


def test_holder__is_one_who_approves(office: Newsroom, sekretaris: User) -> None:
    assert problems(office, sekretaris, acting_for=office.webadmin) == {"acting_for"}
    office.kabid.is_active = False
    office.kabid.save()
    assert problems(office, sekretaris) == {"acting_for"}
    assert not problems(office, sekretaris, acting_for=None, capacity="plt")


def test_beginning__not_before_the_day_of_entry(office: Newsroom, sekretaris: User) -> None:
    yesterday = FIRST - timedelta(days=1)
    assert problems(office, sekretaris, valid_from=yesterday) == {"valid_from"}
    later = appoint(office, sekretaris, valid_from=LAST)
    later.valid_from = yesterday
    with pytest.raises(Exception, match="valid_from"):
        later.full_clean()


def test_beginning__what_runs_already_keeps_its_own(
    office: Newsroom, sekretaris: User, clock: Any
) -> None:
    appointment = appoint(office, sekretaris)
    clock.move_to(at(LAST))
    appointment.valid_until = LAST + timedelta(days=4)
    appointment.letter_number = "800/15"
    appointment.full_clean()


# --- one at a time ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["Kepala Bidang Aptika\u200b", "KEPALA\u00a0BIDANG APTIKA", "Kepala Bidang Ａptika"]
)
def test_overlap__another_spelling__is_the_same_office(
    name: str, office: Newsroom, sekretaris: User
) -> None:
    vacant = {"acting_for": None, "capacity": "plt"}
    appoint(office, sekretaris, **vacant)
    assert problems(office, office.webadmin, office=name, **vacant) == {"valid_from"}


def test_overlap__what_stands_there_in_another_spelling__counts(
    office: Newsroom, sekretaris: User
) -> None:
    stored(office, sekretaris, office="Kepala  Bidang Aptika\u200b", acting_for=None)
    assert problems(office, office.webadmin, acting_for=None, capacity="plt") == {"valid_from"}


def test_overlap__the_same_holder__whatever_the_office_is_called(
    office: Newsroom, sekretaris: User
) -> None:
    stored(office, sekretaris, office="Kabid Aptika")
    assert problems(office, office.webadmin) == {"valid_from"}
    assert not problems(
        office, office.webadmin, valid_from=LAST + timedelta(1), valid_until=LAST + timedelta(1)
    )


@pytest.mark.parametrize("holder", [True, False])
def test_overlap__group_and_title_are_two_names_of_one_office(
    holder: bool, office: Newsroom, sekretaris: User
) -> None:
    """Also where nobody is named: a vacant office is still one office."""
    name_office(office.kabid, TITLE)
    appoint(office, sekretaris, office=TITLE, acting_for=None, capacity="plt")
    person = {"acting_for": office.kabid if holder else None, "capacity": "plt"}
    assert problems(office, office.webadmin, office=GROUP, **person) == {"valid_from"}


def test_overlap__two_offices_that_both_approve__are_two(
    office: Newsroom, sekretaris: User
) -> None:
    head = office.person("kadis", GROUP)
    name_office(head, "Kepala Dinas")
    name_office(office.kabid, GROUP)
    appoint(office, sekretaris, office=GROUP)
    assert not problems(office, office.webadmin, office="Kepala Dinas", acting_for=head)


# --- the form --------------------------------------------------------------------------------


def test_form__offers_the_offices_that_approve(
    client: Client, office: Newsroom, sekretaris: User
) -> None:
    name_office(office.kabid, TITLE)
    form = form_of(client, office.kabid, reverse(ADD))
    assert offered(form, "office") == [TITLE, GROUP]
    assert form["office"].value() == TITLE
    later = stored(office, sekretaris, valid_from=LAST, office="Kabid Aptika")
    form = form_of(client, office.kabid, reverse(EDIT, args=[later.pk]))
    assert offered(form, "office") == [TITLE, GROUP, "Kabid Aptika"]


@pytest.mark.parametrize("name", ["Kepala Bidang Statistik", "Kepala Bidang Aptika\u200b"])
def test_form__no_other_office_can_be_sent(
    name: str, client: Client, office: Newsroom, sekretaris: User
) -> None:
    client.force_login(office.kabid)
    response = client.post(reverse(ADD), data(office, sekretaris, office=name))
    assert set(response.context["form"].errors) == {"office"}
    assert not ActingAppointment.objects.exists()


def test_form__offers_who_could_act_and_who_approves(
    client: Client, office: Newsroom, sekretaris: User
) -> None:
    """Not the person at the keyboard, nor holders, nor who cannot log in or has left."""
    second = office.person("kabid2", GROUP)
    office.person("tamu")
    office.person("lama", "Web Administrator", is_active=False)
    office.person("mantan", GROUP, is_active=False)
    office.webadmin.user_permissions.add(*office.kabid.groups.get().permissions.all())
    form = form_of(client, office.webadmin, reverse(ADD))
    assert set(form.fields["person"].queryset) == {
        office.pengelola,
        office.kontributor,
        sekretaris,
    }
    assert set(form.fields["acting_for"].queryset) == {office.kabid, second}


def test_form__keeps_the_people_it_names(
    client: Client, office: Newsroom, sekretaris: User
) -> None:
    later = stored(office, sekretaris, valid_from=LAST, acting_for=office.pengelola)
    sekretaris.is_active = False
    sekretaris.save()
    form = form_of(client, office.kabid, reverse(EDIT, args=[later.pk]))
    assert sekretaris in form.fields["person"].queryset
    assert set(form.fields["acting_for"].queryset) == {office.kabid, office.pengelola}


def test_form__other_people_cannot_be_sent(
    client: Client, office: Newsroom, sekretaris: User
) -> None:
    client.force_login(office.kabid)
    outsider = office.person("tamu")
    for field, person in (
        ("person", outsider),
        ("person", office.person("kabid2", GROUP)),
        ("person", office.kabid),
        ("acting_for", office.webadmin),
    ):
        response = client.post(reverse(ADD), data(office, sekretaris, **{field: person.pk}))
        assert set(response.context["form"].errors) == {field}
    assert not ActingAppointment.objects.exists()


@pytest.mark.parametrize("language", ["id-id", "en"])
@pytest.mark.parametrize("typed", ["05/11/2026", "2026-11-05"])
def test_dates__are_shown_and_typed_with_the_day_first(
    typed: str, language: str, client: Client, office: Newsroom, sekretaris: User
) -> None:
    UserProfile.get_for_user(office.kabid)
    UserProfile.objects.filter(user=office.kabid).update(preferred_language=language)
    client.force_login(office.kabid)
    html = client.get(reverse(ADD)).content.decode()
    assert 'value="03/11/2026"' in html
    assert '"format": "d/m/Y"' in html
    response = client.post(reverse(ADD), data(office, sekretaris, valid_until=typed))
    assert response.status_code == 302
    assert ActingAppointment.objects.get().valid_until == LAST


def test_dates__in_the_page_editor__are_the_same(client: Client, office: Newsroom) -> None:
    page = office.draft(office.classified())
    client.force_login(office.pengelola)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    response = client.get(address)
    assert 'value="02/11/2026"' in response.content.decode()
    form = response.context["form"]
    assert form.fields["event_date"].clean("05/11/2026") == LAST

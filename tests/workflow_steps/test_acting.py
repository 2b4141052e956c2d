"""Plt./Plh.: who may initial when, and who may enter it (design: words, invariant 2)."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from wagtail.documents import get_document_model

from tests.driver import Newsroom
from workflow_steps import acting, signals
from workflow_steps.models import ActingAppointment, Capacity, User

pytestmark = pytest.mark.once

WITA = ZoneInfo("Asia/Makassar")
FIRST, LAST = date(2026, 11, 3), date(2026, 11, 5)
LIST = "acting_appointment:index"
ADD = "acting_appointment:add"
EDIT = "acting_appointment:edit"
DELETE = "acting_appointment:delete"
INSPECT = "acting_appointment:inspect"


def letter(title: str = "Surat perintah") -> Any:
    return get_document_model().objects.create(
        title=title, file=ContentFile(b"%PDF-1.4 surat", name="surat.pdf")
    )


def appoint(office: Newsroom, person: User, /, **fields: Any) -> ActingAppointment:
    appointment = ActingAppointment(
        **{
            "person": person,
            "capacity": Capacity.PLH,
            "acting_for": office.kabid,
            "valid_from": FIRST,
            "valid_until": LAST,
            "letter_number": "800/12/BKPSDM",
            "letter": letter(),
        }
        | fields
    )
    appointment.full_clean()
    appointment.save()
    return appointment


@pytest.fixture
def sekretaris(office: Newsroom) -> User:
    """May log in, and holds no role in the procedure."""
    person = office.person("sekretaris", office_title="Sekretaris")
    person.user_permissions.add(Permission.objects.get(codename="access_admin"))
    return person


@pytest.fixture
def approval_groups(office: Newsroom) -> list[int]:
    return list(Group.objects.filter(name="Kepala Bidang Aptika").values_list("pk", flat=True))


def at(day: date, hour: int = 9, minute: int = 0, second: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=WITA)


# --- standing -----------------------------------------------------------------------------


def test_standing__holder_of_the_office(office: Newsroom, approval_groups: list[int]) -> None:
    office.kabid.office_title = "Kepala Bidang Aptika"
    standing = acting.standing_of(office.kabid, approval_groups)
    assert standing == acting.Standing("definitif", "Kepala Bidang Aptika")
    assert not standing.is_acting


@pytest.mark.parametrize(
    ("moment", "holds"),
    [
        (at(FIRST - timedelta(days=1), 23, 59, 59), False),
        (at(FIRST, 0), True),
        (at(LAST, 23, 59, 59), True),
        (at(LAST + timedelta(days=1), 0), False),
    ],
)
def test_standing__lasts_from_midnight_to_midnight_of_the_office(
    moment: datetime,
    holds: bool,
    office: Newsroom,
    sekretaris: User,
    approval_groups: list[int],
) -> None:
    with time_machine.travel(at(FIRST - timedelta(days=2)), tick=False):
        appointment = appoint(office, sekretaris)
    with time_machine.travel(moment, tick=False):
        standing = acting.standing_of(sekretaris, approval_groups)
        assert (sekretaris.pk in acting.acting_user_ids(approval_groups)) is holds
        people = set(acting.approvers(approval_groups))
    assert people == ({office.kabid, sekretaris} if holds else {office.kabid})
    if not holds:
        assert standing is None
        return
    assert standing == acting.Standing(
        capacity="plh",
        office="Kepala Bidang Aptika",
        holder_id=office.kabid.pk,
        holder_name=str(office.kabid),
        appointment_id=appointment.pk,
        letter_number="800/12/BKPSDM",
    )


def test_standing__zone_of_the_person_does_not_matter(
    office: Newsroom, sekretaris: User, approval_groups: list[int]
) -> None:
    from django.utils import timezone

    with time_machine.travel(at(FIRST), tick=False):
        appoint(office, sekretaris)
    # 23.30 in Jakarta is half past midnight in the office.
    with (
        time_machine.travel(at(LAST + timedelta(days=1), 0, 30), tick=False),
        timezone.override("Asia/Jakarta"),
    ):
        assert acting.standing_of(sekretaris, approval_groups) is None


def test_standing__nobody_else_has_any(office: Newsroom, approval_groups: list[int]) -> None:
    from django.contrib.auth.models import AnonymousUser

    superuser = office.person("root", is_superuser=True)
    for person in (office.webadmin, office.pengelola, superuser, AnonymousUser(), None):
        assert acting.standing_of(person, approval_groups) is None


def test_standing__inactive_people_have_none(
    office: Newsroom, sekretaris: User, approval_groups: list[int]
) -> None:
    with time_machine.travel(at(FIRST), tick=False):
        appoint(office, sekretaris)
        for person in (sekretaris, office.kabid):
            person.is_active = False
            person.save()
            assert acting.standing_of(person, approval_groups) is None
        assert not acting.acting_user_ids(approval_groups)
        assert not acting.approvers(approval_groups)


# --- the model's rules -------------------------------------------------------------------


def problems(office: Newsroom, person: User, /, **fields: Any) -> set[str]:
    from django.core.exceptions import ValidationError

    try:
        appoint(office, person, **fields)
    except ValidationError as error:
        return set(error.message_dict)
    return set()


@time_machine.travel(at(FIRST), tick=False)
@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({}, set()),
        ({"valid_until": FIRST - timedelta(days=1)}, {"valid_until"}),
        (
            {"valid_from": FIRST - timedelta(days=9), "valid_until": FIRST - timedelta(days=1)},
            {"valid_from", "valid_until"},
        ),
        ({"acting_for": None}, {"acting_for"}),
        ({"acting_for": None, "capacity": "plt"}, set()),
        ({"letter_number": ""}, {"letter_number"}),
    ],
)
def test_appointment__says_what_is_wrong(
    fields: dict[str, Any], wrong: set[str], office: Newsroom, sekretaris: User
) -> None:
    assert problems(office, sekretaris, **fields) == wrong


@time_machine.travel(at(FIRST), tick=False)
def test_appointment__who_cannot_log_in_or_approves_already__is_refused(office: Newsroom) -> None:
    outsider = office.person("tamu")
    closed = office.person("lama", "Web Administrator", is_active=False)
    second = office.person("kabid2", "Kepala Bidang Aptika")
    for person in (outsider, closed, second):
        assert problems(office, person) == {"person"}
    assert problems(office, office.kabid, acting_for=office.kabid) >= {"acting_for"}


@time_machine.travel(at(FIRST - timedelta(days=3)), tick=False)
@pytest.mark.parametrize(
    ("first", "last", "clash"),
    [
        (FIRST - timedelta(days=3), FIRST - timedelta(days=0), True),
        (LAST, LAST + timedelta(days=3), True),
        (FIRST + timedelta(days=1), LAST - timedelta(days=1), True),
        (LAST + timedelta(days=1), LAST + timedelta(days=3), False),
    ],
)
def test_appointment__overlap_for_the_same_office__is_refused(
    first: date, last: date, clash: bool, office: Newsroom, sekretaris: User
) -> None:
    appoint(office, sekretaris)
    other = {"valid_from": first, "valid_until": last, "office": "kepala bidang aptika"}
    assert bool(problems(office, office.webadmin, **other)) is clash


# --- the screens ----------------------------------------------------------------------------


@pytest.fixture
def appointer(office: Newsroom) -> User:
    """The group may by provisioning."""
    return office.kabid


def data(office: Newsroom, person: User, /, **fields: Any) -> dict[str, Any]:
    return {
        "person": person.pk,
        "capacity": "plh",
        "office": "Kepala Bidang Aptika",
        "acting_for": office.kabid.pk,
        "valid_from": FIRST.isoformat(),
        "valid_until": LAST.isoformat(),
        "letter_number": "800/12/BKPSDM",
        "letter": letter().pk,
    } | fields


@pytest.fixture
def announced() -> Any:
    heard: list[tuple[str, Any, dict[str, Any]]] = []

    def listen(appointment: Any, user: Any, action: str, changes: Any, **kwargs: Any) -> None:
        heard.append((action, user, changes))

    signals.appointment_changed.connect(listen)
    yield heard
    signals.appointment_changed.disconnect(listen)


@time_machine.travel(at(FIRST), tick=False)
def test_screens__made_shown_and_announced(
    client: Client,
    office: Newsroom,
    sekretaris: User,
    appointer: User,
    announced: list[Any],
    django_assert_max_num_queries: Any,
) -> None:
    client.force_login(appointer)
    assert client.get(reverse(ADD)).status_code == 200
    response = client.post(reverse(ADD), data(office, sekretaris))
    assert response.status_code == 302, response.context["form"].errors
    appointment = ActingAppointment.objects.get()
    assert appointment.created_by == appointer
    assert appointment.office == "Kepala Bidang Aptika"
    assert announced == [("created", appointer, {})]
    appoint(office, sekretaris, valid_from=LAST + timedelta(2), valid_until=LAST + timedelta(3))
    for number in range(4):
        day = LAST + timedelta(days=10 + number)
        appoint(office, sekretaris, valid_from=day, valid_until=day)
    with django_assert_max_num_queries(25):
        listing = client.get(reverse(LIST)).content.decode()
    assert "Plh. Sekretaris" in listing
    assert "berlaku" in listing.lower() or "in force" in listing
    assert client.get(reverse(INSPECT, args=[appointment.pk])).status_code == 200


@time_machine.travel(at(FIRST), tick=False)
def test_screens__nobody_appoints_themselves(
    client: Client, office: Newsroom, sekretaris: User, announced: list[Any]
) -> None:
    superuser = office.person("root", is_superuser=True)
    client.force_login(superuser)
    response = client.post(reverse(ADD), data(office, superuser))
    assert set(response.context["form"].errors) == {"person"}
    appointment = appoint(office, superuser)
    changed = data(office, superuser, valid_until="2026-12-31", letter_number="800/13")
    response = client.post(reverse(EDIT, args=[appointment.pk]), changed)
    assert response.status_code == 200
    appointment.refresh_from_db()
    assert appointment.valid_until == LAST
    assert not announced


@time_machine.travel(at(FIRST), tick=False)
def test_screens__overlap__is_told(
    client: Client, office: Newsroom, sekretaris: User, appointer: User
) -> None:
    appoint(office, sekretaris)
    client.force_login(appointer)
    response = client.post(reverse(ADD), data(office, office.webadmin))
    assert "800/12/BKPSDM" in " ".join(response.context["form"].errors["valid_from"])
    assert ActingAppointment.objects.count() == 1


def test_screens__once_begun__only_the_end_changes(
    client: Client, office: Newsroom, sekretaris: User, appointer: User, announced: list[Any]
) -> None:
    with time_machine.travel(at(FIRST - timedelta(days=1)), tick=False):
        appointment = appoint(office, sekretaris)
    edit = reverse(EDIT, args=[appointment.pk])
    same_letter = {"letter": appointment.letter_id}
    with time_machine.travel(at(FIRST + timedelta(days=1)), tick=False):
        client.force_login(appointer)
        page = client.get(edit)
        assert page.status_code == 200
        assert page.context["form"].fields["person"].disabled
        # A crafted form cannot put somebody else in.
        other = data(office, office.webadmin, capacity="plt", valid_from="2026-01-01")
        client.post(edit, other | same_letter)
        appointment.refresh_from_db()
        assert (appointment.person, appointment.valid_from) == (sekretaris, FIRST)
        assert appointment.capacity == "plh"
        # Longer: by another letter.
        longer = data(office, sekretaris, valid_until="2026-11-20") | same_letter
        response = client.post(edit, longer)
        assert set(response.context["form"].errors) == {"letter_number"}
        assert client.post(edit, longer | {"letter_number": "800/13"}).status_code == 302
        action, user, changes = announced[-1]
        assert (action, user) == ("changed", appointer)
        assert changes == {
            "valid_until": ["2026-11-05", "2026-11-20"],
            "letter_number": ["800/12/BKPSDM", "800/13"],
        }
        # Shorter: not over days on which the role was held.
        appointment.refresh_from_db()
        shorter = longer | {"letter_number": "800/13", "valid_until": "2026-11-02"}
        response = client.post(edit, shorter)
        assert set(response.context["form"].errors) == {"valid_until"}
        assert client.post(edit, shorter | {"valid_until": "2026-11-03"}).status_code == 302
        assert acting.standing_of(sekretaris, []) is None
        # Over: nothing changes any more.
        assert client.get(edit).status_code == 302
        assert client.post(edit, longer | {"letter_number": "800/14"}).status_code == 302
    appointment.refresh_from_db()
    assert appointment.valid_until == FIRST


def test_screens__deleted_only_before_it_begins(
    client: Client, office: Newsroom, sekretaris: User, appointer: User, announced: list[Any]
) -> None:
    with time_machine.travel(at(FIRST - timedelta(days=1)), tick=False):
        begun = appoint(office, sekretaris)
        later = appoint(
            office, sekretaris, valid_from=LAST + timedelta(9), valid_until=LAST + timedelta(9)
        )
    with time_machine.travel(at(FIRST), tick=False):
        client.force_login(appointer)
        assert client.post(reverse(DELETE, args=[begun.pk])).status_code == 302
        assert client.get(reverse(DELETE, args=[later.pk])).status_code == 200
        assert client.post(reverse(DELETE, args=[later.pk])).status_code == 302
    assert list(ActingAppointment.objects.all()) == [begun]
    assert [action for action, *_ in announced] == ["deleted"]


@time_machine.travel(at(FIRST), tick=False)
def test_screens__by_role(
    client: Client,
    office: Newsroom,
    sekretaris: User,
    appointer: User,
    make_user: Callable[..., User],
) -> None:
    appointment = appoint(office, sekretaris)
    reading = {reverse(LIST), reverse(INSPECT, args=[appointment.pk])}
    writing = {
        reverse(ADD),
        *(reverse(name, args=[appointment.pk]) for name in (EDIT, DELETE)),
    }
    everything = reading | writing
    allowed: dict[User, set[str]] = {
        appointer: everything,
        make_user(is_superuser=True, username="root"): everything,
        office.webadmin: reading,
        sekretaris: set(),  # acting lends the approval, nothing else
        office.pengelola: set(),
        office.kontributor: set(),
    }
    for person, may in allowed.items():
        client.force_login(person)
        for address in everything:
            response = client.get(address)
            refused = response.status_code == 302 and response.url == reverse("wagtailadmin_home")
            assert refused is (address not in may), (str(person), address)
        menu = client.get(reverse("wagtailadmin_home")).content.decode()
        assert (reverse(LIST) in menu) is bool(may), str(person)
    client.logout()
    for address in everything:
        assert client.get(address).url.startswith(reverse("wagtailadmin_login"))


@time_machine.travel(at(FIRST), tick=False)
def test_letter__the_approvers_put_it_into_a_collection_of_their_own(
    client: Client, office: Newsroom, sekretaris: User, appointer: User
) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile
    from wagtail.models import Collection

    client.force_login(appointer)
    upload = {
        "document-chooser-upload-title": "Surat perintah",
        "document-chooser-upload-file": SimpleUploadedFile("surat.pdf", b"%PDF-1.4 surat"),
        "document-chooser-upload-collection": Collection.objects.get(name="Surat penunjukan").pk,
    }
    response = client.post(reverse("wagtaildocs_chooser:create"), upload)
    assert response.json()["step"] == "chosen"
    document = get_document_model().objects.get(title="Surat perintah")
    assert document.collection.name == "Surat penunjukan"
    posted = data(office, sekretaris, letter=document.pk)
    assert client.post(reverse(ADD), posted).status_code == 302
    assert client.get(document.url).status_code == 200
    client.logout()
    assert client.get(document.url).status_code == 302  # nothing for the public
    for person, may in ((sekretaris, False), (office.kontributor, False), (appointer, True)):
        client.force_login(person)
        found = client.get(reverse("wagtaildocs_chooser:choose")).content.decode()
        assert ("Surat perintah" in found) is may, str(person)

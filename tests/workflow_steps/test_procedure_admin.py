"""The SOP in Wagtail's admin: who may do what, and the printable document."""

import threading
from collections.abc import Callable
from datetime import date, datetime
from html import unescape
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.contrib.messages import get_messages
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.formats import date_format
from wagtail.models import ModelLogEntry
from wagtail.users.models import UserProfile

from workflow_steps.models import Procedure, User
from workflow_steps.procedure_flow import VersionInPreparationError, adopt, new_version
from workflow_steps.provisioning.procedure import provision_procedure

pytestmark = [pytest.mark.django_db, pytest.mark.once]

NOW = datetime(2026, 3, 10, 9, 0, tzinfo=ZoneInfo("Asia/Makassar"))
TOMORROW = date(2026, 3, 11)
INDEX = reverse("procedure:index")
ADD = reverse("procedure:add")


@pytest.fixture(autouse=True)
def clock() -> Any:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def first(db: Any) -> Procedure:
    provision_procedure()
    return Procedure.objects.get()


@pytest.fixture
def draft(first: Procedure) -> Procedure:
    return new_version()


def logged_in(user: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


@pytest.fixture
def person() -> Callable[..., Client]:
    def make(*actions: str) -> Client:
        user = User.objects.create_user("orang")
        codenames = ["access_admin", *(f"{action}_procedure" for action in actions)]
        user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
        return logged_in(user)

    return make


@pytest.fixture
def webadmin(person: Callable[..., Client]) -> Client:
    return person("add", "change", "view")


def url(name: str, procedure: Procedure) -> str:
    return reverse(f"procedure:{name}", args=[procedure.pk])


def said(response: HttpResponse) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def times_adopted(procedure: Procedure) -> int:
    return ModelLogEntry.objects.filter(
        action="kukarsite.procedure.adopt", object_id=str(procedure.pk)
    ).count()


def filled_in(client: Client, procedure: Procedure) -> dict[str, Any]:
    """What the browser would send back from the untouched form."""
    form = client.get(url("edit", procedure)).context["form"]
    formset = form.formsets["steps"]
    forms = [form, formset.management_form, *formset.forms]
    data = {
        each.add_prefix(name): value
        for each in forms
        for name in each.fields
        if (value := each[name].value()) not in (None, False)
    }
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in data.items()
    }


# --- who may do what --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("group", "sees", "edits"),
    [
        ("Kontributor", False, False),
        ("Pengelola Website", True, False),
        ("Web Administrator", True, True),
        ("Kepala Bidang Aptika", True, False),
    ],
)
def test_each_role__gets_what_it_needs(
    make_user: Callable[..., User], group: str, sees: bool, edits: bool
) -> None:
    procedure = Procedure.objects.get()
    draft = new_version()
    client = logged_in(make_user(group))
    assert (reverse("procedure:index") in client.get("/admin/").content.decode()) == sees
    for address, allowed in [
        (INDEX, sees),
        (url("inspect", procedure), sees),
        (url("edit", draft), edits),
        (url("adopt", draft), edits),
        (url("withdraw", draft), edits),
        (ADD, edits),
        (url("delete", draft), False),
    ]:
        assert (client.get(address).status_code == 200) == allowed, address


@pytest.mark.parametrize("name", ["edit", "adopt", "withdraw"])
def test_post__by_a_reader_changes_nothing(
    person: Callable[..., Client], draft: Procedure, name: str
) -> None:
    response = person("view").post(url(name, draft), {"effective_from": "2026-04-01"})
    assert response.status_code == 302
    assert response.url == reverse("wagtailadmin_home")
    assert Procedure.objects.get(pk=draft.pk).is_draft


def test_new_version__by_a_reader_makes_none(
    person: Callable[..., Client], first: Procedure
) -> None:
    person("view", "change").post(ADD)
    assert Procedure.objects.count() == 1


@pytest.mark.parametrize("name", ["withdraw", "adopt"])
def test_action__by_get_changes_nothing(webadmin: Client, draft: Procedure, name: str) -> None:
    webadmin.get(url(name, draft))
    webadmin.get(ADD)
    assert list(Procedure.objects.values_list("version", "status")) == [
        (2, "draft"),
        (1, "adopted"),
    ]


# --- listing ----------------------------------------------------------------------------


def test_listing__shows_each_versions_phase_and_only_working_buttons(
    webadmin: Client, first: Procedure, clock: Any, django_assert_max_num_queries: Any
) -> None:
    second = adopt(new_version(), TOMORROW)
    clock.move_to(datetime(2026, 3, 12, tzinfo=NOW.tzinfo))
    third = adopt(new_version(), date(2026, 5, 1))
    with django_assert_max_num_queries(15):  # the menu counts inbox and notices, too
        page = webadmin.get(INDEX).content.decode()
    phases = [(p.version, p.phase.value) for p in Procedure.objects.with_successor()]
    assert phases == [(3, "upcoming"), (2, "in_force"), (1, "superseded")]
    for label in Procedure.Phase.UPCOMING, Procedure.Phase.IN_FORCE, Procedure.Phase.SUPERSEDED:
        assert str(label.label) in unescape(page)
    assert date_format(date(2026, 5, 1)) in page
    for procedure in first, second, third:
        assert url("inspect", procedure) in page
        assert url("edit", procedure) not in page
        assert url("delete", procedure) not in page
    assert url("withdraw", third) in page
    assert url("withdraw", second) not in page
    assert ADD not in page


def test_listing__offers_a_new_version_when_none_is_in_preparation(
    webadmin: Client, first: Procedure
) -> None:
    assert ADD in webadmin.get(INDEX).content.decode()
    webadmin.post(ADD)
    page = webadmin.get(INDEX).content.decode()
    assert ADD not in page
    assert url("adopt", Procedure.objects.get(version=2)) in page


# --- new version ------------------------------------------------------------------------


def test_new_version__clicked_twice_gives_one_draft(webadmin: Client, first: Procedure) -> None:
    one, two = webadmin.post(ADD), webadmin.post(ADD)
    draft = Procedure.objects.get(version=2)
    assert Procedure.objects.count() == 2
    assert one.url == two.url == url("edit", draft)
    assert "2" in said(two)
    log = ModelLogEntry.objects.get(object_id=str(draft.pk))
    assert (log.action, log.user.username) == ("wagtail.create", "orang")


# --- editing a draft --------------------------------------------------------------------


def test_edit__saves_standards_and_identity(webadmin: Client, draft: Procedure) -> None:
    data = filled_in(webadmin, draft)
    data["legalised_by_nip"] = "19800101 200501 1 001"
    data |= {"office": "Dinas Kominfo", "steps-1-standard_max": "4", "steps-1-unit": "hours"}
    response = webadmin.post(url("edit", draft), data)
    assert response.url == INDEX
    draft.refresh_from_db()
    assert (draft.office, draft.legalised_by_nip) == ("Dinas Kominfo", "198001012005011001")
    assert draft.steps.get(number=2).standard_max == 4
    assert [step.number for step in draft.steps.all()] == list(range(1, 8))


@pytest.mark.parametrize(
    "change",
    [
        {"steps-1-standard_min": "9"},
        {"steps-1-standard_max": "banyak"},
        {"date_revised": "2020-01-01"},
        {"title": ""},
        {"legalised_by_nip": "abc"},
        {"steps-6-DELETE": "on"},
    ],
)
def test_edit__with_bad_input_keeps_what_was_typed(
    webadmin: Client, draft: Procedure, change: dict[str, str]
) -> None:
    data = filled_in(webadmin, draft) | {"warning": "Peringatan yang baru diketik"} | change
    response = webadmin.post(url("edit", draft), data)
    assert response.status_code == 200
    assert "Peringatan yang baru diketik" in response.content.decode()
    assert "error-message" in response.content.decode()
    fresh = Procedure.objects.get(pk=draft.pk)
    assert fresh.warning == draft.warning
    assert fresh.steps.count() == 7


def test_edit__gives_a_lost_step_its_number_back(webadmin: Client, draft: Procedure) -> None:
    draft.steps.get(number=4).delete()
    data = filled_in(webadmin, draft)
    lost = {
        "name": "Mengajukan",
        "performer": "Web Administrator",
        "equipment": "Berita",
        "standard_min": "1",
        "standard_max": "1",
        "unit": "working_day",
        "output": "Draf",
        "opens_with": "Diajukan",
        "closes_with": "Dibuka",
    }
    data |= {f"steps-6-{name}": value for name, value in lost.items()}
    webadmin.post(url("edit", draft), data)
    assert draft.steps.get(number=4).name == "Mengajukan"


def test_edit__of_an_adopted_version_leads_to_its_document(
    webadmin: Client, first: Procedure
) -> None:
    response = webadmin.get(url("edit", first))
    assert response.url == url("inspect", first)
    assert said(response)


def test_edit__from_a_stale_tab_saves_nothing_and_loses_nothing(
    webadmin: Client, draft: Procedure
) -> None:
    data = filled_in(webadmin, draft) | {"warning": "Diketik di tab lama"}
    adopt(draft, TOMORROW)
    response = webadmin.post(url("edit", draft), data)
    assert response.status_code == 200
    assert "Diketik di tab lama" in response.content.decode()
    fresh = Procedure.objects.get(pk=draft.pk)
    assert (fresh.status, fresh.warning) == (Procedure.Status.ADOPTED, draft.warning)


def test_delete__of_an_adopted_version_is_refused_to_the_superuser(first: Procedure) -> None:
    client = logged_in(User.objects.create_superuser("admin"))
    for response in client.get(url("delete", first)), client.post(url("delete", first)):
        assert response.url == INDEX
        assert said(response)
    assert Procedure.objects.get() == first


def test_delete__of_a_draft_works_for_the_superuser(draft: Procedure) -> None:
    logged_in(User.objects.create_superuser("admin")).post(url("delete", draft))
    assert Procedure.objects.count() == 1


# --- adopting ---------------------------------------------------------------------------


def test_adopt__takes_effect_on_the_date_given(webadmin: Client, draft: Procedure) -> None:
    form = webadmin.get(url("adopt", draft)).content.decode()
    assert f'<a class="button button-secondary" href="{INDEX}">' in form
    response = webadmin.post(url("adopt", draft), {"effective_from": "2026-03-11"})
    assert response.url == INDEX
    assert date_format(TOMORROW) in said(response)
    draft.refresh_from_db()
    assert (draft.effective_from, draft.adopted_by.username) == (TOMORROW, "orang")
    history = webadmin.get(reverse("procedure:history", args=[draft.pk]))
    assert history.status_code == 200
    assert times_adopted(draft) == 1


@pytest.mark.parametrize("typed", ["2026-03-09", "2025-01-02", "31-02-2026", ""])
def test_adopt__with_a_date_that_will_not_do_keeps_the_form(
    webadmin: Client, draft: Procedure, typed: str
) -> None:
    response = webadmin.post(url("adopt", draft), {"effective_from": typed})
    assert response.status_code == 200
    form = response.context["form"]
    assert form.errors["effective_from"]
    assert form["effective_from"].value() == typed
    assert Procedure.objects.get(pk=draft.pk).is_draft


def test_adopt__clicked_twice_says_so_and_adopts_once(webadmin: Client, draft: Procedure) -> None:
    webadmin.post(url("adopt", draft), {"effective_from": "2026-03-11"})
    response = webadmin.post(url("adopt", draft), {"effective_from": "2026-04-01"})
    assert response.url == INDEX
    assert date_format(TOMORROW) in said(response)
    assert Procedure.objects.get(pk=draft.pk).effective_from == TOMORROW
    assert times_adopted(draft) == 1


def test_adopt__of_an_incomplete_draft_names_the_problem(
    webadmin: Client, draft: Procedure
) -> None:
    draft.steps.get(number=7).delete()
    page = webadmin.get(url("adopt", draft)).content.decode()
    assert "1, 2, 3, 4, 5, 6" in page
    assert 'name="effective_from"' not in page
    webadmin.post(url("adopt", draft), {"effective_from": "2026-03-11"})
    assert Procedure.objects.get(pk=draft.pk).is_draft


def test_withdraw__returns_an_upcoming_version_once(webadmin: Client, draft: Procedure) -> None:
    adopt(draft, TOMORROW)
    assert webadmin.post(url("withdraw", draft)).url == url("edit", draft)
    assert Procedure.objects.get(pk=draft.pk).is_draft
    assert webadmin.post(url("withdraw", draft)).url == INDEX


# --- the document -----------------------------------------------------------------------


def test_document__shows_every_field(webadmin: Client, first: Procedure) -> None:
    page = unescape(webadmin.get(url("inspect", first)).content.decode())
    identity = [
        first.government,
        first.office,
        first.title,
        first.sop_number,
        date_format(first.date_made),
        first.legalised_by_title,
        first.legalised_by_name,
        *first.legal_basis_list,
        *first.qualifications_list,
        *first.related_sops_list,
        *first.equipment_list,
        first.warning,
        first.recording,
    ]
    steps = [
        text
        for step in first.steps.all()
        for text in (
            step.name,
            step.performer,
            step.equipment,
            step.standard_display,
            step.output,
            step.opens_with,
            step.closes_with,
            step.note,
        )
    ]
    assert [text for text in [*identity, *steps] if text not in page] == []
    assert page.count('scope="row"') == 6 + 7


def test_document__escapes_what_was_typed(webadmin: Client, draft: Procedure) -> None:
    draft.legal_basis = "<script>alert(1)</script>"
    draft.save()
    page = webadmin.get(url("inspect", draft)).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_document__says_that_a_draft_has_no_effect(webadmin: Client, draft: Procedure) -> None:
    assert 'class="phase phase-draft"' in webadmin.get(url("inspect", draft)).content.decode()


def test_document__names_the_offices_date_to_a_reader_in_another_zone(
    webadmin: Client, draft: Procedure, clock: Any
) -> None:
    adopt(draft, TOMORROW)
    clock.move_to(datetime(2026, 3, 12, tzinfo=NOW.tzinfo))
    reader = User.objects.get(username="orang")
    UserProfile.objects.update_or_create(user=reader, defaults={"current_time_zone": "UTC"})
    page = webadmin.get(url("inspect", Procedure.objects.get(version=1))).content.decode()
    assert 'class="phase phase-superseded"' in page
    assert date_format(TOMORROW) in page


# --- two at once ------------------------------------------------------------------------


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'postgresql'")
@pytest.mark.parametrize("existing", [True, False])
def test_new_version__by_two_at_once_gives_one_draft(existing: bool) -> None:
    if existing:
        provision_procedure()
    outcomes: list[str] = []
    start = threading.Barrier(2)

    def click() -> None:
        start.wait()
        try:
            new_version()
            outcomes.append("made")
        except VersionInPreparationError:
            outcomes.append("refused")
        finally:
            connection.close()

    clicks = [threading.Thread(target=click) for _ in range(2)]
    for each in clicks:
        each.start()
    for each in clicks:
        each.join()
    assert sorted(outcomes) == ["made", "refused"]
    assert Procedure.objects.in_preparation().count() == 1

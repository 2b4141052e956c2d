"""Handing over: everything a person holds, in one go, on record; and accounts that close."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import Page, PageLogEntry, WorkflowState

from news import desk_rows, material_flow
from news.material_permissions import permission_policy
from news.models import SourceMaterial
from reports import queue
from reports.models import WorkEvent
from tests.driver import Newsroom
from workflow_steps import four_eyes, holdings
from workflow_steps.models import Notice, User
from workflow_steps.notices import words
from workflow_steps.standards import StandardTimes

INDEX = "/admin/serah-terima/"
NOBODY = f"{INDEX}tanpa-pemegang/"
HANDED_OVER = WorkEvent.Kind.WORK_HANDED_OVER


@pytest.fixture
def penerus(office: Newsroom) -> User:
    return office.person("penerus", "Pengelola Website")


def held_by(person: Any) -> set[str]:
    return {
        holding.held(item).key for holding in holdings.holdings() for item in holding.of(person)
    }


def url_of(person: User) -> str:
    return f"{INDEX}{person.pk}/"


def hand_all(office: Newsroom, person: User, to: User) -> holdings.Outcome:
    return holdings.hand_over(held_by(person), person, to, office.webadmin)


# --- what is held ---------------------------------------------------------------------------------


def test_holdings__material_drafts_returned_pages_and_locks(office: Newsroom) -> None:
    material = office.classified("Bahan")
    draft = office.draft(office.classified("Draf"))
    returned = office.waiting_for_approval(office.draft(office.classified("Kembali")))
    office.send_back(returned)
    live = office.published()
    Page.objects.filter(pk=live.pk).update(locked=True, locked_by=office.pengelola)
    assert held_by(office.pengelola) == {
        f"material:{material.pk}",
        f"pages:{draft.pk}",
        f"pages:{returned.pk}",
        f"locks:{live.pk}",
    }
    assert held_by(office.webadmin) == held_by(None) == set()


def test_holdings__what_is_live_and_unchanged_is_done(office: Newsroom) -> None:
    page = office.published()
    assert held_by(office.pengelola) == set()
    page.title = "Judul baru"
    page.save_revision(user=office.pengelola)
    assert held_by(office.pengelola) == {f"pages:{page.pk}"}


def test_holdings__material_not_handed_over_is_its_senders(office: Newsroom, penerus: User) -> None:
    """Who entered it stays on record; whoever is given it can hand it over and finds it."""
    material = office.receive()
    key = f"received:{material.pk}"
    assert held_by(office.kontributor) == {key}
    assert holdings.still_holding([office.kontributor]) == [(office.kontributor, 1)]
    User.objects.filter(pk=office.kontributor.pk).update(is_active=False)
    assert held_by(None) == {key}
    other = office.person("kedua", "Kontributor")
    holdings.hand_over({key}, None, other, office.webadmin)
    assert held_by(None) == held_by(office.kontributor) == set()
    assert held_by(other) == {key}
    material.refresh_from_db()
    assert material.submitted_by == office.kontributor
    assert permission_policy.user_has_permission_for_instance(other, "hand_over", material)
    assert list(desk_rows.handed_in_by(other)) == [material]
    timings = list(queue.running())
    on = queue.WaitsOn(timings, {}, StandardTimes.read())
    assert [on.whom(timing) for timing in timings] == ["Kedua"]
    with pytest.raises(holdings.CannotReceive):
        holdings.hand_over({key}, other, office.kabid, office.webadmin)
    holdings.hand_over({key}, other, penerus, office.webadmin)
    material_flow.hand_over(material, penerus)
    assert held_by(penerus) == set()


def test_holdings__of_a_deleted_account_are_found(office: Newsroom) -> None:
    material = office.receive()
    office.kontributor.delete()
    assert held_by(None) == {f"received:{material.pk}"}


def test_holdings__a_record_of_the_system_is_nobodys_work(office: Newsroom) -> None:
    office.draft(complete=False).delete()
    assert held_by(office.pengelola) == set()


def test_holdings__what_is_scheduled_waits_for_its_hour_only(office: Newsroom) -> None:
    page = office.draft(office.classified("Terjadwal"))
    page.go_live_at = timezone.now() + timedelta(days=2)
    page.save_revision(user=office.pengelola)
    office.waiting_for_approval(page)
    assert held_by(office.pengelola) == {f"pages:{page.pk}"}
    office.approve(page)
    assert held_by(office.pengelola) == set()
    office.fresh(page).get_latest_revision_as_object().save_revision(user=office.pengelola)
    assert held_by(office.pengelola) == {f"pages:{page.pk}"}


# --- handing over ---------------------------------------------------------------------------------


def test_hand_over__everything_goes_and_is_on_record(office: Newsroom, penerus: User) -> None:
    material = office.classified("Bahan")
    page = office.draft(office.classified("Draf"))
    outcome = hand_all(office, office.pengelola, penerus)
    assert len(outcome.given) == 2
    assert outcome.gone == 0
    assert held_by(office.pengelola) == set()
    assert office.fresh(page).owner == penerus
    assert SourceMaterial.objects.get(pk=material.pk).writer == penerus
    lines = WorkEvent.objects.filter(kind=HANDED_OVER).order_by("sequence")
    assert {line.item_id for line in lines} == {material.pk, page.pk}
    assert {line.data["to"] for line in lines} == {"Penerus"}
    assert {line.actor_name for line in lines} == {"Webadmin"}
    entry = PageLogEntry.objects.get(page_id=page.pk, action=holdings.ACTION)
    assert "Pengelola" in str(entry.message)
    assert "Penerus" in str(entry.message)


def test_hand_over__who_contributed_stays_barred(office: Newsroom, penerus: User) -> None:
    """Four eyes: nobody gets rid of having written a page by handing it over."""
    page = office.waiting_for_approval()
    office.send_back(page)
    state = WorkflowState.objects.get(object_id=str(page.pk))
    before = four_eyes.contributed_to([page.pk], office.pengelola)
    submitters = four_eyes.submitter_ids(state.current_task_state.specific)
    hand_all(office, office.pengelola, penerus)
    assert before == four_eyes.contributed_to([page.pk], office.pengelola) == {page.pk}
    state = WorkflowState.objects.get(object_id=str(page.pk))
    assert four_eyes.submitter_ids(state.current_task_state.specific) == submitters
    assert submitters == {office.pengelola.pk}
    assert four_eyes.contributed_to([page.pk], office.kontributor) == {page.pk}
    assert four_eyes.contributed_to([page.pk], penerus) == set()


def test_hand_over__all_or_nothing(office: Newsroom) -> None:
    """The Kepala Bidang writes no pages: then none of it moves."""
    office.classified("Bahan")
    office.draft(office.classified("Draf"))
    before = held_by(office.pengelola)
    with pytest.raises(holdings.CannotReceive):
        hand_all(office, office.pengelola, office.kabid)
    assert held_by(office.pengelola) == before
    assert not WorkEvent.objects.filter(kind=HANDED_OVER).exists()


def test_hand_over__a_second_click_moves_nothing(office: Newsroom, penerus: User) -> None:
    office.draft(office.classified("Draf"))
    keys = held_by(office.pengelola)
    holdings.hand_over(keys, office.pengelola, penerus, office.webadmin)
    again = holdings.hand_over(keys, office.pengelola, office.webadmin, office.webadmin)
    assert (again.given, again.gone) == ([], 1)
    assert held_by(penerus) == keys


def test_hand_over__the_receiver_is_told_once_and_the_page_is_theirs(
    office: Newsroom, penerus: User
) -> None:
    material = office.classified("Bahan halaman")
    page = office.draft(material)
    keys = {f"pages:{page.pk}"}
    Notice.objects.all().delete()
    holdings.hand_over(keys, office.pengelola, penerus, office.webadmin)
    holdings.hand_over(keys, office.pengelola, penerus, office.webadmin)
    notice = Notice.objects.get()
    assert notice.recipient == penerus
    with translation.override("en"):
        assert "Webadmin handed “Bahan halaman” over to you" in words.sentence(notice)
    assert notice.url == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert queue.writers_of([page.pk]) == {page.pk: penerus.pk}
    material.refresh_from_db()
    assert material.writer == penerus
    office.fresh(page).delete()
    assert held_by(penerus) == {f"material:{material.pk}"}


def test_hand_over__of_many_is_one_notice(office: Newsroom, penerus: User) -> None:
    for title in ("Satu", "Dua", "Tiga"):
        office.classified(title)
    Notice.objects.all().delete()
    hand_all(office, office.pengelola, penerus)
    with translation.override("en"):
        assert "and 2 other pieces of work" in words.sentence(Notice.objects.get())


@pytest.mark.once
def test_my_items__name_the_drafts(office: Newsroom, client: Client, penerus: User) -> None:
    office.draft(office.classified("Draf"))
    hand_all(office, office.pengelola, penerus)
    client.force_login(penerus)
    content = client.get(reverse("newsroom_my_items")).content.decode()
    assert f"owner={penerus.pk}" in content


# --- screens --------------------------------------------------------------------------------------


@pytest.mark.once
@pytest.mark.parametrize(
    ("name", "status"),
    [("kontributor", 302), ("pengelola", 302), ("kabid", 302), ("webadmin", 200)],
)
def test_screens__by_role(office: Newsroom, client: Client, name: str, status: int) -> None:
    client.force_login(office.people[name])
    for url in (INDEX, NOBODY, url_of(office.pengelola)):
        assert client.get(url).status_code == status, url
    office.draft(office.classified("Draf"))
    keys = held_by(office.pengelola)
    if status != 200:
        data = {"items": list(keys), "receiver": office.people[name].pk}
        client.post(url_of(office.pengelola), data)
        assert held_by(office.pengelola) == keys


@pytest.mark.once
def test_screen__moves_what_is_ticked_and_keeps_the_choice_when_refused(
    office: Newsroom, client: Client, penerus: User
) -> None:
    client.force_login(office.webadmin)
    one, other = (office.draft(office.classified(title)) for title in ("Satu", "Dua"))
    url = url_of(office.pengelola)
    assert f'value="pages:{one.pk}" checked' in client.get(url).content.decode()
    data = {"items": [f"pages:{one.pk}"], "receiver": office.kabid.pk}
    refused = client.post(url, data)
    assert refused.status_code == 422
    content = refused.content.decode()
    assert f'value="pages:{one.pk}" checked' in content
    assert f'value="pages:{other.pk}">' in content
    assert "receiver" in refused.context["form"].errors
    assert client.post(url, data | {"receiver": penerus.pk}).status_code == 302
    assert held_by(office.pengelola) == {f"pages:{other.pk}"}
    assert held_by(penerus) == {f"pages:{one.pk}"}
    nothing = client.post(url, {"receiver": penerus.pk})
    assert (nothing.status_code, "items" in nothing.context["form"].errors) == (422, True)


@pytest.mark.once
def test_screen__offers_only_who_can_take_it_and_ticks_nothing_of_the_rest(
    office: Newsroom, client: Client, penerus: User
) -> None:
    client.force_login(office.webadmin)
    held, _other = office.classified("Bahan"), office.draft(office.classified("Draf"))
    url = url_of(office.pengelola)
    choices = client.get(url).context["form"].fields["receiver"].choices
    offered = {label: {pk for pk, _name in people} for label, people in list(choices)[1:]}
    assert list(offered.values()) == [{penerus.pk, office.webadmin.pk}]
    data = {"items": [f"material:{held.pk}"], "receiver": penerus.pk}
    left = client.post(url, data, follow=True).content.decode()
    assert 'name="items"' in left
    assert " checked" not in left.split('name="items"', 1)[1].split("</fieldset>")[0]


@pytest.mark.once
def test_screens__cost_the_same_with_few_and_many(office: Newsroom, client: Client) -> None:
    client.force_login(office.webadmin)

    def cost(url: str) -> int:
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    office.draft(complete=False)
    few = [cost(INDEX), cost("/admin/")]
    for _number in range(6):
        page = office.draft(complete=False)
        Page.objects.filter(pk=page.pk).update(
            owner=office.person(f"lama{page.pk}", "Pengelola Website")
        )
    assert [cost(INDEX), cost("/admin/")] == few


# --- accounts that close --------------------------------------------------------------------------


@pytest.fixture
def admin(office: Newsroom, client: Client) -> User:
    person = office.person("superuser", is_superuser=True)
    client.force_login(person)
    return person


def user_form(person: User, **fields: Any) -> dict[str, Any]:
    values = {
        "username": person.username,
        "email": person.email,
        "first_name": person.first_name,
        "last_name": "",
        "office_title": "",
        "employee_number": "",
        "groups": list(person.groups.values_list("pk", flat=True)),
    }
    return values | fields


def bulk(name: str, *people: User) -> str:
    ids = "&".join(f"id={person.pk}" for person in people)
    return reverse("wagtail_bulk_action", args=["workflow_steps", "user", name]) + f"?{ids}"


@pytest.mark.once
def test_account__with_work_is_not_closed_and_the_way_is_shown(
    office: Newsroom, client: Client, admin: User, penerus: User
) -> None:
    office.draft(office.classified("Draf"))
    edit = reverse("wagtailusers_users:edit", args=[office.pengelola.pk])
    refused = client.post(edit, user_form(office.pengelola))
    assert refused.status_code == 200
    assert url_of(office.pengelola) in refused.content.decode()
    office.pengelola.refresh_from_db()
    assert office.pengelola.is_active
    hand_all(office, office.pengelola, penerus)
    assert client.post(edit, user_form(office.pengelola)).status_code == 302
    office.pengelola.refresh_from_db()
    assert not office.pengelola.is_active


@pytest.mark.once
def test_account__with_work_is_deleted_on_no_route(
    office: Newsroom, client: Client, admin: User
) -> None:
    office.draft(office.classified("Draf"))
    idle = office.person("santai", "Pengelola Website")
    client.post(reverse("wagtailusers_users:delete", args=[office.pengelola.pk]))
    client.post(bulk("delete", office.pengelola, idle))
    client.post(bulk("set_active_state", office.pengelola, idle), {"mark_as_active": "False"})
    assert User.objects.filter(pk__in=[office.pengelola.pk, idle.pk], is_active=True).count() == 2
    client.post(bulk("set_active_state", office.pengelola, idle), {"mark_as_active": "True"})
    client.post(bulk("set_active_state", idle), {"mark_as_active": "False"})
    client.post(bulk("delete", idle))
    assert not User.objects.filter(pk=idle.pk).exists()


@pytest.mark.once
def test_account__of_the_last_approver_is_warned_about(
    office: Newsroom, client: Client, admin: User
) -> None:
    edit = reverse("wagtailusers_users:edit", args=[office.kabid.pk])
    response = client.post(edit, user_form(office.kabid), follow=True)
    said = [str(message) for message in response.context["messages"]]
    task = "Persetujuan Kepala Bidang"
    assert any(task.lower() in one.lower() for one in said), said


def test_account__closed_from_outside_leaves_work_to_be_found(
    office: Newsroom, client: Client, penerus: User
) -> None:
    page = office.draft(office.classified("Draf"))
    gone = office.draft(complete=False)
    Page.objects.filter(pk=gone.pk).update(owner=None)
    material = office.classified("Bahan")
    User.objects.filter(pk=office.pengelola.pk).update(is_active=False)
    keys = {f"pages:{page.pk}", f"pages:{gone.pk}", f"material:{material.pk}"}
    assert held_by(None) == keys
    client.force_login(office.webadmin)
    assert NOBODY in client.get("/admin/").content.decode()
    response = client.post(NOBODY, {"items": list(keys), "receiver": penerus.pk})
    assert response.status_code == 302
    assert held_by(None) == set()
    assert held_by(penerus) == keys
    assert NOBODY not in client.get("/admin/").content.decode()

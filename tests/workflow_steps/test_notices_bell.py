"""Bell, list, record and switches: what each person sees and may do."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.driver import Newsroom
from workflow_steps.models import Escalation, Notice, NoticePreferences
from workflow_steps.notices.preferences import Channel, choices, name_of
from workflow_steps.notices.writing import News, tell

pytestmark = pytest.mark.once

Kind = Notice.Kind
LIST = "/admin/pemberitahuan/"
RECORD = "/admin/pemberitahuan/catatan/"
ROLES = ("kontributor", "pengelola", "webadmin", "kabid")


def give(person: Any, number: int = 1, url: str = "/admin/reports/sop/") -> list[Notice]:
    for index in range(number):
        tell([person], News(Kind.LIVE, f"live:{index}", f"Berita {index}", url))
    return list(Notice.objects.filter(recipient=person).order_by("pk"))


def badge(client: Client, url: str = "/admin/") -> str:
    """The number beside the bell, as the sidebar is told it."""
    html = client.get(url).content.decode()
    _before, found, after = html.partition("data-unread&quot;: &quot;")
    if not found:
        _before, found, after = html.partition('"data-unread": "')
    return after.partition("&quot;")[0].partition('"')[0] if found else ""


# --- the bell --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ROLES)
def test_bell__counts_what_is_unread__for_every_role(
    office: Newsroom, client: Client, name: str
) -> None:
    client.force_login(office.people[name])
    assert badge(client) == ""
    notices = give(office.people[name], 3)
    assert badge(client) == "3"
    Notice.objects.filter(pk=notices[0].pk).update(on_bell=False)
    assert badge(client) == "2"


def test_bell__one_query_however_much_there_is(office: Newsroom, client: Client) -> None:
    client.force_login(office.kontributor)
    client.get("/admin/")

    def cost(url: str) -> tuple[int, int]:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        of_notices = [q for q in queries if "workflow_steps_notice" in q["sql"]]
        return len(queries), len(of_notices)

    give(office.kontributor, 1)
    few = cost("/admin/")
    assert few[1] == 1
    few_listed = cost(LIST)
    give(office.kontributor, 120)
    assert cost("/admin/") == few
    assert cost(f"{LIST}?p=2")[0] <= few_listed[0] + 1
    assert badge(client) == "99+"


def test_bell__opening_the_item_reads_its_notice(office: Newsroom, client: Client) -> None:
    page = office.waiting_for_approval()
    state = office.fresh(page).current_workflow_task_state
    client.force_login(office.kabid)
    assert badge(client) == "1"
    assert badge(client, reverse("newsroom_decision", args=[state.pk])) == ""
    assert badge(client) == ""
    assert Notice.objects.get(recipient=office.kabid).read_at is not None


# --- the list --------------------------------------------------------------------------------


def test_list__shows_their_own_only__and_says_something_when_empty(
    office: Newsroom, client: Client
) -> None:
    client.force_login(office.kontributor)
    assert "Belum ada." in client.get(LIST).content.decode()
    give(office.kabid, 1)
    assert "Berita 0" not in client.get(LIST).content.decode()
    give(office.kontributor, 1)
    assert "Berita 0" in client.get(LIST).content.decode()


def test_list__open_and_mark__own_ones_only(office: Newsroom, client: Client) -> None:
    [mine] = give(office.kontributor)
    [theirs] = give(office.kabid)
    client.force_login(office.kontributor)
    assert client.get(reverse("newsroom_notice", args=[theirs.pk])).status_code == 404
    client.post(reverse("newsroom_notices_read"), {"notice": theirs.pk})
    client.post(reverse("newsroom_notices_read"), {"notice": "1 OR 1"})
    theirs.refresh_from_db()
    assert theirs.read_at is None
    response = client.get(reverse("newsroom_notice", args=[mine.pk]))
    assert response.url == mine.url
    mine.refresh_from_db()
    assert mine.read_at is not None


def test_list__mark_all__twice_is_as_good_as_once(office: Newsroom, client: Client) -> None:
    give(office.kontributor, 3)
    client.force_login(office.kontributor)
    assert client.get(reverse("newsroom_notices_read")).status_code == 405
    for _click in range(2):
        response = client.post(reverse("newsroom_notices_read"))
        assert response.url == LIST
    assert not Notice.objects.filter(read_at=None).exists()


def test_list__filters(office: Newsroom, client: Client) -> None:
    first, _second = give(office.kontributor, 2)
    Notice.objects.filter(pk=first.pk).update(read_at=first.created_at, kind=Kind.APPROVED)
    client.force_login(office.kontributor)
    assert "Berita 0" not in client.get(f"{LIST}?state=unread").content.decode()
    assert "Berita 1" not in client.get(f"{LIST}?kind=approved").content.decode()


def test_list__is_for_those_who_may_log_in(office: Newsroom, client: Client) -> None:
    for url in (LIST, RECORD, reverse("newsroom_notices_read")):
        assert client.get(url).status_code == 302
    client.force_login(office.person("tamu"))
    assert client.get(LIST).status_code == 302


# --- the record, and who is told next ---------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "reads", "rules"),
    [
        ("kontributor", False, False),
        ("pengelola", False, False),
        ("webadmin", True, True),
        ("kabid", True, False),
    ],
)
def test_record_and_rules__by_role(
    office: Newsroom, client: Client, name: str, reads: bool, rules: bool
) -> None:
    give(office.pengelola)
    client.force_login(office.people[name])
    response = client.get(RECORD)
    assert (response.status_code == 200) is reads
    assert ("Berita 0" in response.content.decode()) is reads
    rule = Escalation.objects.order_by("pk")[0]
    edit = reverse("escalation:edit", args=[rule.pk])
    assert (client.get(edit).status_code == 200) is rules
    data = {"office": rule.office_id, "next_office": "", "after_minutes": 60}
    client.post(edit, data)
    rule.refresh_from_db()
    assert (rule.after_minutes == 60) is rules


def test_rules__an_office_is_not_its_own_next(office: Newsroom, client: Client) -> None:
    client.force_login(office.webadmin)
    rule = Escalation.objects.order_by("pk")[0]
    data = {"office": rule.office_id, "next_office": rule.office_id, "after_minutes": 0}
    response = client.post(reverse("escalation:edit", args=[rule.pk]), data)
    assert "Pilih kelompok lain" in response.content.decode()
    rule.refresh_from_db()
    assert rule.next_office_id != rule.office_id


# --- the switches ----------------------------------------------------------------------------


def account_data(client: Client) -> dict[str, Any]:
    """What the browser would send back unchanged."""
    data: dict[str, Any] = {}
    for panels in client.get(reverse("wagtailadmin_account")).context["panels_by_tab"].values():
        for panel in panels:
            form = panel.get_form()
            for field in form:
                value = field.value()
                if value and not field.field.disabled:
                    data[field.html_name] = "on" if value is True else value
    return data


def test_account__switches_are_kept__and_an_emergency_stays(
    office: Newsroom, client: Client
) -> None:
    client.force_login(office.kabid)
    data = account_data(client)
    live = f"notices-{name_of((Kind.LIVE, Channel.MAIL))}"
    urgent = f"notices-{name_of((Kind.EMERGENCY, Channel.MAIL))}"
    assert data.pop(live) == "on"
    assert urgent not in data
    response = client.post(reverse("wagtailadmin_account"), data)
    assert response.status_code == 302
    kept = NoticePreferences.objects.get(user=office.kabid).switches
    switched_on = [choice for choice in choices() if kept.get(name_of(choice))]
    assert (Kind.LIVE, Channel.MAIL) not in switched_on
    assert (Kind.WAITING, Channel.MAIL) in switched_on
    tell([office.kabid], News(Kind.LIVE, "live:1", "Berita", "/"))
    tell([office.kabid], News(Kind.EMERGENCY, "emergency:1", "Banjir", "/"))
    mails = dict(Notice.objects.values_list("kind", "mail"))
    assert mails == {"live": "off", "emergency": "waiting"}


def test_account__wagtails_own_switches_for_these_mails_are_gone(
    office: Newsroom, client: Client
) -> None:
    office.webadmin.user_permissions.add(
        Permission.objects.get(codename="publish_page", content_type__app_label="wagtailcore")
    )
    client.force_login(office.webadmin)
    html = client.get(reverse("wagtailadmin_account")).content.decode()
    for name in ("submitted", "approved", "rejected"):
        assert f"{name}_notifications" not in html
    assert "updated_comments_notifications" in html

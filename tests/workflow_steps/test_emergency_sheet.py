"""The paraf afterwards, the way offline, and what every desk and the register say of it."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import PageLogEntry

from reports.models import PublicationRecord
from tests.driver import Newsroom
from workflow_steps import gate
from workflow_steps.models import Approval, EmergencyPublication, User, Withdrawal

from .test_acting import appoint, at
from .test_emergency import LABEL, MONDAY, REASON, clock, live, page, sheet_url

pytestmark = pytest.mark.once

__all__ = ["clock", "live", "page"]


def sign(client: Client, page: Any, user: User, **changed: Any) -> Any:
    client.force_login(user)
    running = EmergencyPublication.objects.latest("pk")
    return client.post(sheet_url(page), {"action": "initial", "digest": running.digest} | changed)


# --- afterwards ---------------------------------------------------------------------------


def test_sheet__a_reason_to_withdraw_stops_the_paraf(
    live: Any, office: Newsroom, client: Client, clock: Any
) -> None:
    clock.move_to(at(MONDAY, 10))
    response = sign(client, live, office.kabid, reason=REASON, note="Baik.")
    assert response.status_code == 422
    assert REASON in response.content.decode()
    assert "Baik." in response.content.decode()
    assert not Approval.objects.filter(page_id=live.pk).exists()
    assert office.fresh(live).live


def test_sheet__shows_and_takes_the_paraf__label_goes(
    live: Any, office: Newsroom, client: Client, clock: Any
) -> None:
    clock.move_to(at(MONDAY, 10))
    client.force_login(office.kabid)
    html = client.get(sheet_url(live)).content.decode()
    assert REASON in html
    assert str(office.webadmin) in html
    preview = client.get(reverse("newsroom_emergency_preview", args=[live.pk]))
    assert preview.status_code == 200
    assert preview["X-Frame-Options"] == "SAMEORIGIN"
    assert live.title in preview.content.decode()
    assert not Approval.objects.filter(page_id=live.pk).exists()  # not by a GET
    response = sign(client, live, office.kabid, note="Sesuai laporan BPBD.")
    assert response.status_code == 302
    approval = Approval.objects.get(page_id=live.pk)
    act = EmergencyPublication.objects.get()
    assert (approval.emergency_id, approval.digest) == (act.pk, act.digest)
    assert (approval.note, approval.capacity) == ("Sesuai laporan BPBD.", "definitif")
    assert gate.open_emergency(live.pk) is None
    client.logout()
    assert LABEL not in client.get(live.url).content.decode()
    assert "tag--warning" not in client.get("/berita/").content.decode()
    record = PublicationRecord.objects.get(page_id=live.pk)
    assert record.writer == str(office.pengelola), "whose page it is: nobody submitted it"
    assert (record.approver, record.emergency_reason) == (str(office.kabid), REASON)


def test_sheet__acting_person_initials__with_both_names(
    live: Any, office: Newsroom, client: Client
) -> None:
    acting = office.person("sekretaris")
    acting.user_permissions.add(Permission.objects.get(codename="access_admin"))
    appoint(office, acting, valid_from=MONDAY, valid_until=MONDAY)
    sign(client, live, acting)
    assert Approval.objects.get(page_id=live.pk).signature == "Plh. Sekretaris a.n. Kabid"


def test_sheet__nobody_initials_their_own(live: Any, office: Newsroom, client: Client) -> None:
    """The publisher and the writer, even as approvers."""
    for user in (office.webadmin, office.pengelola):
        user.groups.add(office.kabid.groups.get())
        client.force_login(user)
        assert 'value="initial"' not in client.get(sheet_url(live)).content.decode()
        sign(client, live, user)
        assert gate.open_emergency(live.pk) is not None, str(user)
    assert not Approval.objects.filter(page_id=live.pk).exists()


def test_sheet__by_role(live: Any, office: Newsroom, client: Client) -> None:
    superuser = office.person("root", is_superuser=True)
    sees = {office.kabid, office.webadmin, office.pengelola, superuser}
    addresses = [sheet_url(live), reverse("newsroom_emergency_preview", args=[live.pk])]
    for user in (*office.people.values(), superuser):
        client.force_login(user)
        for address in addresses:
            assert (client.get(address).status_code == 200) is (user in sees), str(user)
        if user != office.kabid:
            sign(client, live, user)
            assert gate.open_emergency(live.pk) is not None, str(user)
        if user in (office.pengelola, office.kontributor):
            client.post(sheet_url(live), {"action": "withdraw", "reason": REASON})
            assert office.fresh(live).live, str(user)
    client.logout()
    for address in addresses:
        assert client.get(address).url.startswith(reverse("wagtailadmin_login"))


@pytest.mark.parametrize("digest", ["", "0" * 64])
def test_sheet__stale_digest__is_refused(
    digest: str, live: Any, office: Newsroom, client: Client
) -> None:
    response = sign(client, live, office.kabid, digest=digest)
    assert response.url == sheet_url(live)
    assert gate.open_emergency(live.pk) is not None


def test_sheet__second_click__one_paraf(live: Any, office: Newsroom, client: Client) -> None:
    sign(client, live, office.kabid)
    response = sign(client, live, office.kabid)
    assert response.status_code == 302
    assert Approval.objects.filter(page_id=live.pk).count() == 1
    assert client.get(sheet_url(live)).status_code == 302


def test_sheet__withdrawn_instead_of_initialled(
    live: Any, office: Newsroom, client: Client
) -> None:
    client.force_login(office.kabid)
    short = client.post(sheet_url(live), {"action": "withdraw", "reason": "salah"})
    assert short.status_code == 422
    assert office.fresh(live).live
    client.post(sheet_url(live), {"action": "withdraw", "reason": "Data pengungsi keliru."})
    page = office.fresh(live)
    assert not page.live
    assert Withdrawal.objects.get().reason == "Data pengungsi keliru."
    assert gate.open_emergency(page.pk) is None
    assert not Approval.objects.filter(page_id=page.pk).exists()
    sign(client, page, office.kabid)
    assert not office.fresh(page).live
    client.logout()
    assert client.get(page.url).status_code == 410


def test_regular_approval_of_a_later_version__settles_it(
    live: Any, office: Newsroom, client: Client, clock: Any
) -> None:
    clock.move_to(at(MONDAY, 10))
    draft = live.get_latest_revision_as_object()
    draft.correction = "Jumlah pengungsi diperbarui."
    draft.title = "Banjir surut"
    draft.save_revision(user=office.pengelola)
    page = office.waiting_for_approval(office.fresh(live))
    assert gate.open_emergency(page.pk) is not None
    office.approve(page)
    assert gate.open_emergency(page.pk) is None
    client.logout()
    assert LABEL not in client.get(page.url).content.decode()


# --- what it shows ------------------------------------------------------------------------


def test_sheet__has_the_sections_of_every_sheet(
    live: Any, office: Newsroom, client: Client
) -> None:
    client.force_login(office.kabid)
    response = client.get(sheet_url(live))
    names = [section.name for section in response.context["sections"]]
    assert names == ["selain-isi", "kelengkapan", "berkas", "bahan", "riwayat"]
    html = response.content.decode()
    for name in names:
        assert f'id="{name}"' in html
        assert f'href="#{name}"' in html
    assert "data-sign-off-preview" in html, "shown at full length by sign-off.js"


def test_sheet__says_in_whose_name_the_paraf_stands(
    live: Any, office: Newsroom, client: Client
) -> None:
    office.kabid.office_title = "Kepala Bidang Aptika"
    office.kabid.save()
    client.force_login(office.kabid)
    html = client.get(sheet_url(live)).content.decode()
    assert "Anda memaraf sebagai Kabid, Kepala Bidang Aptika" in html
    client.force_login(office.webadmin)
    assert "Anda memaraf sebagai" not in client.get(sheet_url(live)).content.decode()


def test_sheet__files_by_the_words_that_readers_see(
    live: Any, office: Newsroom, client: Client
) -> None:
    client.force_login(office.kabid)
    sheet = client.get(sheet_url(live)).context["sheet"]
    assert sheet.file_labels == EmergencyPublication.objects.get().file_labels


def test_sheet__a_reason_too_short_is_where_the_cursor_goes(
    live: Any, office: Newsroom, client: Client
) -> None:
    client.force_login(office.kabid)
    html = client.post(sheet_url(live), {"action": "withdraw", "reason": "x"}).content.decode()
    [focused] = re.findall(r"<textarea[^>]*autofocus[^>]*>", html)
    assert 'name="reason"' in focused


# --- on every desk ----------------------------------------------------------------------


def test_desk__overdue_ones_stand_above_everything(
    live: Any, office: Newsroom, client: Client, clock: Any, django_assert_max_num_queries: Any
) -> None:
    home = reverse("wagtailadmin_home")
    office.waiting_for_approval(office.draft())
    client.force_login(office.kabid)
    assert live.title in client.get(home).content.decode()
    clock.move_to(at(MONDAY, 14))
    for user in (office.kabid, office.webadmin, office.pengelola):
        client.force_login(user)
        html = client.get(home).content.decode()
        assert "inbox-overdue" in html, str(user)
        below = "newsroom-desk" if user == office.pengelola else "newsroom-inbox"
        assert html.index("newsroom-emergencies") < html.index(below), str(user)
    client.force_login(office.kabid)
    assert live.title in client.get(reverse("newsroom_inbox")).content.decode()


# --- the register ------------------------------------------------------------------------


def test_register__shows_the_emergency_in_its_line(
    live: Any, office: Newsroom, client: Client
) -> None:
    client.force_login(office.webadmin)
    assert REASON in client.get(reverse("publication_register")).content.decode()
    exported = client.get(reverse("publication_register"), {"export": "csv"})
    assert REASON in b"".join(exported.streaming_content).decode()


def test_history__names_the_publisher(live: Any, office: Newsroom) -> None:
    entry = PageLogEntry.objects.filter(page_id=live.pk, action="wagtail.publish").get()
    assert entry.user == office.webadmin

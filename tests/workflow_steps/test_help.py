"""The help of each screen: the right step for the role, by the SOP in force, and what it costs."""

from datetime import timedelta
from typing import Any

import pytest
from django.template import RequestContext, Template
from django.test import Client, RequestFactory
from django.urls import NoReverseMatch, ResolverMatch, get_resolver, reverse

from kukarsite.provisioning.groups import ROLES
from tests.driver import Newsroom
from workflow_steps import procedure_flow
from workflow_steps.help.guides import GUIDES
from workflow_steps.help.roles import ROLE_OF_GROUP, Role, roles_of
from workflow_steps.help.screens import screens, slug_of_view
from workflow_steps.help.tour import STOPS
from workflow_steps.models import Procedure
from workflow_steps.models.procedure import office_today

from .test_acting import appoint

pytestmark = pytest.mark.once

HELP = "/admin/bantuan/"
QUESTION = "Apa yang harus saya lakukan di langkah ini?"


def said(client: Client, address: str) -> str:
    response = client.get(HELP + address)
    assert response.status_code == 200, address
    return response.content.decode()


def steps_told(client: Client, address: str) -> list[int]:
    entries = client.get(HELP + address).context["entries"]
    return [entry.step.number for entry in entries if entry.step]


def names_of_addresses(patterns: Any, namespace: str = "") -> set[str]:
    found = set()
    for entry in patterns:
        if hasattr(entry, "url_patterns"):
            inner = ":".join(filter(None, (namespace, entry.namespace)))
            found |= names_of_addresses(entry.url_patterns, inner)
        elif entry.name:
            found.add(":".join(filter(None, (namespace, entry.name))))
    return found


# --- which step, for whom -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "screen", "steps"),
    [
        ("kontributor", "bahan", [1]),
        ("pengelola", "bahan", [2]),
        ("kontributor", "masukkan-bahan", [1]),
        ("pengelola", "masukkan-bahan", [1]),
        ("kontributor", "satu-bahan", [1]),
        ("pengelola", "satu-bahan", [2]),
        ("pengelola", "klasifikasi", [2]),
        ("pengelola", "buat-berita", [3]),
        ("pengelola", "daftar-klasifikasi", [2]),
        ("pengelola", "halaman", [3]),
        ("pengelola", "naskah-baru", [3]),
        ("pengelola", "naskah", [3]),
        ("pengelola", "naskah-saya", [3]),
        ("webadmin", "kotak-masuk", [4]),
        ("kabid", "kotak-masuk", [5]),
        ("webadmin", "lembar-paraf", [4]),
        ("kabid", "lembar-paraf", [5]),
        ("webadmin", "tayang-darurat", [6]),
        ("kabid", "paraf-susulan", [5]),
        ("kabid", "turunkan", []),
        ("kabid", "penunjukan", [5]),
        ("webadmin", "penunjukan", [5]),
        ("webadmin", "register", [7]),
        ("kabid", "antrean", []),
        ("webadmin", "prosedur", []),
        ("pengelola", "kalender", []),
    ],
)
def test_help__tells_each_role_its_step(
    office: Newsroom, client: Client, name: str, screen: str, steps: list[int]
) -> None:
    client.force_login(office.people[name])
    assert steps_told(client, f"{screen}/") == steps
    words = said(client, f"{screen}/isi/")
    procedure = Procedure.objects.adopted().get()
    for step in procedure.steps.filter(number__in=steps):
        assert f"Langkah {step.number} dari 7" in words
        for fact in (step.name, step.performer, step.equipment, step.output):
            assert fact in words
        assert step.standard_display in words
    for heading in ("Yang Anda kerjakan di sini", "Sesudah itu", "Bila ada yang salah"):
        assert words.count(f"<h3>{heading}</h3>") == 1


def test_help__speaks_to_each_of_somebodys_roles(office: Newsroom, client: Client) -> None:
    appoint(office, office.webadmin, valid_from=office_today(), valid_until=office_today())
    assert roles_of(office.webadmin) == [Role.WEB_ADMINISTRATOR, Role.DIVISION_HEAD]
    client.force_login(office.webadmin)
    assert steps_told(client, "kotak-masuk/") == [4, 5]
    words = said(client, "kotak-masuk/isi/")
    assert words.index("Sebagai Web Administrator") < words.index("Sebagai Kepala Bidang")


def test_help__without_a_role_shows_everybodys(office: Newsroom, client: Client) -> None:
    client.force_login(office.person("superuser", is_superuser=True))
    assert steps_told(client, "kotak-masuk/") == [4, 5]
    assert steps_told(client, "klasifikasi/") == [2]


def test_page_editor__is_another_screen_in_each_state_of_the_page(
    office: Newsroom, client: Client
) -> None:
    client.force_login(office.pengelola)
    page = office.draft(office.classified())

    def told() -> str:
        response = client.get(f"{HELP}naskah/isi/?halaman={page.pk}")
        view: Any = response.context["view"]
        return str(view.screen.slug)

    assert told() == "naskah"
    office.submit(page)
    assert told() == "naskah-diperiksa"
    office.send_back(page, office.webadmin)
    assert told() == "naskah-dikembalikan"
    office.submit(page)
    office.pass_review(page)
    assert told() == "naskah-menunggu-paraf"
    office.approve(page)
    assert told() == "naskah-tayang"


@pytest.mark.parametrize("page", ["", "0", "abc", "-1", "٣", "9" * 40, "999999"])
def test_page_editor__of_no_such_page_is_that_of_a_draft(
    office: Newsroom, client: Client, page: str
) -> None:
    client.force_login(office.pengelola)
    response = client.get(f"{HELP}naskah/", {"halaman": page})
    assert response.status_code == 200
    assert response.context["view"].screen.slug == "naskah"


def test_page_editor__says_nothing_of_a_page_that_one_may_not_edit(
    office: Newsroom, client: Client
) -> None:
    page = office.waiting_for_approval(office.draft())
    client.force_login(office.kontributor)
    response = client.get(f"{HELP}naskah/", {"halaman": page.pk})
    assert response.context["view"].screen.slug == "naskah"


def test_help__of_no_such_screen_is_not_found(office: Newsroom, client: Client) -> None:
    client.force_login(office.pengelola)
    for address in ("tidak-ada/", "tidak-ada/isi/", "naskah-ditayangkan/"):
        assert client.get(HELP + address).status_code == 404


# --- the SOP says it ------------------------------------------------------------------------------


def test_new_version_of_the_sop__changes_the_help(office: Newsroom, client: Client) -> None:
    client.force_login(office.pengelola)
    assert "1–3 jam" in said(client, "klasifikasi/")
    second = procedure_flow.new_version(office.webadmin)
    step = second.steps.get(number=2)
    step.name, step.performer = "Memilah bahan berita", "Redaktur Pelaksana"
    step.standard_min = step.standard_max = 45
    step.unit = "minutes"
    step.save()
    procedure_flow.adopt(second, office_today() + timedelta(days=1), office.webadmin)
    assert "Memilah bahan berita" not in said(client, "klasifikasi/")
    draft = procedure_flow.withdraw_adoption(second, office.webadmin)
    procedure_flow.adopt(draft, office_today(), office.webadmin)
    words = said(client, "klasifikasi/")
    for changed in ("Memilah bahan berita", "Redaktur Pelaksana", "45 menit", "versi 2"):
        assert changed in words
    assert "1–3 jam" not in words
    assert "Memilah bahan berita" in said(client, "")


def test_help__without_any_sop_still_says_what_to_do(office: Newsroom, client: Client) -> None:
    client.force_login(office.pengelola)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Procedure, "in_force", classmethod(lambda cls, at: None))
        for address in ("", "klasifikasi/", "klasifikasi/isi/"):
            assert "Tidak ada SOP yang berlaku hari ini." in said(client, address)


# --- the way there --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "address", "screen"),
    [
        ("kontributor", "/admin/bahan/", "bahan"),
        ("kontributor", "/admin/bahan/new/", "masukkan-bahan"),
        ("pengelola", "/admin/bahan/page/", "buat-berita"),
        ("pengelola", "/admin/bahan/list/", "daftar-klasifikasi"),
        ("pengelola", "/admin/naskah-saya/", "naskah-saya"),
        ("pengelola", "/admin/pages/", "halaman"),
        ("pengelola", "/admin/kalender/", "kalender"),
        ("webadmin", "/admin/kalender/tutup/", "kalender"),
        ("webadmin", "/admin/kotak-masuk/", "kotak-masuk"),
        ("webadmin", "/admin/prosedur/", "prosedur"),
        ("webadmin", "/admin/reports/register/", "register"),
        ("webadmin", "/admin/reports/antrean/", "antrean"),
        ("webadmin", "/admin/reports/kepatuhan/", "kepatuhan"),
        ("webadmin", "/admin/reports/linimasa/", "linimasa"),
        ("webadmin", "/admin/reports/pengembalian/", "pengembalian"),
        ("webadmin", "/admin/reports/monitoring/", "monitoring"),
        ("webadmin", "/admin/reports/verification/", "pemeriksaan-situs"),
        ("kabid", "/admin/penunjukan/", "penunjukan"),
        ("kabid", "/admin/penunjukan/new/", "penunjukan"),
    ],
)
def test_screen__offers_its_help_once(
    office: Newsroom, client: Client, name: str, address: str, screen: str
) -> None:
    client.force_login(office.people[name])
    html = client.get(address, follow=True).content.decode()
    assert html.count(f'href="{HELP}{screen}/" class="step-help-link') == 1
    assert html.count('data-w-swap-src-value="' + f"{HELP}{screen}/isi/") == 1
    assert f"Bantuan: {QUESTION}" in html


@pytest.mark.parametrize(
    ("name", "view", "screen"),
    [
        ("kontributor", "newsroom_notices", "pemberitahuan"),
        ("webadmin", "newsroom_notice_record", "pemberitahuan"),
        ("kontributor", "absence:index", "ketidakhadiran"),
        ("pengelola", "absence:add", "ketidakhadiran"),
        ("webadmin", "newsroom_holders", "serah-terima"),
        ("webadmin", "newsroom_without_holder", "serah-terima"),
        ("webadmin", "webhook:index", "webhook"),
        ("webadmin", "webhook:add", "webhook"),
        ("webadmin", "webhook:dead", "webhook"),
        ("webadmin", "escalation:index", "eskalasi"),
        ("pengelola", "newsroom_due_today", "hari-ini"),
        ("webadmin", "broken_links", "tautan-rusak"),
        ("pengelola", "wagtailimages:index", "pustaka-gambar"),
        ("pengelola", "wagtaildocs:add_multiple", "pustaka-dokumen"),
    ],
)
def test_screens_of_every_day__offer_their_help(
    office: Newsroom, client: Client, name: str, view: str, screen: str
) -> None:
    client.force_login(office.people[name])
    html = client.get(reverse(view), follow=True).content.decode()
    assert html.count(f'href="{HELP}{screen}/" class="step-help-link') == 1
    assert said(client, f"{screen}/isi/").count("<h3>Yang Anda kerjakan di sini</h3>") == 1


def test_screens_about_one_item__offer_their_help(office: Newsroom, client: Client) -> None:
    material, page = office.classified(), office.waiting_for_approval()
    live = office.published()
    task_state = office.fresh(page).current_workflow_task_state
    for name, address, link in (
        ("pengelola", reverse("material:inspect", args=[material.pk]), "satu-bahan/"),
        (
            "pengelola",
            reverse("wagtailadmin_pages:edit", args=[live.pk]),
            f"naskah/?halaman={live.pk}",
        ),
        ("kabid", reverse("newsroom_decision", args=[task_state.pk]), "lembar-paraf/"),
        ("kabid", reverse("newsroom_withdraw", args=[live.pk]), "turunkan/"),
        ("pengelola", reverse("newsroom_privacy", args=[page.pk]), "data-pribadi/"),
    ):
        client.force_login(office.people[name])
        html = client.get(address).content.decode()
        assert html.count(f'href="{HELP}{link}" class="step-help-link') == 1, address


def test_way_to_the_help__asks_the_database_nothing(
    office: Newsroom, rf: RequestFactory, django_assert_num_queries: Any
) -> None:
    request = rf.get("/admin/kotak-masuk/")
    request.user = office.kabid
    request.resolver_match = ResolverMatch(lambda: None, (), {}, "newsroom_inbox")
    template = Template("{% load step_help %}{% step_help %}")
    with django_assert_num_queries(0):
        html = template.render(RequestContext(request))
    assert f"{HELP}kotak-masuk/" in html


def test_help__costs_the_same_with_many_items(
    office: Newsroom, client: Client, django_assert_max_num_queries: Any
) -> None:
    client.force_login(office.kabid)
    for address in ("kotak-masuk/isi/", "lembar-paraf/isi/", "antrean/isi/"):
        with django_assert_max_num_queries(10):
            client.get(HELP + address)
    for number in range(5):
        office.person(f"penulis{number}", "Pengelola Website")
    with django_assert_max_num_queries(24):
        client.get(HELP)


# --- the registry ---------------------------------------------------------------------------------


def test_screens__name_addresses_that_exist_and_each_only_once() -> None:
    known = names_of_addresses(get_resolver().url_patterns)
    named = [view for screen in screens().values() for view in screen.views]
    assert sorted(set(named) - known) == []
    assert len(named) == len(set(named))
    assert slug_of_view("newsroom_inbox") == "kotak-masuk"
    assert slug_of_view("wagtailadmin_home") is None


def test_roles__are_the_groups_of_the_newsroom_and_all_have_guide_and_tour() -> None:
    assert set(ROLE_OF_GROUP) == {role.name for role in ROLES}
    assert set(GUIDES) == set(STOPS) == set(Role)
    for stops in STOPS.values():
        assert 4 <= len(stops) <= 6


def test_links_of_guides_and_tour__may_be_opened_by_their_role(
    office: Newsroom, client: Client
) -> None:
    people = dict(zip(Role, office.people.values(), strict=True))
    for role, person in people.items():
        client.force_login(person)
        names = {link.url_name for link in GUIDES[role].links}
        names |= {stop.url_name for stop in STOPS[role] if stop.url_name}
        for name in names:
            try:
                response = client.get(reverse(name))
            except NoReverseMatch:  # pragma: no cover
                pytest.fail(name)
            assert response.status_code == 200, (role, name)


# --- the overview ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("kontributor", "Kontributor"),
        ("pengelola", "Pengelola Website"),
        ("webadmin", "Web Administrator"),
        ("kabid", "Kepala Bidang"),
    ],
)
def test_overview__is_about_ones_own_role(
    office: Newsroom, client: Client, name: str, label: str
) -> None:
    client.force_login(office.people[name])
    html = said(client, "")
    assert html.count("Pekerjaan Anda sebagai") == 1
    assert f"Pekerjaan Anda sebagai {label}" in html
    for step in Procedure.objects.adopted().get().steps.all():
        assert step.name in html
    for role in Role:
        assert f"{HELP}panduan/{role.value}.pdf" in html
    for person in office.people.values():
        assert str(person) in html
    assert "waktu yang diberikan SOP bagi sebuah langkah" in html
    assert HELP in client.get("/admin/").content.decode()


def test_help__is_for_those_who_may_enter_the_admin(office: Newsroom, client: Client) -> None:
    for address in ("", "kotak-masuk/", "kotak-masuk/isi/", "panduan/kontributor.pdf"):
        assert client.get(HELP + address).status_code == 302
    client.force_login(office.person("tamu"))
    for address in ("", "kotak-masuk/", "kotak-masuk/isi/", "panduan/kontributor.pdf"):
        assert client.get(HELP + address).status_code == 302

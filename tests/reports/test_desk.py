"""The desk of each role: what it holds, who sees what, what it costs; the explorer; the search."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Revision

from benchmarks.waiting import fill
from news.models import NewsPage, SourceMaterial
from reports.models import PublicationRecord, StepTiming, WorkEvent
from tests.driver import Newsroom
from workflow_steps import live_guard
from workflow_steps.models import Absence, Notice, WebhookDelivery, WebhookEndpoint
from workflow_steps.page_states import PageState, State, in_state, states_of

pytestmark = pytest.mark.once

HOME, SEARCH = "/admin/", "/admin/cari/"
PANELS = {
    "due-today",
    "incoming-material",
    "my-material",
    "assigned-material",
    "my-drafts",
    "newsroom-inbox",
    "newsroom-returned",
    "newsroom-my-items",
    "newsroom-scheduled",
    "overdue-steps",
}


def panels(client: Client, person: Any) -> set[str]:
    client.force_login(person)
    html = client.get(HOME).content.decode()
    return {name for name in PANELS if f'id="{name}-section"' in html}


def schedule(office: Newsroom) -> Any:
    page = office.draft(office.classified("Dijadwalkan"))
    page.go_live_at = timezone.now() + timedelta(days=1)
    page.save_revision(user=office.pengelola)
    office.waiting_for_approval(page)
    office.approve(page)
    return page


@pytest.fixture
def busy(office: Newsroom) -> Newsroom:
    """Something of everything."""
    office.receive("Belum diserahkan")
    office.hand_over(office.receive("Menunggu klasifikasi"))
    office.classified("Untuk ditulis")
    office.draft(office.classified("Draf"))
    returned = office.waiting_for_approval(office.draft(office.classified("Dikembalikan")))
    office.send_back(returned, reason="Nama narasumber pada alinea kedua keliru.")
    office.submit(office.draft(office.classified("Diperiksa")))
    office.waiting_for_approval(office.draft(office.classified("Menunggu paraf")))
    schedule(office)
    office.published()
    return office


# --- panels ---------------------------------------------------------------------------------


def test_desk__has_what_each_role_looks_after(busy: Newsroom, client: Client) -> None:
    StepTiming.objects.filter(step__in=[1, 3], outcome="running").update(due_at=timezone.now())
    writes = {"due-today", "incoming-material", "assigned-material", "my-drafts"}
    writes |= {"newsroom-returned", "newsroom-my-items"}
    assert panels(client, busy.kontributor) == {"my-material", "due-today"}
    assert panels(client, busy.pengelola) == writes
    assert {"newsroom-inbox", "newsroom-scheduled"} <= panels(client, busy.webadmin)
    assert not writes & panels(client, busy.webadmin)
    assert "newsroom-inbox" in panels(client, busy.kabid)
    assert not (writes | {"newsroom-scheduled"}) & panels(client, busy.kabid)


def test_desk__whoever_is_in_several_groups_has_each_panel_once(
    busy: Newsroom, client: Client
) -> None:
    for person in (busy.kontributor, busy.webadmin):
        busy.pengelola.groups.add(*person.groups.all())
    client.force_login(busy.pengelola)
    html = client.get(HOME).content.decode()
    for name in ("incoming-material", "newsroom-inbox", "newsroom-returned", "my-drafts"):
        assert html.count(f'id="{name}-section"') == 1, name


def test_desk__shows_the_reason_of_a_return_at_once(busy: Newsroom, client: Client) -> None:
    client.force_login(busy.pengelola)
    html = client.get(HOME).content.decode()
    assert "Nama narasumber pada alinea kedua keliru." in html
    client.force_login(busy.person("penulis", "Pengelola Website"))
    assert "Nama narasumber" not in client.get(HOME).content.decode()


def test_desk__tells_a_contributor_what_became_of_the_material(
    office: Newsroom, client: Client
) -> None:
    from news import material_flow

    declined = office.receive("Undangan rapat")
    office.hand_over(declined)
    material_flow.decline(declined, office.pengelola, "Rapat internal, bukan untuk umum.")
    live = office.published()
    hidden = office.draft(office.classified("Belum tayang"))
    client.force_login(office.kontributor)
    html = client.get(HOME).content.decode()
    assert "Rapat internal, bukan untuk umum." in html
    assert f'href="{live.get_url()}"' in html
    assert hidden.get_url() not in html
    assert reverse("wagtailadmin_pages:edit", args=[hidden.pk]) not in html
    client.force_login(office.person("lain", "Kontributor"))
    html = client.get(HOME).content.decode()
    assert "Rapat internal" not in html
    assert "Belum ada bahan dari Anda" in html, "and what to do next"


def test_due_today__is_ones_own_until_midnight(office: Newsroom, client: Client) -> None:
    mine = office.draft(office.classified("Hari ini"))
    others = office.draft(office.classified("Lain hari"))
    running = StepTiming.objects.filter(outcome="running", step=3)
    running.filter(item_id=mine.pk).update(due_at=timezone.now())
    running.filter(item_id=others.pk).update(due_at=timezone.now() + timedelta(days=2))
    client.force_login(office.pengelola)
    rows = client.get("/admin/hari-ini/").context["object_list"]
    assert [row.title for row in rows] == [mine.title]
    for person in (office.kontributor, office.webadmin, office.kabid):
        client.force_login(person)
        assert not client.get("/admin/hari-ini/").context["object_list"], person


# --- cost -----------------------------------------------------------------------------------


def fill_up(office: Newsroom, count: int) -> None:
    """Rows as they are when so much is under way; written as rows."""
    now = timezone.now()
    first = SourceMaterial.objects.count()
    states = ("received", "handed_over", "classified", "declined")
    SourceMaterial.objects.bulk_create(
        (
            SourceMaterial(
                title=f"Bahan {number}",
                source_unit="OPD",
                state=states[number % 4],
                created_at=now,
                handed_over_at=now,
                decided_at=now,
                submitted_by=office.kontributor,
                writer=office.pengelola,
            )
            for number in range(first, first + count)
        ),
        batch_size=500,
    )
    pages = Page.objects.bulk_create(_drafts(office, count), batch_size=100)
    StepTiming.objects.bulk_create(
        (
            StepTiming(
                item_type=WorkEvent.ItemType.PAGE,
                item_id=page.pk,
                item_title=page.title,
                step=3,
                round=1,
                outcome="running",
                opened_at=now,
                due_at=now,
            )
            for page in pages
        ),
        batch_size=500,
    )


def _drafts(office: Newsroom, count: int) -> Any:
    index = office.index
    first = Page.objects.descendant_of(index).count()
    kind = NewsPage.objects.first() or office.draft()
    for number in range(first + 100, first + 100 + count):
        yield Page(
            title=f"Draf {number}",
            draft_title=f"Draf {number}",
            slug=f"draf-{number}",
            path=Page._get_path(index.path, index.depth + 1, number),
            depth=index.depth + 1,
            url_path=f"{index.url_path}draf-{number}/",
            locale=index.locale,
            content_type=kind.content_type,
            owner=office.pengelola,
            live=False,
            has_unpublished_changes=True,
            latest_revision_created_at=timezone.now(),
        )


def cost(client: Client, url: str) -> int:
    assert client.get(url).status_code == 200
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def daily_rows(office: Newsroom, count: int) -> None:
    """Notices, absences and messages sent out, as they pile up."""
    now, today = timezone.now(), timezone.localdate()
    first = Notice.objects.count()
    Notice.objects.bulk_create(
        (
            Notice(
                recipient=person,
                recipient_name=str(person),
                kind=Notice.Kind.LIVE,
                key=f"live:page:{number}",
                item_type="page",
                item_id=number,
                title=f"Naskah {number}",
                url=f"/admin/pages/{number + 1_000_000}/edit/",
                created_at=now,
                deliver_after=now,
            )
            for person in office.people.values()
            for number in range(first, first + count)
        ),
        batch_size=500,
    )
    Absence.objects.bulk_create(
        (
            Absence(person=office.kontributor, kind="cuti", first_day=today, last_day=today)
            for _number in range(count)
        ),
        batch_size=500,
    )
    endpoint, _made = WebhookEndpoint.objects.get_or_create(
        name="Gerbang", url="https://gerbang.example/", defaults={"active": False}
    )
    WebhookDelivery.objects.bulk_create(
        (
            WebhookDelivery(
                endpoint=endpoint, event="live", title="Naskah", body="{}", state="dead"
            )
            for _number in range(count)
        ),
        batch_size=500,
    )


def addresses_of(person: Any, office: Newsroom) -> list[str]:
    lists = [HOME, "/admin/hari-ini/", f"{SEARCH}?q=a", "/admin/bahan/"]
    lists += [reverse("newsroom_notices"), reverse("absence:index")]
    if person in (office.webadmin, office.kabid):
        lists.append(reverse("newsroom_notice_record"))
    if person == office.webadmin:
        lists += [reverse(name) for name in ("webhook:index", "webhook:dead", "newsroom_holders")]
    return lists


def test_desk_and_lists__ask_the_same_with_10_and_10_000_items(
    busy: Newsroom, client: Client
) -> None:
    """With ten in each panel: material is in four states, so forty pieces of it."""
    found = []
    for more in (40, 10_000):
        fill_up(busy, more)
        daily_rows(busy, more // 4)
        costs: dict[tuple[str, str], int] = {}
        for name, person in busy.people.items():
            client.force_login(person)
            costs |= {(name, url): cost(client, url) for url in addresses_of(person, busy)}
        found.append(costs)
    few, many = found
    assert many == few
    assert max(many.values()) <= 75


# --- the explorer ---------------------------------------------------------------------------


def explorer(office: Newsroom) -> str:
    return reverse("wagtailadmin_explore", args=[office.index.pk])


def test_explorer__says_state_step_time_left_and_writer(busy: Newsroom, client: Client) -> None:
    client.force_login(busy.webadmin)
    response = client.get(explorer(busy))
    facts = {page.title: page.desk_facts for page in response.context["table"].data}
    assert facts["Dikembalikan"].state == PageState(State.RETURNED)
    assert (facts["Dikembalikan"].step, facts["Dikembalikan"].writer) == (3, "Pengelola")
    assert facts["Menunggu paraf"].state == PageState(State.REVIEW)
    assert facts["Menunggu paraf"].deadline.due_at
    assert facts["Dijadwalkan"].state.state is State.SCHEDULED
    assert {fact.state.state for fact in facts.values()} >= {State.LIVE, State.DRAFT}


def test_explorer__filters_by_state_everywhere_in_the_tree(busy: Newsroom, client: Client) -> None:
    client.force_login(busy.pengelola)
    root = reverse("wagtailadmin_explore_root")
    for state, titles in (
        (State.RETURNED, {"Dikembalikan"}),
        (State.SCHEDULED, {"Dijadwalkan"}),
        (State.REVIEW, {"Diperiksa", "Menunggu paraf"}),
        (State.DRAFT, {"Draf"}),
    ):
        found = client.get(root, {"state": state}).context["object_list"]
        assert {page.title for page in found} == titles, state


def test_explorer__costs_the_same_with_2_and_50_pages(office: Newsroom, client: Client) -> None:
    client.force_login(office.webadmin)
    fill(2, office.pengelola)
    few = cost(client, explorer(office))
    fill(48, office.pengelola, reviewer=office.webadmin)
    assert cost(client, explorer(office)) <= few
    assert few <= 75


def test_states__agree_with_their_filters(busy: Newsroom) -> None:
    withdrawn, expired = busy.published(), busy.published()
    hidden = {"live": False, "has_unpublished_changes": True}
    live_guard.remove_page_guards(connection)  # this is about reading the rows
    for page, more in ((withdrawn, {}), (expired, {"expired": True})):
        Page.objects.filter(pk=page.pk).update(**hidden, **more)
    pages = Page.objects.filter(depth__gt=2)
    states = states_of([page.pk for page in pages])
    for state in State:
        found = set(pages.filter(in_state(state)).values_list("pk", flat=True))
        said = {pk for pk, value in states.items() if state in (value.state, value.change)}
        assert found == said, state


def test_scheduled__what_missed_its_hour_is_marked(busy: Newsroom, client: Client) -> None:
    client.force_login(busy.webadmin)
    late = "jamnya sudah lewat"
    assert late not in client.get(HOME).content.decode()
    past = timezone.now() - timedelta(hours=1)
    Revision.objects.filter(approved_go_live_at__isnull=False).update(approved_go_live_at=past)
    assert late in client.get(HOME).content.decode()


# --- the search -----------------------------------------------------------------------------


def found(client: Client, person: Any, words: str) -> dict[str, list[str]]:
    client.force_login(person)
    response = client.get(SEARCH, {"q": words})
    assert response.status_code == 200
    return {
        section.name: [hit.title for hit in section.hits]
        for section in response.context["sections"]
    }


def test_search__finds_by_title_material_number_and_register_number(
    busy: Newsroom, client: Client
) -> None:
    material = SourceMaterial.objects.get(title="Menunggu klasifikasi")
    record = PublicationRecord.objects.get()
    assert found(client, busy.pengelola, "klasifikasi") == {"material": [material.title]}
    for words in ("klasifikasi menunggu", " Menunggu  KLASIFIKASI "):
        assert found(client, busy.pengelola, words) == {"material": [material.title]}, words
    assert found(client, busy.pengelola, "klasifikasi tayang") == {}
    number = material.pk
    for words in (
        f"{number}",
        f"#{number}",
        f"No. {number}",
        f"Bahan {number}",
        f"bahan #{number}",
    ):
        assert material.title in found(client, busy.pengelola, words)["material"], words
    assert found(client, busy.kabid, record.register_number) == {"register": [record.title]}
    assert "register" in found(client, busy.kabid, str(record.number))


def test_search__each_finds_only_what_they_may_see(busy: Newsroom, client: Client) -> None:
    other = busy.person("lain", "Kontributor")
    nobody = busy.person("tamu")
    record = PublicationRecord.objects.get()
    assert set(found(client, busy.kontributor, "ditulis")) == {"material"}
    assert set(found(client, busy.kontributor, "Draf")) == {"material"}, "no pages"
    for words in ("ditulis", "Draf", record.register_number, record.title):
        assert found(client, other, words) == {}, words
    assert "register" not in found(client, busy.pengelola, record.register_number)
    assert {"pages", "register"} <= set(found(client, busy.webadmin, record.title))
    client.force_login(nobody)
    assert client.get(SEARCH, {"q": "ditulis"}).status_code == 302


def test_search__leads_each_where_they_may_go(busy: Newsroom, client: Client) -> None:
    for person in (busy.kontributor, busy.pengelola, busy.webadmin, busy.kabid):
        client.force_login(person)
        for words in ("Menunggu", "Draf", "Layanan"):
            for section in client.get(SEARCH, {"q": words}).context["sections"]:
                for hit in section.hits:
                    assert client.get(hit.url).status_code == 200, (person, hit)


@pytest.mark.parametrize("words", ["%", "_", "'", "a" * 300, "\x00", "9" * 30, "<b>", "/2026", " "])
def test_search__takes_whatever_is_typed(busy: Newsroom, client: Client, words: str) -> None:
    client.force_login(busy.kabid)
    response = client.get(SEARCH, {"q": words})
    assert response.status_code == 200
    assert "<b></" not in response.content.decode()

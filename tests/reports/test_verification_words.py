"""Gambling terms and foreign links: a notice where the approver saw them, else a failure."""

import json

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from news.models import NewsCategory
from reports.models import KnownHost, WatchedTerm
from reports.provisioning import GAMBLING_TERMS, KNOWN_HOSTS, provision_watchlists
from reports.watched import current_watchlist, scan
from tests.driver import REASON, Newsroom
from tests.news.pages_kit import document
from tests.reports.verification_kit import codes, failures, only, sql, written
from workflow_steps import live_guard, publication
from workflow_steps.models import PublicationAct

pytestmark = [pytest.mark.usefixtures("watchlists"), pytest.mark.once]


@pytest.fixture
def watchlists(newsroom: None) -> None:
    provision_watchlists()


def test_provisioning__fills_empty_lists_only() -> None:
    provision_watchlists()
    assert WatchedTerm.objects.count() == len(GAMBLING_TERMS)
    assert KnownHost.objects.count() == len(KNOWN_HOSTS)
    KnownHost.objects.exclude(host="go.id").delete()
    WatchedTerm.objects.all().delete()
    provision_watchlists()
    assert KnownHost.objects.count() == 1
    assert WatchedTerm.objects.count() == len(GAMBLING_TERMS)


def test_lists__are_the_offices_to_edit() -> None:
    assert not scan("undian kupon hadiah")
    WatchedTerm.objects.create(term="Kupon Hadiah")
    assert [hit.what for hit in scan("undian KUPON-HADIAH")] == ["Kupon Hadiah"]
    assert scan("https://contoh.example/")
    KnownHost.objects.create(host=" Contoh.Example. ")
    assert not scan("https://www.contoh.example/")


def test_lists__the_same_word_in_other_letters_is_refused(office: Newsroom, client: Client) -> None:
    client.force_login(office.webadmin)
    add = reverse("watched_term:add")
    client.post(add, {"term": "  Kupon   Hadiah INI "})
    kept = WatchedTerm.objects.get(term="Kupon Hadiah INI")
    response = client.post(add, {"term": "kupon hadiah  ini"})
    said = gettext("“%(term)s” is in the list already.") % {"term": kept.term}
    assert response.context["form"].errors["term"] == [said]
    edit = reverse("watched_term:edit", args=[kept.pk])
    assert client.post(edit, {"term": "kupon hadiah ini"}).status_code == 302
    assert WatchedTerm.objects.filter(term__iexact="kupon hadiah ini").count() == 1
    response = client.post(add, {"term": " "})
    assert response.context["form"].errors["term"] == ["Isian ini wajib diisi."]


@pytest.mark.parametrize("term", ["@", "a-b", "\u3164\u3164\u3164"])
def test_lists__a_word_of_one_sign_is_refused(office: Newsroom, term: str) -> None:
    """It would stand in every text, and nothing could be verified any more."""
    client = Client()
    client.force_login(office.webadmin)
    response = client.post(reverse("watched_term:add"), {"term": term})
    assert "paling sedikit 3 huruf atau angka" in response.content.decode()
    assert not WatchedTerm.objects.filter(term=term).exists()
    WatchedTerm.objects.create(term=term)
    office.published()
    assert codes() == set()


@pytest.mark.parametrize("unit", ["<a ", "<![x[", "&#" + "9" * 5000])
def test_sheet__opens_whatever_is_quoted(office: Newsroom, unit: str) -> None:
    page = office.draft(office.classified())
    draft = office.fresh(page).get_latest_revision_as_object()
    draft.body = [("quote", {"text": unit * (16_000 // len(unit) + 1), "attribution": ""})]
    draft.save_revision(user=office.pengelola)
    office.waiting_for_approval(page)
    task_state = office.fresh(page).current_workflow_task_state
    client = Client()
    client.force_login(office.kabid)
    assert client.get(reverse("newsroom_decision", args=[task_state.pk])).status_code == 200


def test_known_hosts__own_sites_and_video_hosts_need_no_entry() -> None:
    KnownHost.objects.all().delete()
    Site.objects.update(hostname="berita.kukarkab.example")
    watchlist = current_watchlist()
    assert not watchlist.scan("https://berita.kukarkab.example/x")
    assert not watchlist.scan(f"https://{settings.NEWSROOM_VIDEO_HOSTS[0]}/watch")


def test_office_at_work__nothing_is_found(office: Newsroom) -> None:
    office.published()
    assert codes() == set()


def test_words_the_approver_saw__are_a_notice(office: Newsroom) -> None:
    text = '<p>Polisi menutup <a href="https://contoh.example/">situs judi online</a>.</p>'
    page = written(office, body=[("paragraph", text)])
    assert codes() == {"watched_word", "unknown_host"}
    assert failures() == set()
    finding = only("watched_word")
    assert (finding.page_id, finding.fields) == (page.pk, ["body"])
    assert "judi online" in finding.detail
    assert "contoh.example" in only("unknown_host").detail


def test_words_injected_into_a_live_page__are_a_failure(office: Newsroom) -> None:
    page = office.published()
    live_guard.remove(connection)
    sql("UPDATE news_newspage SET hero_caption = 'Main SL0T-G4COR' WHERE page_ptr_id = %s", page.pk)
    assert failures() == {"changed_text", "watched_word"}
    assert only("watched_word").fields == ["hero_caption"]


def test_library_texts__are_those_of_the_paraf(office: Newsroom) -> None:
    edict = document("Surat edaran tentang judi online")
    page = written(office, body=[("documents", [edict])])
    assert failures() == set()  # the approver saw this title
    assert codes() == {"watched_word"}
    edict.title = "Surat edaran"
    edict.save()
    assert codes() == {"watched_word"}  # readers see it until the next paraf
    image = page.hero_image
    image.credit = "foto: situs-togel"
    image.save()
    assert failures() == set()  # and do not see this


def test_library_texts__that_no_paraf_names_are_a_failure(office: Newsroom) -> None:
    """An act older than this rule: readers see what the library says now."""
    page = written(office, body=[("documents", [document("Daftar slot gacor")])])
    live_guard.remove(connection)
    sql("UPDATE workflow_steps_publicationact SET file_labels = '{}' WHERE page_id = %s", page.pk)
    assert "watched_word" in failures()


def test_library_texts__changed_in_the_paraf_itself_are_a_failure(office: Newsroom) -> None:
    page = written(office, body=[("documents", [document("Surat edaran")])])
    live_guard.remove(connection)
    act = PublicationAct.objects.filter(page_id=page.pk).latest("pk")
    labels = json.dumps(act.file_labels).replace("Surat edaran", "Daftar slot gacor")
    update = "UPDATE workflow_steps_publicationact SET file_labels = %s WHERE id = %s"
    sql(update, labels, act.pk)
    assert failures() == {"altered_act"}


def test_texts_that_nobody_initials__are_a_failure(office: Newsroom) -> None:
    category = NewsCategory.objects.order_by("pk")[0]
    category.description = "Info slot gacor hari ini"
    category.save()
    finding = only("watched_word")
    assert finding.is_failure
    assert finding.page_id is None
    assert finding.fields == ["description"]
    assert finding.url.startswith("/admin/")


def test_site_name_and_redirects__are_looked_at(office: Newsroom) -> None:
    Site.objects.update(site_name="Kukar MAXWIN")
    Redirect.objects.create(old_path="/lama", redirect_link="https://jahat.example/")
    Redirect.objects.create(old_path="/baik", redirect_link="/berita/")
    assert only("watched_word").fields == ["site_name"]
    assert only("unknown_host").fields == ["redirect_link"]
    assert failures() == {"watched_word", "unknown_host"}


@pytest.mark.parametrize(
    ("typed", "is_kept"),
    [
        ("c uji lama", False),
        ("lama", False),
        ("/c uji", False),
        (" /lama/ ", True),
        ("/a?b=c", True),
    ],
)
def test_redirect__from_what_no_browser_asks_for_is_refused(
    office: Newsroom, client: Client, typed: str, is_kept: bool
) -> None:
    client.force_login(Newsroom.person("admin", is_superuser=True))
    data = {"old_path": typed, "redirect_link": "https://www.lapor.go.id/"}
    response = client.post(reverse("wagtailredirects:add"), data)
    assert Redirect.objects.exists() is is_kept
    if not is_kept:
        assert response.context["form"].errors["old_path"]


def test_reason_of_a_withdrawal__is_only_a_notice(office: Newsroom) -> None:
    page = office.published()
    publication.withdraw(page, office.webadmin, f"{REASON} Disusupi tautan judi online.")
    assert codes() == {"watched_word"}
    assert failures() == set()

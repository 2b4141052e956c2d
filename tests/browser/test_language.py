"""Every screen of the admin that a role can reach speaks Indonesian; ours are accessible.

A crawl in Chromium follows the links from the dashboard, opens menus, panels and choosers, and
reads what is shown or read out. What counts as English: ``tests/browser/english.py``.
"""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page as Tab

from tests.driver import Newsroom
from workflow_steps import publication

from .crawl import Walk, is_ours
from .english import english_in, words_of
from .test_inbox import sign_in

# What people wrote, in whatever language: the words that injected pages are known by.
WRITTEN = ("/admin/kata-pantauan/",)
# What Wagtail's first migration named the page that the history says was deleted.
NAMES_IN_THE_HISTORY = {"Welcome to your new Wagtail site!"}
# Screens that must be among those reached, so that the crawl cannot go blind.
LANDMARKS = {
    "kontributor": {"material:index", "material:add"},
    "pengelola": {"material:classify", "wagtailadmin_pages:edit", "wagtailimages:index"},
    "webadmin": {"procedure:index", "wagtailadmin_pages:edit", "newsroom_decision"},
    "kabid": {"newsroom_decision", "acting_appointment:index", "absence:add"},
    "admin": {"wagtailusers_users:edit", "wagtailadmin_workflows:edit", "wagtailsites:edit"},
}
# Whose walk also judges each screen of ours, by axe and on a phone; the others their own desk.
HOME = "wagtailadmin_home"
JUDGED = {"admin": is_ours}


def test_english__is_told_from_indonesian() -> None:
    assert english_in("Simpan draf dan publish the page") == {"publish", "the", "page"}
    assert english_in("Naskah ini menunggu paraf Kepala Bidang sampai 14.30 WITA") == set()
    assert english_in("Dinas Penanaman Modal, berkas PDF dan data editor") == set()
    assert words_of("lihat https://example.test/the/page dan <a href='x'>ini</a>") == {
        "lihat",
        "dan",
        "ini",
    }


@pytest.fixture
def busy(transactional_db: None, newsroom: None) -> Newsroom:
    """Something in every state, so that every kind of screen has something to show."""
    office = Newsroom()
    office.people["admin"] = office.person("admin", is_superuser=True)
    office.receive("Bahan yang baru masuk")
    office.hand_over(office.receive("Bahan yang diserahkan"))
    office.classified("Bahan yang diklasifikasi")
    office.submit(office.draft())
    office.waiting_for_approval(office.draft())
    office.send_back(office.waiting_for_approval())
    office.published()
    withdrawn = office.published()
    publication.withdraw(withdrawn, office.kabid, "Diganti pengumuman yang lebih lengkap.")
    return office


@pytest.mark.parametrize("name", LANDMARKS)
def test_admin__speaks_indonesian(
    browser_page: Callable[..., Tab], live_server: Any, busy: Newsroom, name: str
) -> None:
    tab = browser_page()
    sign_in(tab, live_server.url, name, "/admin/")
    english: dict[str, str] = {}
    reached, broken, faults = set(), [], []
    for screen in Walk(tab, live_server.url, is_judged=JUDGED.get(name, {HOME}.__contains__)):
        reached.add(screen.name)
        faults += [f"{screen.address}: {fault}" for fault in screen.faults]
        if screen.status >= 400:
            broken.append(f"{screen.status} {screen.address}")
        if screen.address.startswith(WRITTEN):
            continue
        for text in screen.texts:
            if text not in NAMES_IN_THE_HISTORY and (found := english_in(text)):
                english.setdefault(text, f"{screen.address}: {text!r} {sorted(found)}")
    assert broken == []
    assert not faults, "\n".join(faults)
    assert not english, "\n".join(english.values())
    assert LANDMARKS[name] <= reached

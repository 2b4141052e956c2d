"""The newsroom speaks Indonesian on every screen, and the check that keeps it so works."""

import re
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import polib
import pytest
from django.test import Client
from wagtail.models import TaskState
from wagtail.users.models import UserProfile

from reports.models import StepTiming, WorkEvent
from scripts import catalogue, wagtail_catalogue
from tests.driver import Newsroom
from workflow_steps.models import Procedure

pytestmark = pytest.mark.once

needs_gettext = pytest.mark.skipif(
    not (shutil.which("xgettext") and shutil.which("msgfmt")), reason="needs GNU gettext"
)
# Also Indonesian; and languages are named in their own words.
WORDS_OF_BOTH = {"data", "document", "english", "normal", "output", "status", "video"}


# --- the check ---


@needs_gettext
def test_catalogue__is_complete_and_compiled() -> None:
    assert catalogue.check() == []


@needs_gettext
def test_check__names_each_thing_that_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "texts.py").write_text(
        "from django.utils.translation import gettext as _\n"
        '_("One for %(who)s"), _("A new text"), _("A guess"), _("Good")\n'
    )
    po = polib.POFile()
    po.metadata = wagtail_catalogue.HEADER
    for msgid, msgstr, flags in (
        ("One for %(who)s", "Satu", []),
        ("A guess", "Tebakan", ["fuzzy"]),
        ("Good", "Baik", []),
        ("Nobody says this", "Tidak ada", []),
    ):
        po.append(polib.POEntry(msgid=msgid, msgstr=msgstr, flags=flags))
    path = tmp_path / catalogue.CATALOGUE
    path.parent.mkdir(parents=True)
    po.save(str(path))
    monkeypatch.setattr(catalogue, "ROOT", tmp_path)

    assert sorted(catalogue.check()) == [
        "django.mo is not compiled from django.po (make catalogue)",
        "guessed: A guess",
        "no longer in the code: Nobody says this",
        "no translation: A new text",
        "other placeholders: One for %(who)s → Satu",
    ]


# --- the screens ---


class Words(HTMLParser):
    """What a page says: its text, and the attributes that people see or hear."""

    SPOKEN = ("alt", "aria-label", "placeholder", "title")

    def __init__(self, html: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self._silent = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in ("script", "style")
        given = dict(attrs)
        self.said += [given[name] or "" for name in self.SPOKEN if name in given]
        if tag == "input" and given.get("type") in ("submit", "button"):
            self.said.append(given.get("value") or "")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.said.append(data)


def english_texts() -> Iterator[str]:
    """Our texts and Wagtail's that have another Indonesian: none may be seen."""
    ours = polib.pofile(str(catalogue.ROOT / catalogue.CATALOGUE))
    for entry in (*ours, *wagtail_catalogue.read_ours("django").values()):
        text, translation = entry.msgid.casefold(), wagtail_catalogue.text_of(entry).casefold()
        if "%" not in text and text not in translation and text not in WORDS_OF_BOTH:
            yield text


@pytest.fixture(scope="module")
def english() -> tuple[set[str], re.Pattern[str]]:
    """English texts of one word, to be met alone, and of several, to be met anywhere."""
    texts = set(english_texts())
    several = {text for text in texts if " " in text and len(text) > 8}
    anywhere = "|".join(re.escape(text) for text in sorted(several, key=len, reverse=True))
    return texts, re.compile(rf"(?<!\w)(?:{anywhere})(?!\w)")


def english_in(html: str, english: tuple[set[str], re.Pattern[str]]) -> set[str]:
    texts, anywhere = english
    found = set()
    for said in Words(html).said:
        text = " ".join(said.split()).casefold()
        found |= {text} & texts
        found |= set(anywhere.findall(text))
    return found


def screens(office: Newsroom) -> dict[str, list[str]]:
    """The screens of each person, with work in every state on them."""
    office.published()
    waiting = office.waiting_for_approval()
    in_review, returned = office.draft(office.classified()), office.draft()
    office.submit(in_review)
    office.submit(returned)
    office.send_back(returned, office.webadmin)
    received, handed_over = office.receive(), office.receive()
    office.hand_over(handed_over)
    classified = office.classified()
    tasks = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS).order_by("pk")
    waiting_task, review_task = (task.pk for task in tasks)
    procedure = Procedure.objects.get()
    new_page = f"/admin/pages/add/news/{{}}/{office.index.pk}/"
    records = [
        "/admin/waktu-langkah/",
        f"/admin/waktu-langkah/inspect/{StepTiming.objects.first().pk}/",
        "/admin/buku-peristiwa/",
        f"/admin/buku-peristiwa/inspect/{WorkEvent.objects.first().pk}/",
        "/admin/reports/register/",
    ]
    return {
        "": ["/", "/berita/", "/cari/", "/cari/?q=layanan", "/tidak-ada/", "/admin/login/"],
        "kontributor": [
            "/admin/",
            "/admin/account/",
            "/admin/bahan/",
            "/admin/bahan/new/",
            f"/admin/bahan/edit/{received.pk}/",
        ],
        "pengelola": [
            "/admin/",
            "/admin/bahan/",
            f"/admin/bahan/inspect/{classified.pk}/",
            f"/admin/bahan/classify/{handed_over.pk}/",
            f"/admin/bahan/page/?material={classified.pk}",
            "/admin/bahan/list/",
            new_page.format("newspage"),
            new_page.format("announcementpage"),
            f"/admin/pages/{office.index.pk}/",
            f"/admin/pages/{returned.pk}/edit/",
            f"/admin/pages/{waiting.pk}/edit/",
            "/admin/pages/search/?q=layanan",
        ],
        "webadmin": [
            "/admin/",
            f"/admin/keputusan/{review_task}/",
            "/admin/prosedur/",
            f"/admin/prosedur/{procedure.pk}/dokumen/",
            "/admin/prosedur/new/",
            *records,
        ],
        "kabid": ["/admin/", f"/admin/keputusan/{waiting_task}/"],
    }


def test_screens__say_nothing_in_english(
    office: Newsroom, client: Client, english: tuple[set[str], re.Pattern[str]]
) -> None:
    wrong = {}
    for person, paths in screens(office).items():
        if person:
            client.force_login(office.people[person])
        for path in paths:
            response = client.get(path)
            assert response.status_code == (404 if path == "/tidak-ada/" else 200), path
            if found := english_in(response.content.decode(), english):
                wrong[path] = found

    assert wrong == {}


def test_screens__speak_english_to_those_who_choose_it(
    office: Newsroom, client: Client, english: tuple[set[str], re.Pattern[str]]
) -> None:
    UserProfile.objects.create(user=office.pengelola, preferred_language="en")
    client.force_login(office.pengelola)

    found = english_in(client.get("/admin/bahan/new/").content.decode(), english)

    assert {"hand in material", "what happened", "keyboard shortcuts"} <= found

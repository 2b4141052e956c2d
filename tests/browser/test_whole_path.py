"""Real material travels the whole SOP in a real browser, twice round, with the clock moved."""

import io
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from axe_playwright_python.sync_playwright import Axe
from django.core import mail
from django.core.management import call_command
from PIL import Image
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from news.models import NewsPage, SourceMaterial
from reports.models import PublicationRecord, StepTiming
from tests.driver import PASSWORD, Newsroom

from .conftest import DESK, PHONE

WITA = ZoneInfo("Asia/Makassar")
DAY, HOUR = 27_000, 3_600
TITLE = "Perahu layanan warga singgah di Muara Kaman"
REASON = "Ringkasan terlalu singkat, mohon dilengkapi."
ORIENTATION = 0x0112


def phone_photo() -> bytes:
    """A landscape sensor picture that a phone marks as "turn me": seen upright, it is portrait."""
    picture = Image.new("RGB", (800, 600), "steelblue")
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", exif=exif)
    return buffer.getvalue()


def small_pdf() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (200, 280), "white").save(buffer, "PDF")
    return buffer.getvalue()


class Clock:
    """Moves the server's clock along the first week of November 2026 (WITA)."""

    def __init__(self, traveller: Any) -> None:
        self.traveller = traveller

    def at(self, day: int, hms: str) -> None:
        self.traveller.move_to(
            datetime.fromisoformat(f"2026-11-{day:02}T{hms}").replace(tzinfo=WITA)
        )


@pytest.fixture
def clock() -> Iterator[Clock]:
    start = datetime(2026, 11, 2, 8, tzinfo=WITA)
    with time_machine.travel(start, tick=False) as traveller:
        yield Clock(traveller)


@pytest.fixture
def office(transactional_db: None, clock: Clock, newsroom: None) -> Newsroom:
    return Newsroom()


class Person:
    """Somebody at a screen of their own."""

    def __init__(self, tab: Tab, base: str, username: str) -> None:
        self.tab, self.base = tab, base
        self.go("/admin/login/")
        tab.fill("[name=username]", username)
        tab.fill("[name=password]", PASSWORD)
        tab.click("button[type=submit]")
        tab.wait_for_url(f"{base}/admin/")

    def go(self, path: str) -> Tab:
        self.tab.goto(path if path.startswith("http") else self.base + path)
        return self.tab

    def open_mail(self) -> Tab:
        """Follow the link in the last mail, as from a phone's mail program."""
        found = re.search(r"http://testserver(/admin/keputusan/\d+/)", str(mail.outbox[-1].body))
        assert found, mail.outbox[-1].body
        return self.go(found[1])

    def open_editor(self, page: NewsPage) -> Tab:
        return self.go(f"/admin/pages/{page.pk}/edit/")

    def submit_page(self) -> None:
        self.tab.locator("footer .w-dropdown-button [data-w-dropdown-target=toggle]").first.click()
        self.tab.locator("[name=action-submit]").click()
        expect(self.tab.locator(".messages .success")).to_be_visible()


def assert_accessible(tab: Tab, within: str = "#main") -> None:
    """axe on what we made; Wagtail's own chrome around it is Wagtail's."""
    results = Axe().run(tab, context=within)
    assert results.violations_count == 0, results.generate_report()


def row(kind: str, pk: int, step: int, round_number: int = 1) -> tuple[Any, ...]:
    timing = StepTiming.objects.get(item_type=kind, item_id=pk, step=step, round=round_number)
    return timing.outcome, timing.elapsed, timing.standard_max, timing.within_standard


def hand_in(kontributor: Person, clock: Clock) -> SourceMaterial:
    """Step 1, on a phone: saved at 08.00, completed and handed over at 09.10.05."""
    tab = kontributor.go("/admin/bahan/new/")
    assert_accessible(tab)
    tab.fill("[name=title]", TITLE)
    tab.fill("#id_description", "Warga mengurus KTP dan akta di atas perahu layanan.")
    tab.fill("[name=source_unit]", "Dinas Dukcapil")
    tab.fill("[name=place]", "Muara Kaman")
    tab.set_input_files(
        "[name=files]",
        [
            {"name": "IMG_0001.jpg", "mimeType": "image/jpeg", "buffer": phone_photo()},
            {"name": "jadwal.pdf", "mimeType": "application/pdf", "buffer": small_pdf()},
        ],
    )
    tab.fill("[name=video_links]", "https://www.youtube.com/watch?v=abcdefghijk")
    tab.locator("button[type=submit]:not([name])").last.click()
    expect(tab.locator(".messages .success")).to_be_visible()
    material = SourceMaterial.objects.get()
    clock.at(2, "09:10:05")
    tab = kontributor.go(f"/admin/bahan/edit/{material.pk}/")
    tab.fill("[name=contact]", "Humas Dukcapil")
    tab.locator("[name=action-handover]").click()
    expect(tab.locator(".messages .success")).to_be_visible()
    return material


def write_page(pengelola: Person, material: SourceMaterial, clock: Clock) -> NewsPage:
    """Steps 2 and 3: classified at 10.10.05, submitted at 11.40.05."""
    clock.at(2, "10:10:05")
    tab = pengelola.go(f"/admin/bahan/classify/{material.pk}/")
    tab.select_option("[name=category]", index=1)
    tab.select_option("[name=information_class]", label="Informasi berkala")
    tab.select_option("[name=writer]", index=1)
    tab.locator("[name=action-classify]").click()
    expect(tab.locator(".messages .success")).to_be_visible()
    tab = pengelola.go(f"/admin/bahan/page/?material={material.pk}")
    tab.locator("main button[type=submit]").last.click()
    tab.wait_for_url("**/edit/**")
    page = NewsPage.objects.get()
    expect(tab.locator("[name=title]")).to_have_value(TITLE)
    clock.at(2, "11:40:05")
    pengelola.open_editor(page)
    tab.fill("[name=summary]", "Singkat.")
    tab.fill("[name=hero_alt]", "Perahu layanan bersandar di dermaga")
    pengelola.submit_page()
    return page


def test_whole_path__two_rounds_from_the_phone_photo_to_the_register(
    office: Newsroom,
    clock: Clock,
    live_server: Any,
    browser_page: Callable[..., Tab],
    settings: Any,
) -> None:
    def person(name: str, screen: Any) -> Person:
        return Person(browser_page(screen), live_server.url, name)

    material = hand_in(person("kontributor", PHONE), clock)
    photo = material.attachments.get(kind="image").image
    assert (photo.width, photo.height) == (600, 800), "stored upright"
    pengelola = person("pengelola", DESK)
    page = write_page(pengelola, material, clock)

    reader = browser_page(PHONE)
    assert reader.goto(live_server.url + page.url).status == 404

    # Step 4, first round: the Web Administrator returns it with a reason.
    clock.at(2, "13:30:00")
    webadmin = person("webadmin", DESK)
    tab = webadmin.open_mail()
    assert_accessible(tab)
    tab.fill("#return_comment", REASON)
    tab.locator("#kembalikan button").click()
    expect(tab.locator(".sign-off__outcome--returned")).to_be_visible()
    assert mail.outbox[-1].to == ["pengelola@example.test"]
    assert REASON in mail.outbox[-1].body

    # Second round: corrected, reviewed, opened and approved on a phone.
    clock.at(2, "15:00:00")
    tab = pengelola.open_editor(page)
    tab.fill("[name=summary]", "Warga Muara Kaman mengurus KTP dan akta di atas perahu layanan.")
    pengelola.submit_page()
    clock.at(2, "15:30:00")
    tab = webadmin.open_mail()
    tab.locator("button[value=approve]").click()
    expect(tab.locator(".sign-off__outcome--passed")).to_be_visible()
    clock.at(3, "08:30:00")
    kabid = person("kabid", PHONE)
    tab = kabid.open_mail()
    assert_accessible(tab)
    clock.at(3, "08:41:30")
    tab.locator("button[value=approve]").click()
    expect(tab.locator(".sign-off__outcome--live")).to_be_visible()
    expect(tab.locator("h1")).to_have_text(TITLE)

    # The public reads it, without JavaScript, files included.
    page.refresh_from_db()
    public = browser_page(PHONE, java_script_enabled=False)
    assert public.goto(live_server.url + page.url).status == 200
    expect(public.locator("h1")).to_have_text(TITLE)
    expect(public.locator("main")).to_contain_text("di atas perahu layanan")
    document = public.locator("main a[href*='/dokumen/']").first.get_attribute("href")
    assert document
    answer = public.request.get(live_server.url + document)
    assert answer.body()[:5] == b"%PDF-"
    expect(public.locator("main a[href*='youtube.com']")).to_have_count(1)

    assert_timings(material, page)
    record = PublicationRecord.objects.get()
    assert (record.title, record.round, record.writer, record.reviewer, record.approver) == (
        TITLE,
        2,
        "Pengelola",
        "Webadmin",
        "Kabid",
    )
    assert record.published_at == datetime(2026, 11, 3, 8, 41, 30, tzinfo=WITA)
    tab = webadmin.go("/admin/reports/register/")
    expect(tab.locator("main")).to_contain_text(TITLE)
    call_command("verify_ledger")


def assert_timings(material: SourceMaterial, page: NewsPage) -> None:
    """Working seconds by hand: 12.00-13.00 is the break, the day ends at 16.00."""
    expected = {
        ("material", 1, 1): ("completed", 4205, DAY, True),
        ("material", 2, 1): ("completed", 3600, 3 * HOUR, True),
        ("page", 3, 1): ("completed", 5400, 3 * HOUR, True),
        ("page", 4, 1): ("returned", 1195 + 1800, DAY, True),
        ("page", 3, 2): ("completed", 5400, 3 * HOUR, True),
        ("page", 4, 2): ("completed", 3600 + 3600, DAY, True),
        ("page", 5, 2): ("completed", 690, HOUR, True),
        ("page", 6, 2): ("completed", 0, 900, True),
        ("page", 7, 2): ("completed", 0, 900, True),
    }
    pks = {"material": material.pk, "page": page.pk}
    found = {key: row(key[0], pks[key[0]], key[1], key[2]) for key in expected}
    assert found == expected
    assert StepTiming.objects.count() == len(expected)

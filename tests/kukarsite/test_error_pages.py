"""Error pages help where they can, and stand when nothing else does."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kukarsite import error_pages
from news.models import NewsPage
from tests.news.pages_kit import make

pytestmark = pytest.mark.once
ROOT = Path(__file__).resolve().parent.parent.parent

STRANGE = [
    "/%00",
    "/berita/%00%ff/",
    "/%ED%A0%80%ED%B0%80/",
    "/%F0%9F%9A%A4-%E6%96%B0%E9%97%BB/",
    "/" + "jadwal-" * 700 + "/",
    "/" + "%25" * 300 + "/",
    "/<script>alert(1)</script>/",
    "/..%2f..%2fetc/passwd/",
    "/layanan%0d%0aSet-Cookie:x/",
    "/wp-login.php",
    "//contoh.test/layanan/",
    "/layanan%E2%80%A8%1e/",
    "/layanan_%25/?q=%00&page=99",
]


@pytest.fixture
def quiet() -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.usefixtures("newsroom")
def test_not_found__offers_search_and_what_was_probably_meant(quiet: Client) -> None:
    make(NewsPage, "Jadwal kapal penyeberangan")
    make(NewsPage, "Jadwal imunisasi anak")
    make(NewsPage, "Jadwal kapal rahasia", live=False)

    response = quiet.get("/berita/jadwal-kapal-2019.html")

    html = response.content.decode()
    assert response.status_code == 404
    assert 'value="jadwal kapal 2019"' in html
    assert 'href="/berita/jadwal-kapal-penyeberangan/"' in html
    assert "rahasia" not in html
    assert 'content="noindex"' in html


@pytest.mark.usefixtures("newsroom")
def test_not_found__never_fails_and_asks_little(quiet: Client) -> None:
    make(NewsPage, "Layanan")
    for path in STRANGE:
        with CaptureQueriesContext(connection) as captured:
            response = quiet.get(path)
        assert response.status_code == 404, path
        assert len(captured) <= 9, (path, len(captured))
        assert "<script>alert" not in response.content.decode()


@pytest.mark.usefixtures("newsroom")
def test_not_found__that_fails_itself_is_still_not_found(
    quiet: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: Any) -> Any:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr(error_pages, "likely_pages", broken)

    response = quiet.get("/tidak-ada/")

    assert response.status_code == 404
    assert "<h1" in response.content.decode()


def test_database_that_cannot_be_reached__is_503_everywhere() -> None:
    """In a process of its own, whose database is a port on which nobody listens."""
    script = """
import django, json
django.setup()
from django.test import Client
client = Client(raise_request_exception=False)
paths = ["/", "/berita/feed/", "/tidak-ada/", "/sitemap.xml", "/admin/", "/healthz"]
answers = {path: client.get(path) for path in paths}
print(json.dumps({
    path: [answer.status_code, answer.headers.get("Retry-After"), "<h1" in answer.text]
    for path, answer in answers.items()
}))
"""
    environment = os.environ | {
        "DATABASE_URL": "postgres://x@127.0.0.1:9/x",
        "DJANGO_SETTINGS_MODULE": "kukarsite.settings.test",
    }
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", script],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    answers = json.loads(done.stdout.strip().splitlines()[-1])
    assert answers.pop("/healthz") == [200, None, False]
    assert answers.pop("/admin/")[0] in (302, 503)
    assert answers == {path: [503, "120", True] for path in answers}


@pytest.mark.django_db
def test_failure_with_a_working_database__is_500() -> None:
    connection.ensure_connection()
    assert not error_pages.database_is_away(OperationalError("database is locked"))
    assert not error_pages.database_is_away(ValueError("x"))


def test_page_that_nginx_shows__is_the_one_of_the_site() -> None:
    """To make it anew: write what the template gives into the file."""
    shown = (ROOT / "deploy" / "503.html").read_text(encoding="utf-8")
    assert shown == render_to_string("503.html")
    assert "{" not in shown

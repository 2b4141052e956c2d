"""A real Chromium against the live server."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.staticfiles import handlers
from django.contrib.staticfiles.views import serve
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from playwright.sync_api import Browser, Page, sync_playwright

from scripts.browser import find_chromium

CHROMIUM = find_chromium()
# The last four keep the browser from calling its maker at every start.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser/" in item.nodeid:
            item.add_marker(pytest.mark.browser)
            if not CHROMIUM:
                item.add_marker(pytest.mark.skip(reason="Chromium not found (set CHROMIUM)"))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    # Playwright's event loop runs in this thread; the tests' ORM calls are not inside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session", autouse=True)
def _static_files_are_kept() -> Iterator[None]:
    """As from nginx: a browser asks once for a style sheet, and not for every screen."""

    def kept(request: HttpRequest, path: str, **options: Any) -> HttpResponseBase:
        response = serve(request, path, **options)
        response["Cache-Control"] = "max-age=3600"
        return response

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(handlers, "serve", kept)
        yield


@pytest.fixture
def browser_page(chromium: Browser, live_server: Any) -> Iterator[Callable[..., Page]]:
    """``browser_page(PHONE)``: a page of a fresh profile; requests to other hosts fail the test."""
    strangers: list[str] = []
    contexts = []

    def watch(url: str) -> None:
        if not url.startswith((live_server.url, "data:", "blob:", "about:")):
            strangers.append(url)

    def make(viewport: Any = None, **options: Any) -> Page:
        context = chromium.new_context(viewport=viewport or DESK, locale="id-ID", **options)
        contexts.append(context)
        context.on("request", lambda request: watch(request.url))
        context.set_default_timeout(20_000)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()
    assert not strangers, f"asked another host: {strangers}"

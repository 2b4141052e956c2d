"""What every test may ask for."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection
from django.test import SimpleTestCase
from hypothesis import settings as hypothesis_settings

from tests.driver import Newsroom
from tests.snapshot import restore_or_make
from workflow_steps import live_guard
from workflow_steps.models import User
from workflow_steps.notices.hours import OfficeHours

# A busy machine is no reason to fail: what things cost is measured by benchmarks.
hypothesis_settings.register_profile("newsroom", deadline=None)
hypothesis_settings.load_profile("newsroom")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--with-database-only",
        action="store_true",
        help="leave out tests that use no database, and those marked once: one database is enough",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("with_database_only"):
        return
    plain = {item for item in items if not _uses_database(item) or item.get_closest_marker("once")}
    config.hook.pytest_deselected(items=plain)
    items[:] = [item for item in items if item not in plain]


def _uses_database(item: pytest.Item) -> bool:
    fixtures = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}
    case = getattr(item, "cls", None)
    return bool(
        fixtures & set(getattr(item, "fixturenames", ()))
        or item.get_closest_marker("django_db")
        or item.get_closest_marker("postgres")
        or (case is not None and issubclass(case, SimpleTestCase))
    )


def ensure_wagtail_roots() -> None:
    """What Wagtail's migrations make; gone after the flush of a transactional test."""
    from wagtail.models import Collection, Locale, Page

    Locale.objects.get_or_create(language_code="id-id")
    if not Page.objects.filter(depth=1).exists():
        Page.add_root(title="Root", slug="root")
    if not Collection.objects.filter(depth=1).exists():
        Collection.add_root(name="Root")


@pytest.fixture
def newsroom(db: Any) -> None:
    """The newsroom as ``setup_newsroom`` builds it."""
    ensure_wagtail_roots()
    restore_or_make(lambda: call_command("setup_newsroom", verbosity=0))


@pytest.fixture
def make_user(newsroom: None) -> Callable[..., User]:
    """``make_user("Pengelola Website", username="x")``: a member of that group, if any is given."""

    def make(group: str | None = None, **fields: Any) -> User:
        username = fields.pop("username", None) or f"user{User.objects.count() + 1}"
        fields.setdefault("email", f"{username}@example.test")
        user = User.objects.create_user(username=username, password="rahasia-kukar", **fields)
        if group:
            user.groups.add(Group.objects.get(name=group))
        return user

    return make


@pytest.fixture
def office(newsroom: None) -> Newsroom:
    """The newsroom with its four people at work."""
    return Newsroom()


@pytest.fixture
def open_all_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """For tests of what mail says and to whom: it goes at once, whatever the hour."""
    monkeypatch.setattr(OfficeHours, "next_opening", lambda hours, at: at)


@pytest.fixture(autouse=True)
def _documents_hold_no_personal_data(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Most tests' documents are a few bytes that no reader could open.

    ``tests/news/privacy`` reads real ones, in the real process.
    """
    if "tests/news/privacy" not in request.node.nodeid:
        nothing: dict[str, list[Any]] = {"groups": [], "problems": [], "pages": []}
        monkeypatch.setattr("news.privacy_examination.run", lambda *args, **kwargs: nothing)


@pytest.fixture(autouse=True)
def _let_transactional_tests_clean_up(request: pytest.FixtureRequest) -> Iterator[None]:
    """After such a test its tables are emptied (DELETE, TRUNCATE), which the guards refuse.

    They go when the test is over and are back before the next one.
    """
    names = set(request.fixturenames)
    marker = request.node.get_closest_marker("django_db")
    marked = marker is not None and marker.kwargs.get("transaction")
    if marked or {"transactional_db", "live_server"} & names:
        request.getfixturevalue("transactional_db")
        put_guards_back()
        yield
        live_guard.remove(connection)
    else:
        if "db" in names:
            request.getfixturevalue("db")
            put_guards_back()
        yield


def put_guards_back() -> None:
    if live_guard.missing(connection):
        live_guard.install(connection)

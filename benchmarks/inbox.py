"""What the dashboard and the inbox cost with 100 waiting items and with 10,000.

``DATABASE_URL=postgres:///… make bench`` asks PostgreSQL; the target is 300 ms on both. Beside
them Wagtail's own dashboard panels: with 100 items, and on SQLite with 1,680, where they are an
error (on PostgreSQL they answer after minutes). Each number counts for every step: so many items
wait for the review and as many again for the approval.
"""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.contrib.auth.models import Group
from django.db import connection
from django.db.utils import OperationalError
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from wagtail.admin.views.home import (
    UserObjectsInWorkflowModerationPanel,
    WorkflowObjectsToModeratePanel,
)

from .newsroom import throw_away_newsroom
from .timing import best_of

SIZES = (100, 1_680, 10_000)
TARGET = 0.3
PEOPLE = {
    "pengelola": "Pengelola Website",
    "webadmin": "Web Administrator",
    "kabid": "Kepala Bidang Aptika",
}
ADDRESSES = (
    ("kabid", "/admin/"),
    ("kabid", "/admin/kotak-masuk/"),
    ("kabid", "/admin/kotak-masuk/?p=400"),
    ("kabid", "/admin/kotak-masuk/?time=overdue"),
    ("kabid", "/admin/kotak-masuk/?q=laporan+ke-9"),
    ("webadmin", "/admin/"),
    ("webadmin", "/admin/kotak-masuk/"),
    ("pengelola", "/admin/"),
    ("pengelola", "/admin/naskah-saya/"),
)


def report() -> Iterator[str]:
    columns: list[list[tuple[int, float]]] = []
    panels: list[str] = []
    with throw_away_newsroom():
        people = _people()
        for size, more in zip(SIZES, _steps(), strict=True):
            _fill(people, more)
            columns.append(_costs(people))
            if size == SIZES[0] or (size == SIZES[1] and connection.vendor == "sqlite"):
                panels += _wagtails_panels(people, size)
        recount = _cost_of_a_changed_calendar()
    yield f"{connection.vendor:<45}" + "".join(f"{size:>7} items    " for size in SIZES)
    for place, (name, address) in enumerate(ADDRESSES):
        found = [column[place] for column in columns]
        row = "".join(f"{count:>4} q {seconds * 1e3:>7.1f} ms" for count, seconds in found)
        verdict = "" if found[-1][1] < TARGET else "  over 300 ms"
        yield f"{name:<10}{address:<35}{row}{verdict}"
    yield from panels
    yield recount


def _steps() -> Iterator[int]:
    before = 0
    for size in SIZES:
        yield size - before
        before = size


def _people() -> dict[str, Any]:
    from workflow_steps.models import User

    people = {}
    for name, group in PEOPLE.items():
        people[name] = User.objects.create_user(name, first_name=name.title())
        people[name].groups.add(Group.objects.get(name=group))
    return people


def _fill(people: dict[str, Any], count: int) -> None:
    from .waiting import fill

    fill(count, people["pengelola"], reviewer=people["webadmin"])
    fill(count, people["pengelola"])
    with connection.cursor() as cursor:  # what both databases do by themselves in time
        cursor.execute("ANALYZE")


def _costs(people: dict[str, Any]) -> list[tuple[int, float]]:
    return [_cost(people[name], address) for name, address in ADDRESSES]


def _cost(user: Any, address: str) -> tuple[int, float]:
    client = Client()
    client.force_login(user)
    client.get(address)  # fills what is kept between requests
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    if response.status_code != 200:
        raise AssertionError(f"{address} answers {response.status_code}")
    return len(queries), best_of(5, partial(client.get, address))


def _wagtails_panels(people: dict[str, Any], size: int) -> Iterator[str]:
    """As they come with ``wagtail.admin``, for the person with most to do."""
    for name, panel in (
        ("kabid", WorkflowObjectsToModeratePanel()),
        ("pengelola", UserObjectsInWorkflowModerationPanel()),
    ):
        request = RequestFactory().get("/admin/")
        request.user = people[name]
        context = {"request": request, "csrf_token": ""}
        cost = ""
        with CaptureQueriesContext(connection) as queries:
            try:
                seconds = best_of(1, partial(panel.render_html, context))
                cost = f"{seconds * 1e3:>7.0f} ms"
            except OperationalError as error:
                cost = f"error: {error}"
        label = f"Wagtail's {type(panel).__name__}"
        yield f"{label:<46}{size:>6} items {len(queries):>5} q {cost}"


def _cost_of_a_changed_calendar() -> str:
    from workflow_steps.due import refresh_due

    seconds = best_of(1, refresh_due)
    return f"after a change of the calendar, {2 * SIZES[-1]} due times: {seconds:.1f} s"

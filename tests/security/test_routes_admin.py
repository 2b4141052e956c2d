"""Every role by every route in every state: unapproved content reached the public 0 times.

``FULL_TABLE=1`` tries every row in every state and by everybody, also where neither makes a
difference; the ordinary run leaves those out.
"""

import os
from collections.abc import Iterator

import pytest

from tests.driver import Newsroom

from .routes_admin import ROUTES
from .routes_office import LIVE, ROLES, STATES, Intruders, Outcome, attempt

pytestmark = pytest.mark.once

FULL = bool(os.environ.get("FULL_TABLE"))
DECIDING = frozenset({"waiting", "live_waiting"})
READ_ONLY = frozenset({"waiting", "live_waiting", "scheduled"})
APPROVERS = frozenset({"kabid", "plh"})
SUPERUSERS = frozenset({"superuser", "rangkap"})
WITHDRAWERS = frozenset({"webadmin", "kabid", *SUPERUSERS})
WITHDRAWALS = frozenset(
    {"bulk_unpublish_with_reason", "unpublish_with_reason", "withdraw_with_reason"}
)


def cells(state: str) -> Iterator[tuple[str, str]]:
    for role in ROLES:
        if role in {"plh", "rangkap"} and state not in DECIDING and not FULL:
            continue  # as ``pengelola`` and ``superuser`` where there is nothing to decide
        for name, route in ROUTES.items():
            if state in route.states or FULL:
                yield role, name


def permitted(state: str, role: str, name: str) -> str:
    """The only ways in which the table changes what the public reads."""
    if name in WITHDRAWALS and state in LIVE and role in WITHDRAWERS:
        return "withdrawn"
    if name == "sheet_approve" and role in APPROVERS:
        if state in {"waiting", "live_waiting"}:
            return "approved"
        return "" if state == "review" else "other page approved"
    if role in SUPERUSERS and name == "make_it_the_front_page":
        return "front page"
    return ""


def complaints(state: str, expected: str, outcome: Outcome, user_id: int | None) -> list[str]:
    """What is wrong with what came of it; empty when nothing is."""
    found = []
    status = outcome.public["/berita/sasaran/"][0]
    if not outcome.refused_cleanly:
        found.append(f"no answer: {outcome.result!r}")
    if outcome.unmatched:
        found.append(f"live without a paraf: {outcome.unmatched}")
    if "approved" not in expected and outcome.leaks:
        found.append(f"leaks: {outcome.leaks}")
    if outcome.changed != bool(expected):
        found.append(f"public {'changed' if outcome.changed else 'unchanged'}, not {expected!r}")
    acts = {"approved": [("approval", user_id)], "withdrawn": [("withdrawal", user_id)]}
    if outcome.acts != acts.get(expected, []):
        found.append(f"acts: {outcome.acts}")
    if expected == "approved" and status != 200:
        found.append(f"approved and {status}")
    if expected == "withdrawn" and status != 410:
        found.append(f"withdrawn and {status}")
    if state in READ_ONLY and outcome.draft_changed:
        found.append("read-only, but the draft changed")
    return found


@pytest.mark.parametrize("state", STATES)
def test_admin_routes__never_show_the_public_what_nobody_initialled(
    office: Newsroom, state: str
) -> None:
    intruders = Intruders(office)
    scene = intruders.page_in(state)
    assert scene.form["title"]
    scene.remember()
    wrong = []
    for role, name in cells(state):
        visitor = intruders.visitors[role]
        outcome = attempt(scene, lambda: ROUTES[name].send(visitor, scene))  # noqa: B023
        user_id = visitor.user.pk if visitor.user else None
        expected = permitted(state, role, name)
        wrong += [
            f"{role} × {name}: {complaint}"
            for complaint in complaints(state, expected, outcome, user_id)
        ]
    assert "\n".join(wrong) == ""

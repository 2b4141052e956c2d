"""Everything code, a command or a database client can try: nothing of it reaches the public."""

from collections.abc import Callable
from functools import partial

import pytest
from django.db import connection
from wagtail.models import Page

from news.models import NewsPage
from tests.driver import Newsroom
from workflow_steps import live_guard

from .routes_code import ACTS
from .routes_office import LIVE, STATES, Intruders, Outcome, Scene, attempt, undone

# What may change the site's face without showing anything that was not initialled.
HARMLESS = {
    "move_under_home_and_update_links": STATES,
    "become_front_page": STATES,
    "update_slug": ("withdrawn",),
}


@pytest.fixture
def scene_of(office: Newsroom) -> Callable[[str], Scene]:
    intruders = Intruders(office)

    def make(state: str) -> Scene:
        scene = intruders.page_in(state)
        scene.remember()
        return scene

    return make


def complaints(scene: Scene, name: str, outcome: Outcome) -> list[str]:
    found = [*outcome.leaks, *(f"without a paraf: {page}" for page in outcome.unmatched)]
    if outcome.changed and scene.state not in HARMLESS.get(name, ()):
        found.append("the public reads something else")
    if outcome.acts:
        found.append(f"acts: {outcome.acts}")
    return [f"{name}: {complaint}" for complaint in found]


@pytest.mark.parametrize("state", STATES)
def test_code_routes__never_show_the_public_what_nobody_initialled(
    scene_of: Callable[[str], Scene], state: str
) -> None:
    scene = scene_of(state)
    wrong = []
    for name in ACTS:
        wrong += complaints(scene, name, attempt(scene, partial(ACTS[name], scene)))
    assert "\n".join(wrong) == ""


@pytest.mark.parametrize("state", sorted(LIVE))
def test_what_was_public__stays_or_is_refused_with_words(
    scene_of: Callable[[str], Scene], state: str
) -> None:
    """Nothing takes a live page away, and whoever tries is told, not left with a silent no."""
    scene = scene_of(state)
    names = [name for name in ACTS if "unpublish" in name or "delete" in name or "offline" in name]
    assert len(names) == 10
    silent = [
        name
        for name in names
        if not isinstance(attempt(scene, partial(ACTS[name], scene)).result, Exception)
    ]
    assert silent == []


def test_what_editors_write__is_not_public(scene_of: Callable[[str], Scene]) -> None:
    """The columns and rows that ``Scene.fingerprint`` leaves out are read by no public view."""
    scene = scene_of("live_draft")
    with undone():
        live_guard.remove(connection)
        Page.objects.filter(depth__gt=1).update(
            draft_title="gelap", has_unpublished_changes=True, latest_revision=None
        )
        Page.objects.filter(depth__gt=1, numchild__gt=0).update(numchild=77)
        Page.objects.filter(live=False).update(title="gelap", slug="gelap", show_in_menus=True)
        NewsPage.objects.filter(live=False).update(summary="gelap")
        assert scene.read() == scene.before

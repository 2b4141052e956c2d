"""The screens that have help: which step of the SOP they are, and what to do there.

A floor registers its own: ``hooks.register("register_step_help", …)`` with a function that returns
``Screen`` objects. Their words are here in the code, the step's facts are in the SOP.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from django.utils.functional import Promise
from wagtail import hooks

from .roles import Role

Words = str | Promise
EVERYBODY = None


@dataclass(frozen=True)
class Advice:
    """For one role: the step, what to do, what happens next and who gets it, what if it fails."""

    step: int | None
    do: Words
    then: Words
    trouble: Words


@dataclass(frozen=True)
class Screen:
    """``views`` are the names of its addresses; ``EVERYBODY`` is advised who has no line."""

    slug: str
    title: Words
    views: tuple[str, ...]
    advice: Mapping[Role | None, Advice] = field(repr=False)

    def advice_for(self, roles: Iterable[Role]) -> list[tuple[Role | None, Advice]]:
        """What concerns these roles; who has none of those spoken to here gets what is for all."""
        found: list[tuple[Role | None, Advice]] = [
            (role, self.advice[role]) for role in roles if role in self.advice
        ]
        if found:
            return found
        if EVERYBODY in self.advice:
            return [(EVERYBODY, self.advice[EVERYBODY])]
        return list(self.advice.items())


@cache
def screens() -> dict[str, Screen]:
    """By slug, in the order of registration."""
    found: dict[str, Screen] = {}
    for register in hooks.get_hooks("register_step_help"):
        for screen in register():
            if screen.slug in found:
                raise ValueError(f"Two screens with help are called {screen.slug}.")
            found[screen.slug] = screen
    return found


@cache
def slug_of_view(view_name: str) -> str | None:
    """The screen's slug by the name of the address that is open."""
    return next((one.slug for one in screens().values() if view_name in one.views), None)

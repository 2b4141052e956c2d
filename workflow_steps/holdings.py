"""What a person still holds, and how it goes to somebody else.

Each floor registers its kinds of work (``register_holding``), since this one knows nothing of
material. A holding names the column of its holder; nothing that says who contributed is touched,
so four eyes see the same people before and after (``contributions.py``).

What waits for a decision is not held by those who decide: it is their group's. A page under
review stays with its owner, to whom it comes back; whoever else submitted it holds nothing.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from . import signals

ACTION = "newsroom.hand_over"


@dataclass(frozen=True)
class Held:
    """One piece of work, as the hand-over screen shows it."""

    key: str
    title: str
    remark: Any
    url: str
    item: Any


class Holding:
    """One kind of work. ``holder`` is the name of the foreign key to whoever holds it.

    ``holder_key``: what ``under_way`` has their number in, where that is another column.
    """

    name: str
    label: Any
    holder: str
    holder_key: str = ""

    def under_way(self) -> QuerySet[Any]:
        """Everything that somebody has to go on with."""
        raise NotImplementedError

    def without_holder(self) -> Q:
        """Which of it nobody can go on with."""
        return Q(**{f"{self.holder}__is_active": False})

    def title(self, item: Any) -> str:
        return str(item)

    def remark(self, item: Any) -> Any:
        return ""

    def url(self, item: Any) -> str:
        raise NotImplementedError

    def may_receive(self, person: Any, item: Any) -> bool:
        raise NotImplementedError

    def receivers_of(self, items: Sequence[Any], people: Sequence[Any]) -> dict[int, set[int]]:
        """By item, which of these people ``may_receive`` it."""
        return {
            item.pk: {one.pk for one in people if self.may_receive(one, item)} for item in items
        }

    def holder_of(self, item: Any) -> Any:
        return getattr(item, self.holder)

    def give(self, item: Any, person: Any) -> None:
        """Write the new holder; only that."""
        type(item)._default_manager.filter(pk=item.pk).update(**{self.holder: person})

    # --- shared ---------------------------------------------------------------------------------

    @property
    def key(self) -> str:
        return self.holder_key or f"{self.holder}_id"

    def of(self, person: Any) -> QuerySet[Any]:
        """``None``: what has no holder who could go on."""
        mine = self.without_holder() if person is None else Q(**{self.key: person.pk})
        return self.under_way().filter(mine).order_by("pk")

    def held(self, item: Any) -> Held:
        key = f"{self.name}:{item.pk}"
        return Held(key, self.title(item), self.remark(item), self.url(item), item)


_holdings: dict[str, Holding] = {}


def register_holding(holding: Holding) -> None:
    """To be called once, in an app's ``ready()``."""
    _holdings[holding.name] = holding


def holdings() -> list[Holding]:
    return list(_holdings.values())


# --- who holds how much -------------------------------------------------------------------------


def count_of(person: Any) -> int:
    return sum(holding.of(person).order_by().count() for holding in holdings())


def counts(people: Collection[int] | None = None) -> dict[int, Counter[str]]:
    """By person and kind of work, in one query for each kind."""
    found: dict[int, Counter[str]] = {}
    for holding in holdings():
        rows = holding.under_way().filter(**{f"{holding.key}__isnull": False})
        if people is not None:
            rows = rows.filter(**{f"{holding.key}__in": people})
        pairs = rows.order_by().values_list(holding.key).annotate(Count("pk"))
        for person_id, count in pairs:
            found.setdefault(person_id, Counter())[holding.name] += count
    return found


def still_holding(people: Iterable[Any]) -> list[tuple[Any, int]]:
    """Those among them who hold something, and how much."""
    people = list(people)
    found = counts([person.pk for person in people])
    return [(one, found[one.pk].total()) for one in people if one.pk in found]


def receivers(person: Any = None) -> QuerySet[Any]:
    """Who can take something over at all: somebody else who may log in."""
    people = get_user_model()._default_manager.with_perm(
        "wagtailadmin.access_admin",
        include_superusers=True,
        backend="django.contrib.auth.backends.ModelBackend",
    )
    others = people.filter(is_active=True)
    others = others.exclude(pk=person.pk) if person is not None else others
    return others.order_by("first_name", "last_name", "username")


def able(listed: Iterable[tuple[Holding, Sequence[Any]]], person: Any = None) -> "Able":
    """Who may take all of this, and who some of it."""
    people = list(receivers(person))
    counted: Counter[int] = Counter()
    total = 0
    for holding, items in listed:
        total += len(items)
        for able_to in holding.receivers_of(items, people).values():
            counted.update(able_to)
    return Able(
        [one for one in people if counted[one.pk] == total],
        [one for one in people if 0 < counted[one.pk] < total],
    )


@dataclass(frozen=True)
class Able:
    to_all: list[Any]
    to_some: list[Any]


# --- handing over -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Outcome:
    given: list[Held]
    gone: int  # of what was chosen, how much was not this person's any more


class CannotReceive(Exception):
    """Nothing was handed over: these are nothing for the person chosen."""

    def __init__(self, titles: list[str]) -> None:
        self.titles = titles
        super().__init__(", ".join(titles))


@transaction.atomic
def hand_over(keys: Collection[str], previous: Any, person: Any, user: Any) -> Outcome:
    """All of it or nothing; what somebody else holds by now is left alone and counted."""
    given: list[Held] = []
    refused: list[str] = []
    chosen = _by_holding(keys)
    for holding in holdings():
        pks = chosen.get(holding.name, [])
        for item in _locked(holding, previous, pks):
            held = holding.held(item)
            if not holding.may_receive(person, item):
                refused.append(held.title)
                continue
            before = holding.holder_of(item)
            holding.give(item, person)
            _record(holding, item, before, person, user)
            given.append(held)
    if refused:
        raise CannotReceive(refused)
    if given:
        signals.work_given.send(sender=Holding, given=given, user=user, person=person)
    return Outcome(given, len(set(keys)) - len(given))


def _by_holding(keys: Collection[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for key in set(keys):
        name, _colon, number = key.partition(":")
        if number.isdecimal():
            found.setdefault(name, []).append(int(number))
    return found


def _locked(holding: Holding, previous: Any, pks: list[int]) -> list[Any]:
    """The rows first, then whether they are still this person's: a second click finds none."""
    if not pks:
        return []
    model: Any = holding.under_way().model
    list(model._default_manager.select_for_update().filter(pk__in=pks).order_by("pk").values("pk"))
    return list(holding.of(previous).filter(pk__in=pks).select_related(holding.holder))


def _record(holding: Holding, item: Any, before: Any, person: Any, user: Any) -> None:
    names = {"what": holding.name, "from": str(before or _("nobody")), "to": str(person)}
    log(instance=item, action=ACTION, user=user, data=names)
    signals.work_handed_over.send(
        sender=type(item),
        item=item,
        user=user,
        what=holding.name,
        previous=before,
        person=person,
    )

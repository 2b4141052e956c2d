"""Whoever is given somebody else's work hears of it: once for each act of handing over."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django.urls import reverse
from wagtail.models import Page

from .. import signals
from ..holdings import Held
from ..models import Notice
from .words import GIVEN
from .writing import MATERIAL, PAGE, News, tell

Kind = Notice.Kind


def on_giving(given: Sequence[Held], user: Any, person: Any, **kwargs: Any) -> None:
    data = {GIVEN: len(given), "actor": str(user)}
    key = f"{Kind.ASSIGNED.value}:given:{uuid4().hex}"  # handed back and forth, it is news again
    if len(given) > 1:  # one line and one mail; the desk has them all
        first = given[0].title
        tell(
            [person],
            News(Kind.ASSIGNED, key, first, reverse("wagtailadmin_home"), data=data),
            actor=user,
        )
        return
    one = given[0]
    item_type = PAGE if isinstance(one.item, Page) else MATERIAL
    news = News(
        Kind.ASSIGNED, key, one.title, one.url, item_type=item_type, item_id=one.item.pk, data=data
    )
    tell([person], news, actor=user)


def register() -> None:
    signals.work_given.connect(on_giving, dispatch_uid="newsroom_notices_given")

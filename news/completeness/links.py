"""Links that lead readers nowhere (yet)."""

from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from news.links import inside
from news.links.found import Link, address_of
from news.links.gathered import known, links_of, outside
from news.models.links import LinkCheck
from news.parts import Part
from workflow_steps.templatetags.office_formats import wita_datetime

from .checks import Check

State = LinkCheck.State


def on_links(parts: list[Part]) -> Iterator[Check]:
    """Each link once, leading to where it stands first."""
    first: dict[Link, str] = {}
    for link, path in links_of(parts):
        first.setdefault(link, path)
    objections = inside.objections_to(first)
    for link, sentence in objections.items():
        yield Check(_("Link inside the site"), False, sentence, first[link])
    places = {address_of(link): path for link, path in first.items()}
    addresses = outside(first)
    asked = known(addresses)
    for address in addresses:
        yield from _about(asked.get(address), places[address])
    waiting = [a for a in addresses if a not in asked or asked[a].state == State.NEW]
    if waiting and settings.NEWSROOM_LINK_CHECKS:
        yield Check(_being_asked(len(waiting)), False, path=places[waiting[0]])


def _about(row: LinkCheck | None, path: str) -> Iterator[Check]:
    if row is None or row.checked_at is None or row.state == State.ANSWERS:
        return
    told = _("%(address)s: %(reason)s Asked on %(when)s.") % {
        "address": row.address,
        "reason": row.get_reason_display(),
        "when": wita_datetime(row.checked_at),
    }
    yield Check(_("Link to another site"), False, told, path)


def _being_asked(number: int) -> str:
    told = ngettext(
        "%(count)d link to another site is still being looked at.",
        "%(count)d links to other sites are still being looked at.",
        number,
    )
    return told % {"count": number}

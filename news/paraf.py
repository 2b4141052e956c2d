"""What the public can look up about a page's paraf: who gave it, on what, and whether it fits."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.models import Page

from workflow_steps import live_check
from workflow_steps.content import field_names
from workflow_steps.gate import GatedPageMixin, withdrawal_of
from workflow_steps.live_check import ActLine, Kind, LiveCheck, Verdict
from workflow_steps.models import Capacity, Withdrawal

from .corrections import revisions_that_went_live

ALGORITHM = "SHA-256, canonical JSON (sorted keys, no spaces, UTF-8)"
# Only then is the recorded content what may be read here.
CONTENT_IS_PUBLIC = (Verdict.MATCHES, Verdict.DIFFERS)


@dataclass(frozen=True)
class Signature:
    """Who initialled, as the paraf keeps it: an official in office, never an editor."""

    office: str
    name: str
    letter_number: str = ""

    @property
    def short(self) -> str:
        return self.office or self.name


def signature(line: Any) -> Signature | None:
    """Of an act, or a line about one; nobody signs what is not initialled."""
    if line is None or line.kind != Kind.APPROVAL:
        return None
    prefix = {Capacity.PLT: "Plt. ", Capacity.PLH: "Plh. "}.get(line.capacity, "")
    name = line.actor_name
    if line.acting_for_name:
        name = _("%(name)s for (a.n.) %(holder)s") % {"name": name, "holder": line.acting_for_name}
    office = f"{prefix}{line.actor_office}" if line.actor_office else ""
    return Signature(office, name if office else prefix + name, line.letter_number or "")


@dataclass(frozen=True)
class Record:
    """Everything the verification page says about one page."""

    page: Any
    lines: list[ActLine]  # what was ever public, newest first
    act: Any = None
    check: LiveCheck | None = None
    withdrawal: Withdrawal | None = None

    @property
    def signature(self) -> Signature | None:
        return signature(live_check.in_full(self.act)) if self.act else None

    @property
    def line(self) -> ActLine | None:
        return next((line for line in self.lines if self.act and line.pk == self.act.pk), None)

    @property
    def earlier(self) -> list[ActLine]:
        """What was public before, and what became of it."""
        return [line for line in self.lines if line is not self.line]

    @property
    def page_type(self) -> str:
        return capfirst(str(self.page._meta.verbose_name))

    @property
    def differing_fields(self) -> list[str]:
        return field_names(type(self.page), self.check.fields) if self.check else []

    @property
    def awaits_initial(self) -> bool:
        return self.act is not None and self.act.kind == Kind.EMERGENCY


def record_of(number: int) -> Record | None:
    """``None`` for a page that the public cannot read, or never could."""
    found = Page.objects.filter(pk=number).first()
    if found is None or not issubclass(found.specific_class or Page, GatedPageMixin):
        return None
    if found.get_view_restrictions().exists():
        return None
    page = found.specific
    if not page.live:
        withdrawal = withdrawal_of(page)
        lines = _public_lines(page, live_check.lines_of(page.pk))
        return Record(page, lines, withdrawal=withdrawal) if withdrawal else None
    lines = live_check.lines_of(page.pk)
    act = live_check.act_in_force(page)
    check = live_check.check(page, act, lines)
    return Record(page, _public_lines(page, lines), act, check)


def _public_lines(page: Any, lines: Iterable[ActLine]) -> list[ActLine]:
    """Without what waits for its time, or never came to it."""
    lines = list(lines)
    later = {line.revision_id for line in lines if line.since > line.at}
    if not later:
        return lines
    live = revisions_that_went_live(page, later)
    return [line for line in lines if line.since == line.at or line.revision_id in live]


# --- for machines -----------------------------------------------------------------------------


def as_data(record: Record, request: HttpRequest) -> dict[str, Any]:
    """The same as JSON: names of members are part of the address's promise."""
    page = record.page
    data: dict[str, Any] = {
        "page": {
            "number": page.pk,
            "type": page._meta.label_lower,
            "address": page.get_full_url(request),
        },
        "history": [_line_as_data(line) for line in record.lines],
    }
    if withdrawal := record.withdrawal:
        data["withdrawn"] = {"at": withdrawal.at, "title": withdrawal.page_title}
        return data
    data["page"]["title"] = page.title
    data["act"] = _line_as_data(record.line) if record.line else None
    check = record.check
    if check is None:
        return data
    data["algorithm"] = ALGORITHM
    data["check"] = {
        "at": check.at,
        "matches": check.passed,
        "verdict": check.verdict,
        "digest": check.digest,
        "differs_in": list(check.fields),
    }
    if check.verdict in CONTENT_IS_PUBLIC:
        data["content"] = record.act.content
    return data


def _line_as_data(line: ActLine) -> dict[str, Any]:
    signed = signature(line)
    return {
        "number": line.pk,
        "kind": line.kind,
        "at": line.at,
        "public_since": None if line.kind == Kind.WITHDRAWAL else line.since,
        "digest": line.digest,
        "signed_by": asdict(signed) if signed else None,
    }

"""What stands beside a page's content and readers see all the same, held against what is on record.

Its address, its dates, which version is live, and whether it is restricted.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from wagtail.models import Page, PageLogEntry, PageViewRestriction

from news.corrections import WENT_LIVE

from .evidence import PageEvidence
from .findings import FAILURE, Finding, about
from .models import WorkEvent

# Between Wagtail's setting of the dates and the ledger's line, in one transaction.
AT_ONCE = timedelta(minutes=10)
RESTRICTION = "wagtail.view_restriction."
COPY = "wagtail.copy"


class Standing:
    """Of a handful of pages: three queries for what happened to them, one for the slugs above."""

    def __init__(self, pages: list[Any]) -> None:
        self.slugs = _slugs(pages)
        numbers = [page.pk for page in pages]
        restricted = PageViewRestriction.objects.filter(page_id__in=numbers)
        self.restricted = set(restricted.values_list("page_id", flat=True))
        log = PageLogEntry.objects.filter(page_id__in=numbers, action__startswith=RESTRICTION)
        self.last_action: dict[int, str] = dict(
            log.order_by("timestamp", "pk").values_list("page_id", "action")
        )
        told = PageLogEntry.objects.filter(page_id__in=numbers, action__in=(COPY, *WENT_LIVE))
        self.copies: set[int] = set()
        self.published: dict[int, datetime] = {}  # also again, without any change
        for number, action, at in told.order_by("timestamp", "pk").values_list(
            "page_id", "action", "timestamp"
        ):
            if action == COPY:
                self.copies.add(number)
            else:
                self.published[number] = at

    def check(self, page: Any, evidence: PageEvidence) -> Iterator[Finding]:
        if page.url_path != self._address(page):
            yield about(page, FAILURE, "changed_address", detail=page.url_path)
        if evidence.act and evidence.act.revision_id != page.live_revision_id:
            yield about(page, FAILURE, "other_version", detail=str(page.live_revision_id or "–"))
        if fields := list(self._other_dates(page, evidence)):
            yield about(page, FAILURE, "changed_dates", fields=fields)
        last = self.last_action.get(page.pk, "").removeprefix(RESTRICTION)
        if last in {"create", "edit"} and page.pk not in self.restricted:
            yield about(page, FAILURE, "restriction_gone")

    def _address(self, page: Any) -> str:
        """As ``Page.set_url_path`` makes it; the root of the tree has none."""
        return "/" + "".join(f"{self.slugs[path]}/" for path in _line_of(page)[1:])

    def _other_dates(self, page: Any, evidence: PageEvidence) -> Iterator[str]:
        """Dates that are not those of the ledger's lines.

        What was put live on recorded authority may be older than its line, and so may be the
        first date of a page that is older than the ledger. A copy's versions bring the date of
        what they were copied from (``Page.with_content_json``). Publishing what is live once more
        changes nothing but its last date; the page's history has it.
        """
        first, last = evidence.first_live, evidence.last_live
        own = evidence.made and page.pk not in self.copies
        if own and _differs(first, page.first_published_at):
            yield "first_published_at"
        again = self.published.get(page.pk)
        if _differs(last, page.last_published_at) and not _near(again, page.last_published_at):
            yield "last_published_at"


def _line_of(page: Any) -> list[str]:
    """The tree paths of the page and of everything above it, from the root down."""
    return [page.path[: depth * Page.steplen] for depth in range(1, page.depth + 1)]


def _slugs(pages: list[Any]) -> dict[str, str]:
    paths = {path for page in pages for path in _line_of(page)}
    return dict(Page.objects.filter(path__in=paths).order_by().values_list("path", "slug"))


def _differs(line: WorkEvent | None, date: datetime | None) -> bool:
    if line is None or line.kind == WorkEvent.Kind.AUTHORITY_RECORDED:
        return False
    return not _near(line.at, date)


def _near(one: datetime | None, other: datetime | None) -> bool:
    return one is not None and other is not None and abs(one - other) <= AT_ONCE

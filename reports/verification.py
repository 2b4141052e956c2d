"""Proves for everything live that it was initialled in exactly that form (invariant 10).

Nothing that the application has remembered is believed: content is read from the database again,
every file from the disk.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Page

from workflow_steps.content import content_of

from . import site_checks
from .evidence import FileKey, attach_information_classes, on_record, used_files
from .findings import FAILURE, Finding, about
from .models import VerificationRun
from .page_checks import check_page
from .standing import Standing
from .watched import current_watchlist
from .watchlist import Watchlist

__all__ = ["Finding", "Result", "verify"]

CHUNK = 50  # pages held in memory at once
RUNS_KEPT = 24 * 35  # five weeks of hours
FINDINGS_KEPT = 500  # per run; the numbers are always complete
STALE_AFTER = timedelta(hours=2)  # it runs hourly


@dataclass
class Result:
    """One run: how much was compared, and what was found, failures first."""

    started_at: datetime
    pages: int = 0
    findings: list[Finding] = field(default_factory=list)
    finished_at: datetime | None = None

    @property
    def failures(self) -> int:
        return sum(finding.is_failure for finding in self.findings)

    @property
    def notices(self) -> int:
        return len(self.findings) - self.failures

    def as_data(self) -> dict[str, Any]:
        """For ``--json``: what another program may want to know."""
        return {
            "started_at": self.started_at.isoformat(),
            "finished_at": self.finished_at.isoformat() if self.finished_at else None,
            "pages": self.pages,
            "failures": self.failures,
            "notices": self.notices,
            "findings": [
                finding.as_data() | {"message": finding.message} for finding in self.findings
            ],
        }


def verify(*, store: bool = True) -> Result:
    """Compare everything that is live with what was initialled."""
    result = Result(timezone.now())
    run = VerificationRun.objects.create(started_at=result.started_at) if store else None
    # Stored words are the office's, whoever pressed the button.
    with override(settings.LANGUAGE_CODE):
        watchlist = current_watchlist()
        checker = _Checker(watchlist)
        result.findings.extend(_careful(site_checks.check_site(watchlist)))
        for pages in _chunks():
            result.pages += len(pages)
            result.findings.extend(checker.check(pages))
    result.findings.sort(key=lambda finding: not finding.is_failure)
    result.finished_at = timezone.now()
    if run:
        _store(run, result)
    return result


def _store(run: VerificationRun, result: Result) -> None:
    run.finished_at = result.finished_at
    run.pages, run.failures, run.notices = result.pages, result.failures, result.notices
    run.findings = [finding.as_data() for finding in result.findings[:FINDINGS_KEPT]]
    run.save()
    kept = VerificationRun.objects.order_by("-started_at", "-pk").values("pk")[:RUNS_KEPT]
    VerificationRun.objects.exclude(pk__in=list(kept.values_list("pk", flat=True))).delete()


def _careful(findings: Iterator[Finding]) -> Iterator[Finding]:
    """What cannot be checked is a failure, and the rest goes on."""
    try:
        yield from findings
    except Exception as error:
        yield Finding(FAILURE, "check_failed", title="", detail=_said(error))


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:500]


def _chunks() -> Iterator[list[int]]:
    """Numbers of the live pages of gated types, a handful at a time."""
    live = site_checks.live_pages().order_by("pk")
    last = 0
    while pks := list(live.filter(pk__gt=last).values_list("pk", flat=True)[:CHUNK]):
        yield pks
        last = pks[-1]


class _Checker:
    """Checks handfuls of pages, and every failing page a second time by itself."""

    def __init__(self, watchlist: Watchlist) -> None:
        self.watchlist = watchlist
        # Files whose library texts and sizes were looked at already, on another page.
        self.seen: set[FileKey] = set()

    def check(self, pks: Sequence[int]) -> Iterator[Finding]:
        found: dict[int, list[Finding] | None]
        try:
            found = dict(self._compare(pks, self.seen))
        except Exception:  # one of them; each is tried by itself below
            found = dict.fromkeys(pks)
        for pk in pks:
            findings = found.get(pk, [])
            if findings is None or any(finding.is_failure for finding in findings):
                findings = self._again(pk)
            yield from findings

    def _again(self, pk: int) -> list[Finding]:
        """Fresh, and while nobody can publish it: a paraf given meanwhile is no false alarm.

        Whoever publishes holds the page's row until the act and the ledger's line are written.
        """
        try:
            with transaction.atomic():
                Page.objects.select_for_update().filter(pk=pk).first()
                return self._compare([pk], frozenset()).get(pk, [])
        except Exception as error:
            page = Page.objects.filter(pk=pk).first()
            return [about(page, FAILURE, "check_failed", detail=_said(error))] if page else []

    def _compare(
        self, pks: Sequence[int], seen: set[FileKey] | frozenset[FileKey]
    ) -> dict[int, list[Finding]]:
        """Findings by page, for those that are live."""
        pages = list(Page.objects.filter(pk__in=pks, live=True).specific())
        attach_information_classes(pages)
        evidence = on_record(pages)
        contents = {page.pk: content_of(page, cached=False) for page in pages}
        library = used_files(contents.values(), seen)
        self.seen.update(library.items)
        standing = Standing(pages)
        return {
            page.pk: [
                *check_page(page, contents[page.pk], evidence[page.pk], library, self.watchlist),
                *standing.check(page, evidence[page.pk]),
            ]
            for page in pages
        }

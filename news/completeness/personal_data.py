"""Personal data that nobody has answered for yet: submitting asks about it (step 3)."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from news.privacy_check import open_findings
from news.privacy_findings import Finding
from news.privacy_gate import PrivacyCheckedMixin

from .checks import Check

NAMED = 5  # a list of recipients may have hundreds; the question itself names them all


def personal_data_in(page: Any) -> list[Check]:
    """As of the saved content; reads no file."""
    if not isinstance(page, PrivacyCheckedMixin):
        return []
    return list(_checks(open_findings(page)))


def _checks(found: list[Finding]) -> Iterator[Check]:
    for finding in found[:NAMED]:
        label = _("%(kind)s: %(place)s") % {"kind": finding.label, "place": finding.place}
        shown = ", ".join(finding.shown) + (" …" if finding.more else "")
        detail = f"{shown} {finding.warning}".strip()
        path = ".".join(filter(None, (finding.field, finding.block)))
        yield Check(label, False, detail, path, _document(finding))
    more = len(found) - NAMED
    if more > 0:
        told = ngettext("%(count)d more place", "%(count)d more places", more)
        yield Check(told % {"count": more}, False)


def _document(finding: Finding) -> str:
    given = finding.document_id
    return reverse("wagtaildocs:edit", args=[given]) if given else ""

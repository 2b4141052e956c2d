"""The check for personal data before anything is handed in (step 3) or goes live in an emergency.

``findings_for`` says what is there, ``open_findings`` what nobody has answered for yet. Somebody
who has looked confirms with a reason; that holds for what was found and for nothing else, so a
further find asks again and a change elsewhere does not.
"""

import re
import time
from collections import Counter
from collections.abc import Collection, Iterable
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.fields import StreamField

from workflow_steps.content import files_of
from workflow_steps.refusals import SubmissionRefused

from . import privacy_examination, privacy_findings, signals
from .models import HomePage, PrivacyConfirmation
from .privacy.contacts import find_emails, find_phones, national
from .privacy.folding import fold
from .privacy.kinds import Kind
from .privacy_examination import fingerprint
from .privacy_findings import Finding

ORDER = (Kind.NIK, Kind.CHILD, Kind.ACCOUNT, Kind.PHONE, Kind.EMAIL, Kind.UNREADABLE)
BUDGET = 40.0  # seconds in which the missing files of one page are begun
_CHAT_LINK = re.compile(r"(?:wa\.me/|tel:|phone=)\+?(\d{8,15})")


class PrivacyUnsettled(SubmissionRefused):
    """Finds that nobody has answered for: not a fault, but a question."""

    def __init__(self, page: Any, findings: list[Finding]) -> None:
        super().__init__([])
        self.findings = findings
        self.next_url = reverse("newsroom_privacy", args=[page.pk])
        places = len(findings)
        self.message = ngettext(
            "Look at the personal data first: %(count)d place has to be checked.",
            "Look at the personal data first: %(count)d places have to be checked.",
            places,
        ) % {"count": places}
        self.args = (self.message,)


# --- what is there --------------------------------------------------------------------------


def findings_for(page: Any) -> list[Finding]:
    """Everything found in this content, whether it was confirmed or not; reads no file."""
    files = files_of(page)
    own = own_contacts()
    documents = privacy_findings.documents_in(files)
    return [
        *privacy_findings.of_text(page, files, own),
        *privacy_findings.of_documents(documents, own),
    ]


def open_findings(page: Any) -> list[Finding]:
    """Of those, the ones that nobody has answered for."""
    found = findings_for(page)
    if not found or not page.pk:
        return found
    confirmed = confirmed_fingerprints(page.pk)
    return [finding for finding in found if is_open(finding, confirmed)]


def is_open(finding: Finding, confirmed: Collection[str]) -> bool:
    return finding.is_pending or not finding.fingerprints <= set(confirmed)


def confirmed_fingerprints(page_id: int) -> set[str]:
    rows = PrivacyConfirmation.objects.filter(page=page_id).values_list("fingerprints", flat=True)
    return {print_ for prints in rows for print_ in prints}


def confirmations_of(page_id: int) -> list[PrivacyConfirmation]:
    return list(PrivacyConfirmation.objects.filter(page=page_id))


def own_contacts() -> set[str]:
    """Fingerprints of what the office itself tells readers on its front page (ADR 0013)."""
    office = HomePage.objects.live().first()
    if office is None:
        return set()
    numbers = {national(number) for number in (office.phone, office.whatsapp) if number}
    addresses = {office.email.lower()} if office.email else set()
    for field in office._meta.concrete_fields:
        if isinstance(field, StreamField):
            for text in _strings(field.value_from_object(office).raw_data):
                folded = fold(text)
                numbers |= {national(number) for number in _CHAT_LINK.findall(folded)}
                numbers |= {match.value for match in find_phones(folded)}
                addresses |= {match.value for match in find_emails(folded)}
    return {fingerprint(Kind.PHONE, number) for number in numbers} | {
        fingerprint(Kind.EMAIL, address) for address in addresses
    }


def _strings(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for member in value.values():
            yield from _strings(member)
    elif isinstance(value, Iterable):
        for member in value:
            yield from _strings(member)


def examine_missing(page: Any, seconds: float = BUDGET) -> None:
    """Read what no worker has read yet; what there is no time for stays "not examined yet"."""
    documents = privacy_findings.documents_in(files_of(page))
    keys = {document: privacy_examination.key_of(document) for document in documents}
    known = privacy_examination.stored(key for key in keys.values() if key)
    ends = time.monotonic() + seconds
    for document, key in keys.items():
        if key is not None and key not in known and time.monotonic() < ends:
            privacy_examination.examine(document)


# --- what is asked and answered -------------------------------------------------------------


def refuse_unless_confirmed(page: Any) -> None:
    """The choke point: a round begins, or an emergency goes live, only behind this."""
    found = open_findings(page)
    if any(finding.is_pending for finding in found):
        examine_missing(page)
        found = open_findings(page)
    if found:
        raise PrivacyUnsettled(page, found)


def kinds_of(findings: Iterable[Finding]) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for finding in findings:
        counts[str(finding.kind)] += finding.count
    return dict(counts)


@transaction.atomic
def confirm(page: Any, user: Any, findings: list[Finding], reason: str) -> PrivacyConfirmation:
    """Record who answers for these finds; ``reports`` writes it into the ledger."""
    fingerprints = sorted({print_ for finding in findings for print_ in finding.fingerprints})
    confirmation = PrivacyConfirmation.objects.create(
        page_id=page.pk,
        fingerprints=fingerprints,
        kinds=kinds_of(findings),
        reason=reason,
        user=user,
        user_name=str(user),
    )
    signals.privacy_confirmed.send(
        sender=PrivacyConfirmation, page=page, user=user, confirmation=confirmation
    )
    return confirmation


def notes(page: Any) -> list[str]:
    """Who answered for what is in this page, for whoever puts it before the public."""
    found = findings_for(page)
    if not found:
        return []
    prints = {print_ for finding in found for print_ in finding.fingerprints}
    return [
        _("Personal data checked by %(who)s: %(reason)s")
        % {"who": confirmation.user_name, "reason": confirmation.reason}
        for confirmation in confirmations_of(page.pk)
        if prints & set(confirmation.fingerprints)
    ]

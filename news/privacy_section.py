"""On the sign-off sheet: what was found in the page, and who answers for it."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workflow_steps.sign_off.base import SignOffSection

from . import privacy_check
from .models import PrivacyConfirmation
from .privacy_findings import Finding
from .privacy_gate import PrivacyCheckedMixin


@dataclass(frozen=True)
class Row:
    finding: Finding
    confirmations: list[PrivacyConfirmation]
    is_open: bool


class PrivacySection(SignOffSection):
    name = "data-pribadi"
    heading = gettext_lazy("Personal data")
    order = 60
    template_name = "news/sign_off/privacy.html"

    @property
    def is_shown(self) -> bool:
        return isinstance(self.sheet.page, PrivacyCheckedMixin) and bool(self.rows)

    @cached_property
    def rows(self) -> list[Row]:
        findings = privacy_check.findings_for(self.sheet.page)
        if not findings:
            return []
        confirmations = privacy_check.confirmations_of(self.sheet.stored.pk)
        confirmed = {mark for one in confirmations for mark in one.fingerprints}
        return [
            Row(
                finding,
                [one for one in confirmations if finding.fingerprints & set(one.fingerprints)],
                privacy_check.is_open(finding, confirmed),
            )
            for finding in findings
        ]

    @cached_property
    def confirmations(self) -> list[PrivacyConfirmation]:
        """Each once: one reason often stands for many places."""
        found = {one.pk: one for row in self.rows for one in row.confirmations}
        return list(found.values())

    @property
    def summary(self) -> str:
        return str(len(self.rows))

    @property
    def warns(self) -> bool:
        """Whoever decides looks at it as well: a confirmation is one person's word."""
        return bool(self.rows)

    @property
    def open_count(self) -> int:
        return sum(row.is_open for row in self.rows)

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        context = super().get_context_data(parent_context)
        return context | {"unchecked": _("Nobody has confirmed this.")}

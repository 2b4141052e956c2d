"""What ``verify_published`` can find; kept as data, said in each reader's language."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from workflow_steps.content import field_names

FAILURE = "failure"
NOTICE = "notice"

MESSAGES: dict[str, str | Promise] = {
    "no_approval": gettext_lazy("Live without an initial (paraf)."),
    "live_after_withdrawal": gettext_lazy("Live although it was withdrawn."),
    "too_early": gettext_lazy("Live before the time that was approved."),
    "changed_text": gettext_lazy("Not the text that was initialled."),
    "older_content": gettext_lazy("Older content than was last published."),
    "changed_file": gettext_lazy("A file is not the one that was initialled."),
    "missing_file": gettext_lazy("A file that was initialled is missing on the server."),
    "file_gone": gettext_lazy("A file that was initialled is not part of the page any more."),
    "file_came": gettext_lazy("A file is part of the page that was not initialled."),
    "changed_rendition": gettext_lazy("A picture size served to readers was exchanged."),
    "stray_file": gettext_lazy("A file among the served pictures that is no picture."),
    "unknown_picture": gettext_lazy("A picture among the served ones that no image has."),
    "missing_rendition": gettext_lazy("A picture size served to readers is missing."),
    "altered_act": gettext_lazy("The record of an initial (paraf) or a withdrawal was altered."),
    "act_not_in_ledger": gettext_lazy(
        "The ledger does not confirm an initial (paraf) or a withdrawal."
    ),
    "act_gone": gettext_lazy("An initial (paraf) or a withdrawal in the ledger is gone."),
    "broken_ledger": gettext_lazy("The ledger's chain does not fit from this line on."),
    "never_public": gettext_lazy("This may never be public."),
    "changed_address": gettext_lazy("Its address is not the one of its place in the tree."),
    "changed_dates": gettext_lazy("Its dates are not those in the ledger."),
    "other_version": gettext_lazy("The version entered as live is not the one of its act."),
    "restriction_gone": gettext_lazy("A restriction of its readers was taken away unseen."),
    "changed_class": gettext_lazy("The codes of the information classes were changed."),
    "changed_site": gettext_lazy("The site does not start at its front page."),
    "unknown_site_host": gettext_lazy("The site's host name is none that this server answers to."),
    "ungated_page": gettext_lazy("Live, but of a page type that nobody initials."),
    "alias": gettext_lazy("Live as a second address of another page."),
    "emergency_open": gettext_lazy("Published in an emergency, waiting for its initial (paraf)."),
    "emergency_overdue": gettext_lazy("Published in an emergency; its initial (paraf) is overdue."),
    "watched_word": gettext_lazy("A word from the list of gambling terms."),
    "unknown_host": gettext_lazy("A link to a host that is not on the list."),
    "check_failed": gettext_lazy("The check itself did not succeed."),
    "leftover_authority": gettext_lazy("An authority to publish was left in the database."),
    "guard_missing": gettext_lazy("The database's own guard is not installed."),
}


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it was initialled (failure), or worth knowing (notice).

    ``url``: where a reader sees it, or, without a page, where the office can change it.
    ``detail`` names things (files, words, times) and is not translated.
    """

    severity: str
    code: str
    title: str
    page_id: int | None = None
    page_type: str = ""
    url: str = ""
    fields: list[str] = field(default_factory=list)
    detail: str = ""

    @property
    def is_failure(self) -> bool:
        return self.severity == FAILURE

    @property
    def message(self) -> str:
        return str(MESSAGES.get(self.code, self.code))

    @property
    def field_labels(self) -> list[str]:
        """The fields as the editor's form calls them."""
        return [field_label(self.page_type, name) for name in self.fields]

    def as_data(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Finding":
        """A stored finding; members that a later version added or dropped do no harm."""
        known = {f.name for f in fields(cls)}
        return cls(**{name: value for name, value in data.items() if name in known})


def about(page: Any, severity: str, code: str, *, fields: Any = (), detail: str = "") -> Finding:
    """A finding about a page."""
    return Finding(
        severity=severity,
        code=code,
        title=page.title,
        page_id=page.pk,
        page_type=page._meta.label_lower,
        url=page.get_full_url() or "",
        fields=list(fields),
        detail=detail,
    )


def field_label(page_type: str, name: str) -> str:
    try:
        return field_names(apps.get_model(page_type), [name])[0]
    except (LookupError, ValueError):
        return name

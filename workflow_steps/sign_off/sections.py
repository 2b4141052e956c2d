"""The sections below the page on the sheet; other floors register theirs by a hook.

``hooks.register("register_sign_off_section", factory)``: the factory gets the ``Sheet`` and gives
a ``SignOffSection``. Each looks things up in a fixed number of queries.
"""

from dataclasses import replace
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import hooks
from wagtail.images import get_image_model

from .. import gate
from ..content import content_of, file_sha256, files_of
from ..file_labels import Labels, label
from .base import SignOffSection
from .beside import BesideSection
from .changes import Changes, changes_between, label_changes
from .sheet import Sheet


def sections_of(sheet: Sheet) -> list[SignOffSection]:
    factories = hooks.get_hooks("register_sign_off_section")
    found = [section(sheet) for section in (*OWN_SECTIONS, *factories)]
    return sorted((section for section in found if section.is_shown), key=lambda s: s.order)


class ReturnsSection(SignOffSection):
    """What was wanted when the page was sent back."""

    name = "pengembalian"
    heading = gettext_lazy("Earlier returns")
    order = 100
    template_name = "workflow_steps/sign_off/returns.html"
    starts_open = True

    @property
    def is_shown(self) -> bool:
        return bool(self.sheet.returns)

    @property
    def summary(self) -> str:
        return f"{len(self.sheet.returns)}×"


class ChangesSection(SignOffSection):
    """Against the version of the round before, and against what the public reads now."""

    name = "perubahan"
    heading = gettext_lazy("Changes")
    order = 200
    template_name = "workflow_steps/sign_off/changes.html"
    starts_open = True

    @cached_property
    def since_round(self) -> Changes | None:
        last = self.sheet.round_before
        return self._since(last.revision.as_object(), last) if last else None

    @cached_property
    def since_live(self) -> Changes | None:
        if self.sheet.live is None:
            return None
        return self._since(self.sheet.live, gate.act_of_live(self.sheet.live))

    def _since(self, before: Any, record: Any) -> Changes:
        """``record``: what keeps the content of ``before`` as it was, an act or a task state."""
        sheet = self.sheet
        content = (record and record.content) or content_of(before)
        changes = changes_between(before, sheet.page, sheet.request, content, sheet.content)
        labels = (record and record.file_labels) or {}
        return replace(changes, fields=changes.fields + label_changes(labels, sheet.file_labels))

    @property
    def summary(self) -> str:
        found = self.since_live if self.since_round is None else self.since_round
        return _("first time") if found is None else str(len(found))

    @property
    def comparisons(self) -> list[tuple[str, Changes]]:
        pairs = [
            (_("Since the round before"), self.since_round),
            (_("Against what is live now"), self.since_live),
        ]
        return [(heading, changes) for heading, changes in pairs if changes is not None]


class FilesSection(SignOffSection):
    """Every picture and document that goes live with the page."""

    name = "berkas"
    heading = gettext_lazy("Files on the page")
    order = 300
    template_name = "workflow_steps/sign_off/files.html"

    @cached_property
    def files(self) -> list[dict[str, Any]]:
        return [describe(item, self.sheet.file_labels) for item in files_of(self.sheet.page)]

    @property
    def summary(self) -> str:
        return str(len(self.files))

    @property
    def warns(self) -> bool:
        return any(file["missing"] for file in self.files)


def describe(item: Any, labels: Labels) -> dict[str, Any]:
    """A file of the library in the words of its reader: type, size, and where to read it."""
    is_image = isinstance(item, get_image_model())
    missing = file_sha256(item.file) == "missing"
    return {
        "title": label(labels, item, "title"),
        "is_image": is_image,
        "type": item.file.name.rpartition(".")[2].upper(),
        "size": "" if missing else filesizeformat(item.file.size),
        "dimensions": f"{item.width} × {item.height}" if is_image else "",
        "url": item.file.url if is_image else item.url,
        "missing": missing,
    }


OWN_SECTIONS: tuple[type[SignOffSection], ...] = (
    ReturnsSection,
    BesideSection,
    ChangesSection,
    FilesSection,
)


def notice_of(sections: list[SignOffSection]) -> dict[str, str] | None:
    """How many sections ask for a look, for a line above the buttons, and where the first is."""
    warning = [section for section in sections if section.warns]
    if not warning:
        return None
    text = ngettext(
        "%(count)d notice: look before you decide.",
        "%(count)d notices: look before you decide.",
        len(warning),
    )
    return {"text": text % {"count": len(warning)}, "anchor": warning[0].name}

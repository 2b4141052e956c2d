"""The sheet of what is public already: the same sections, asked about the live page."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from .. import emergency
from ..file_labels import Labels
from ..inbox_rows import Deadline
from ..models import EmergencyPublication
from .sections import ChangesSection, SignOffSection, sections_of
from .sheet import Sheet, signature


class EmergencySheet(Sheet):
    """An open emergency publication in place of a waiting task state, of which it has none."""

    live = None
    returns = []

    def __init__(self, request: HttpRequest, running: EmergencyPublication, page: Any) -> None:
        self.request = request
        self.user: Any = request.user
        self.running = running
        self.stored = page

    @cached_property
    def page(self) -> Any:
        """As it is live, which is what the paraf will be about."""
        return self.stored

    @cached_property
    def file_labels(self) -> Labels:
        return self.running.file_labels

    @cached_property
    def deadline(self) -> Deadline:
        return emergency.clock(self.running, self.times)

    @cached_property
    def objection(self) -> str:
        """Why this person cannot give the paraf."""
        return emergency.initial_objection(self.running, self.stored, self.user)

    @cached_property
    def problem(self) -> str:
        """Why nobody can."""
        if self.digest == self.running.digest:
            return ""
        return _("What is public is not what was published. Take it offline.")

    @cached_property
    def signs_as(self) -> str:
        standing = None if self.objection else emergency.standing_for(self.stored, self.user)
        return signature(self.user, standing) if standing else ""

    def sections(self) -> list[SignOffSection]:
        """All but the changes: they are told against what is live, and that is this page."""
        return [section for section in sections_of(self) if section.name != ChangesSection.name]

"""What goes public with a page and is not to be seen on it: its address, its title for searches."""

from typing import Any

from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from ..templatetags.office_formats import wita_datetime
from .base import SignOffSection


class BesideSection(SignOffSection):
    """The paraf binds these as well, so they are before the approver (invariant 3)."""

    name = "selain-isi"
    heading = gettext_lazy("Beside the page itself")
    order = 150
    template_name = "workflow_steps/sign_off/beside.html"

    @cached_property
    def rows(self) -> list[tuple[str, str]]:
        page = self.sheet.page
        rows = [
            (_("Address"), self.address),
            (self._label("seo_title"), page.seo_title),
            (self._label("search_description"), page.search_description),
            (_("Menu"), _("in the site's menu") if page.show_in_menus else ""),
            (_("Public until"), wita_datetime(page.expire_at) if page.expire_at else ""),
        ]
        return [(label, value) for label, value in rows if value]

    @cached_property
    def address(self) -> str:
        """With the draft's own slug, which its row may not have yet."""
        stored: Page = self.sheet.stored
        parent = stored.get_parent()
        above = parent.get_full_url(self.sheet.request) if parent else None
        if above is None:  # the front page
            return stored.get_full_url(self.sheet.request) or ""
        return f"{above}{self.sheet.page.slug}/"

    def _label(self, name: str) -> str:
        return capfirst(str(self.sheet.page._meta.get_field(name).verbose_name))

    @property
    def summary(self) -> str:
        return str(len(self.rows))

    @property
    def warns(self) -> bool:
        """Searches, and the browser's tab, would show another title than the page does."""
        page: Any = self.sheet.page
        return bool(page.seo_title and page.seo_title != page.title)

    @property
    def starts_open(self) -> bool:
        return self.warns or bool(self.sheet.page.expire_at)

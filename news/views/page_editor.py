"""Wagtail's editor of pages: says what is missing, and asks about personal data before it hands on.

Wagtail saves and submits in one step. What was typed must not be lost over the question, so the
draft is saved first, and a page of its own asks (``views/privacy.py``).
"""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from wagtail.admin.auth import require_admin_access
from wagtail.admin.urls.pages import urlpatterns
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.revisions import RevisionsRevertView

from news import privacy_check
from news.editor.completeness_panel import CompletenessSidePanel
from news.models import NewsroomPage
from news.privacy_gate import PrivacyCheckedMixin

from .privacy import question_url


class AsksAboutPrivacy:
    """Put before Wagtail's view; the form is valid in full when its actions are called."""

    form: Any
    page: Any
    save_action: Any

    def submit_action(self) -> HttpResponse:
        return self._ask_first(submits=True) or super().submit_action()  # type: ignore[misc]

    def restart_workflow_action(self) -> HttpResponse:
        return self._ask_first(submits=True) or super().restart_workflow_action()  # type: ignore[misc]

    def perform_workflow_action(self) -> HttpResponse:
        """A reviewer may have added something; then they decide after they have answered."""
        question = None
        if self.workflow_action == "approve" and self.has_content_changes:  # type: ignore[attr-defined]
            question = self._ask_first(submits=False)
        return question or super().perform_workflow_action()  # type: ignore[misc]

    def _ask_first(self, *, submits: bool) -> HttpResponse | None:
        content = self.form.instance
        if not isinstance(content, PrivacyCheckedMixin) or not privacy_check.open_findings(content):
            return None
        response: HttpResponse = self.save_action()
        if response.status_code != 302:
            return response  # it could not be saved, and says why
        return redirect(question_url(self.page, submits=submits))


class PageEditor(AsksAboutPrivacy):
    """The editor of a page as this newsroom has it."""

    def get_side_panels(self) -> Any:
        """Wagtail 7.4 has no hook for the side panels of pages."""
        panels = super().get_side_panels()  # type: ignore[misc]
        if isinstance(self.page, NewsroomPage) and not self.page.alias_of_id:
            panels.append(CompletenessSidePanel(self.page, self.request))  # type: ignore[attr-defined]
            panels.sort(key=lambda panel: panel.order)
        return panels


class CreatePage(PageEditor, CreateView):
    pass


class EditPage(PageEditor, EditView):
    pass


class RevertPage(PageEditor, RevisionsRevertView):
    pass


VIEWS: dict[str, Any] = {"add": CreatePage, "edit": EditPage, "revisions_revert": RevertPage}


def take_wagtails_place() -> None:
    """Behind Wagtail's own addresses, whose names others go by (``RecordOpeningMiddleware``).

    A pattern of ours before Wagtail's would answer without its namespace.
    """
    for pattern in urlpatterns:
        if view := VIEWS.get(pattern.name):
            pattern.callback = require_admin_access(view.as_view())

"""What has been public is not deleted (invariant 7); whoever tries is told what to do instead.

The gate refuses by itself, and Wagtail then says "no permission". This says why.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views.pages import delete as page_delete
from wagtail.admin.views.pages.bulk_actions import DeleteBulkAction
from wagtail.models import Page

from ..gate import GatedPageMixin, was_ever_public


def holds_public_pages(page: Page) -> bool:
    """Whether the page, or one below it, has been public or was decided to be."""
    if was_ever_public(page.pk):
        return True
    below: Any = page.get_descendants()
    return bool(below.filter(first_published_at__isnull=False).exists())


def delete_or_explain(request: HttpRequest, page_id: int) -> HttpResponse:
    """Wagtail's delete view for what was never public."""
    page: Any = get_object_or_404(Page, pk=page_id).specific
    tester = page.permissions_for_user(request.user)
    concerned = tester.can_edit() or tester.can_unpublish()
    is_gated = issubclass(page.specific_class, GatedPageMixin)
    if tester.can_delete() or not concerned or not is_gated:
        response: HttpResponse = page_delete.delete(request, page_id)
        return response
    if not holds_public_pages(page):
        return page_delete.delete(request, page_id)  # which refuses, for want of permission
    buttons = []
    if tester.can_unpublish():
        url = reverse("newsroom_withdraw", args=[page.pk])
        buttons.append(messages.button(url, _("Withdraw")))
    messages.error(
        request,
        _(
            "“%(title)s” cannot be deleted: it, or a page below it, has been public. "
            "What is public is withdrawn, with a reason that readers see."
        )
        % {"title": page.get_admin_display_title()},
        buttons=buttons,
    )
    return redirect(
        "wagtailadmin_pages:edit" if tester.can_edit() else "newsroom_withdraw", page.pk
    )


class ExplainingDeleteBulkAction(DeleteBulkAction):
    """Says of pages that have been public why they stay, and offers to withdraw them."""

    template_name = "workflow_steps/delete_bulk.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        stay = [entry["item"] for entry in context["items_with_no_access"]]
        public = [page for page in stay if page.first_published_at or page.live]
        context["have_been_public"] = public
        context["items_with_no_access"] = [
            entry for entry in context["items_with_no_access"] if entry["item"] not in public
        ]
        may_withdraw = [
            page
            for page in public
            if page.specific_deferred.permissions_for_user(self.request.user).can_unpublish()
        ]
        if may_withdraw:
            context["withdraw_url"] = (
                reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
                + "?"
                + "&".join(f"id={page.pk}" for page in may_withdraw)
            )
        return context

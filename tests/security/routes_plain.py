"""Wagtail without our pieces, one by one: how a test shows that it can fail.

``plain_wagtail()`` takes all of them away, ``plain_wagtail("gate", "guard")`` those. Use it in a
transaction that is rolled back: the database's triggers go, too.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import Any
from unittest import mock

from django.db import connection
from django.db.models.signals import pre_delete
from django.test import override_settings
from django.urls import clear_url_caches
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.admin.forms.pages import CopyForm
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.admin.views.pages.bulk_actions import (
    DeleteBulkAction,
    PublishBulkAction,
    UnpublishBulkAction,
)
from wagtail.locks import WorkflowLock
from wagtail.models import (
    AbstractGroupApprovalTask,
    Page,
    PagePermissionTester,
    Revision,
    Task,
    WorkflowState,
)
from wagtail.signals import pre_page_move, workflow_cancelled
from wagtail.workflows import publish_workflow_state

from workflow_steps import addresses, deletion, live_guard, withdrawal
from workflow_steps.gate import GatedPageMixin
from workflow_steps.models import DivisionHeadApprovalTask
from workflow_steps.models.tasks import ReviewTask
from workflow_steps.page_api import ReadOnlyPagesAPIViewSet

Piece = Callable[[], AbstractContextManager[Any]]


@contextmanager
def gate() -> Iterator[None]:
    """``GatedPageMixin`` saves, publishes and unpublishes as ``Page`` does."""
    with (
        mock.patch("workflow_steps.gate.needs_authority", return_value=False),
        mock.patch("workflow_steps.addresses.objection_to_slug", return_value=""),
        mock.patch.object(GatedPageMixin, "save_revision", Page.save_revision),
        mock.patch.object(GatedPageMixin, "publish", Page.publish),
        mock.patch.object(GatedPageMixin, "unpublish", Page.unpublish),
    ):
        yield


@contextmanager
def guard() -> Iterator[None]:
    """No trigger in the database; the transaction's end brings them back."""
    live_guard.remove(connection)
    yield


def buttons() -> AbstractContextManager[Any]:
    """Wagtail's permission tester."""

    def tester(page: Any, user: Any) -> PagePermissionTester:
        return PagePermissionTester(user, page)

    return mock.patch.object(GatedPageMixin, "permissions_for_user", tester)


def copies() -> AbstractContextManager[Any]:
    return mock.patch.object(GatedPageMixin, "copy", Page.copy)


@contextmanager
def finish() -> Iterator[None]:
    """Wagtail's finish action: the *latest* revision, by whom may publish."""
    with mock.patch.object(WorkflowState, "on_finish", publish_workflow_state):
        yield


@contextmanager
def tasks() -> Iterator[None]:
    """Tasks that start, lock and decide as ``GroupApprovalTask`` does."""
    stock = AbstractGroupApprovalTask
    with ExitStack() as stack:
        for name in ("get_actions", "user_can_access_editor", "get_form_for_action"):
            stack.enter_context(mock.patch.object(ReviewTask, name, getattr(stock, name)))
        stack.enter_context(mock.patch.object(ReviewTask, "on_action", Task.on_action))
        final = DivisionHeadApprovalTask
        stack.enter_context(mock.patch.object(final, "locked_for_user", stock.locked_for_user))
        stack.enter_context(mock.patch.object(final, "lock_class", WorkflowLock))
        yield


@contextmanager
def views() -> Iterator[None]:
    """Wagtail's own addresses, bulk actions and API."""
    actions = bulk_action_registry.actions
    bulk_action_registry.get_bulk_action_class("wagtailcore", "page", "publish")  # fills it
    stock = {
        "publish": PublishBulkAction,
        "unpublish": UnpublishBulkAction,
        "delete": DeleteBulkAction,
    }
    with (
        override_settings(ROOT_URLCONF="tests.security.routes_plain_urls"),
        mock.patch.dict(actions["wagtailcore"]["page"], stock),
        mock.patch.object(PublishBulkAction, "models", [Page]),
        mock.patch.object(GatedPageMixin, "copy_form_class", CopyForm),
        mock.patch.object(ReadOnlyPagesAPIViewSet, "actions", PagesAdminAPIViewSet.actions),
    ):
        clear_url_caches()
        yield
    clear_url_caches()


@contextmanager
def signals() -> Iterator[None]:
    """Nothing listens: deletion, moving, and cancelling instead of returning."""
    pre_delete.disconnect(dispatch_uid="newsroom_keeps_what_was_live")
    pre_delete.disconnect(sender=Revision, dispatch_uid="newsroom_keeps_live_revision")
    pre_page_move.disconnect(dispatch_uid="newsroom_keeps_addresses")
    workflow_cancelled.disconnect(withdrawal.refuse_return_without_reason, sender=WorkflowState)
    try:
        yield
    finally:
        deletion.register()
        addresses.register()
        withdrawal.register()


PIECES: dict[str, Piece] = {
    piece.__name__: piece for piece in (gate, guard, buttons, copies, finish, tasks, views, signals)
}


@contextmanager
def plain_wagtail(*names: str) -> Iterator[None]:
    with ExitStack() as stack:
        for name in names or PIECES:
            stack.enter_context(PIECES[name]())
        yield

"""Step 6: what happens when the final task is approved.

Imports next to nothing: ``wagtail.models`` loads this (``WAGTAIL_FINISH_WORKFLOW_ACTION``) before
it is complete itself.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from . import signals
from .refusals import DecisionRefused


def publish_approved_revision(workflow_state: Any, user: Any = None) -> None:
    """Publish, or schedule, exactly the revision that was approved.

    Wagtail's own finish action publishes the *latest* revision and insists on the approver's
    publish permission (``wagtail/workflows.py: publish_workflow_state``); in this newsroom
    nobody has that permission, the final approval is what publishes.
    Runs inside the approval's transaction.
    """
    if workflow_state.current_task_state is None:  # a workflow whose tasks are all switched off
        raise DecisionRefused(_("This workflow has no approval in it, so nothing can go live."))
    revision = workflow_state.current_task_state.revision
    publish_exactly(revision, user)
    revision.refresh_from_db(fields=["approved_go_live_at"])
    if revision.approved_go_live_at:
        signals.publication_scheduled.send(
            sender=type(workflow_state),
            page=workflow_state.content_object.specific,
            user=user,
            revision=revision,
            go_live_at=revision.approved_go_live_at,
        )


def publish_exactly(revision: Any, user: Any) -> None:
    try:
        revision.publish(user=user, skip_permission_checks=True)
    except ValidationError as error:  # for instance, the address was taken meanwhile
        raise DecisionRefused(
            _("This page cannot be published as it is: %(problems)s Return it.")
            % {"problems": " ".join(error.messages)}
        ) from error

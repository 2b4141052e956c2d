"""Step 6: what happens when the final task is approved."""

from typing import Any

from . import signals


def publish_approved_revision(workflow_state: Any, user: Any = None) -> None:
    """Publish, or schedule, exactly the revision that was approved.

    Wagtail's own finish action publishes the *latest* revision and insists on the approver's
    publish permission (``wagtail/workflows.py: publish_workflow_state``); in this newsroom
    nobody has that permission, the final approval is what publishes.
    Runs inside the approval's transaction.
    """
    revision = workflow_state.current_task_state.revision
    revision.publish(user=user, skip_permission_checks=True)
    revision.refresh_from_db(fields=["approved_go_live_at"])
    if revision.approved_go_live_at:
        signals.publication_scheduled.send(
            sender=type(workflow_state),
            page=workflow_state.content_object.specific,
            user=user,
            revision=revision,
            go_live_at=revision.approved_go_live_at,
        )

"""Step 6: what happens when the final task is approved."""

from typing import Any


def publish_approved_revision(workflow_state: Any, user: Any = None) -> None:
    raise NotImplementedError

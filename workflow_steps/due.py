"""By when a task is due, in the office's working time (SOP steps 4 and 5)."""

from .models.tasks import NewsroomTaskState


def set_due(task_state: NewsroomTaskState) -> None:
    """Write ``due_at``; filled in shortly."""

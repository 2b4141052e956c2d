"""Where the round under way begins among a workflow's task states."""

from django.db.models import Max, QuerySet
from wagtail.models import TaskState, WorkflowState


def states_of_this_round(workflow_state: WorkflowState) -> QuerySet[TaskState]:
    """The task states since the last return, oldest first; all of them in the first round."""
    states = TaskState.objects.filter(workflow_state=workflow_state)
    last_return = states.filter(status=TaskState.STATUS_REJECTED).aggregate(pk=Max("pk"))["pk"]
    return states.filter(pk__gt=last_return or 0).order_by("pk")

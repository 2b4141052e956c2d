"""Where the round under way begins among a workflow's task states, and which number it has."""

from django.db.models import Max, Q, QuerySet
from wagtail.models import TaskState, WorkflowState


def states_of_this_round(workflow_state: WorkflowState) -> QuerySet[TaskState]:
    """The task states since the last return, oldest first; all of them in the first round."""
    states = TaskState.objects.filter(workflow_state=workflow_state)
    last_return = states.filter(status=TaskState.STATUS_REJECTED).aggregate(pk=Max("pk"))["pk"]
    return states.filter(pk__gt=last_return or 0).order_by("pk")


def number_of_round(page_id: int) -> int:
    """1 for the first way through steps 3 to 5; a return, a withdrawn submission and a
    publication each end a round, as in the ledger (``reports/steps.py``)."""
    from .models import NewsroomTaskState, PublicationAct

    states = NewsroomTaskState.objects.filter(
        workflow_state__base_content_type__app_label="wagtailcore",
        workflow_state__base_content_type__model="page",
        workflow_state__object_id=str(page_id),
    )
    ended = states.filter(
        Q(status=TaskState.STATUS_REJECTED) | Q(status=TaskState.STATUS_CANCELLED)
    ).count()
    published = PublicationAct.objects.filter(
        page_id=page_id,
        kind__in=[PublicationAct.Kind.APPROVAL, PublicationAct.Kind.EMERGENCY],
    )
    return 1 + ended + published.exclude(approval__emergency_id__isnull=False).count()

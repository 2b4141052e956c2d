"""The workflow of steps 4 and 5."""

from django.contrib.auth.models import Group
from wagtail.models import Page, Task, Workflow, WorkflowPage, WorkflowTask

from workflow_steps.models import DivisionHeadApprovalTask, EditorReviewTask, ReviewTask

from . import groups

WORKFLOW_NAME = "SOP Pengelolaan Website"


def provision_workflow() -> None:
    """Create the workflow unless the office already has one with a final approval in it."""
    if DivisionHeadApprovalTask.objects.exists():
        return
    workflow = Workflow.objects.create(name=WORKFLOW_NAME)
    review = _task(EditorReviewTask, "Pemeriksaan editor", groups.WEB_ADMIN)
    approval = _task(DivisionHeadApprovalTask, "Persetujuan Kepala Bidang", groups.KABID)
    for position, task in enumerate((review, approval)):
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=position)
    WorkflowPage.objects.update_or_create(
        page=Page.get_first_root_node(), defaults={"workflow": workflow}
    )
    _retire_wagtails_default(workflow)


def _task(task_class: type[ReviewTask], name: str, group_name: str) -> ReviewTask:
    task = task_class.objects.create(name=name)
    task.groups.set([Group.objects.get(name=group_name)])
    return task


def _retire_wagtails_default(ours: Workflow) -> None:
    """Remove the workflow from Wagtail's migrations if it was never used."""
    unused = Workflow.objects.filter(
        name="Moderators approval", workflow_states__isnull=True, workflow_pages__isnull=True
    ).exclude(pk=ours.pk)
    tasks = list(Task.objects.filter(workflow_tasks__workflow__in=unused))
    unused.delete()
    for task in tasks:
        if not task.workflow_tasks.exists() and not task.task_states.exists():
            task.delete()

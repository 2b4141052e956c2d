"""The page editor is several screens: which one depends on where the page stands."""

from typing import Any

from wagtail.models import Page, WorkflowState

from ..models import DivisionHeadApprovalTask, PublicationAct

EDITOR = "naskah"


def screen_of_page(page_id: str | None, user: Any) -> str:
    """The slug for this page; for one that ``user`` may not edit, that of any draft."""
    if not page_id or not page_id.isascii() or not page_id.isdigit() or len(page_id) > 18:
        return EDITOR
    page = Page.objects.filter(pk=int(page_id)).first()
    if page is None or not page.specific.permissions_for_user(user).can_edit():
        return EDITOR
    return state_of(page)


def state_of(page: Page) -> str:
    state = page.current_workflow_state
    if state is not None:
        if state.status == WorkflowState.STATUS_NEEDS_CHANGES:
            return "naskah-dikembalikan"
        task = state.current_task_state.task.specific
        is_final = isinstance(task, DivisionHeadApprovalTask)
        return "naskah-menunggu-paraf" if is_final else "naskah-diperiksa"
    if page.approved_schedule:
        return "naskah-dijadwalkan"
    last = PublicationAct.objects.filter(page_id=page.pk).values_list("kind", flat=True).first()
    if page.live:
        return "naskah-darurat" if last == PublicationAct.Kind.EMERGENCY else "naskah-tayang"
    return "naskah-diturunkan" if last == PublicationAct.Kind.WITHDRAWAL else EDITOR

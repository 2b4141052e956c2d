"""Review and approval: who decides, once, with a reason, on every route."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from wagtail.models import TaskState, WorkflowTask

from reports.models import WorkEvent
from tests.driver import REASON, Newsroom
from workflow_steps.finish import publish_approved_revision
from workflow_steps.models import EditorReviewTask, NewsroomTaskState
from workflow_steps.notices import delivery
from workflow_steps.record import record_approval
from workflow_steps.refusals import DecisionRefused, SubmissionRefused


def current(page: Any) -> NewsroomTaskState:
    return page.__class__.objects.get(pk=page.pk).current_workflow_task_state


def modal_url(page: Any, action: str, task_state: Any = None) -> str:
    state = task_state or current(page)
    return reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, state.pk])


def decision_url(page: Any) -> str:
    return reverse("newsroom_decision", args=[current(page).pk])


def approval_of(page: Any) -> dict[str, str]:
    """What the sheet's form sends: the decision, and the digest of what it showed."""
    return {"action": "approve", "comment": "", "digest": current(page).digest}


# --- approve ---------------------------------------------------------------------------------


def test_approve__publishes_although_nobody_may_publish(office: Newsroom) -> None:
    page = office.waiting_for_approval()
    assert not page.permissions_for_user(office.kabid).can_publish()
    office.approve(page)
    fresh = office.fresh(page)
    assert (fresh.live, fresh.live_revision_id) == (True, fresh.latest_revision_id)
    assert not fresh.workflow_in_progress


def test_approve__publishes_the_approved_revision_not_the_latest(office: Newsroom) -> None:
    page = office.waiting_for_approval()
    approved = current(page).revision
    workflow_state = page.current_workflow_state
    task_state = current(page)
    sneaked = office.fresh(page).get_latest_revision_as_object()
    sneaked.title = "Slot gacor"
    sneaked.save_revision(user=office.pengelola)
    with pytest.raises(DecisionRefused):
        office.approve(page)
    assert not office.fresh(page).live
    # The finish action by itself takes the approved revision, too.
    standing = task_state.task.specific.standing(office.kabid)
    record_approval(task_state, office.kabid, standing, shown={})
    workflow_state.current_task_state = task_state
    publish_approved_revision(workflow_state)
    assert office.fresh(page).live_revision_id == approved.pk
    assert office.fresh(page).title != "Slot gacor"


def test_approve__on_the_decision_page_by_phone(office: Newsroom, client: Client) -> None:
    page = office.waiting_for_approval()
    client.force_login(office.kabid)
    url = decision_url(page)
    shown = client.get(url)
    assert shown.status_code == 200
    assert page.title in shown.content.decode()
    assert not office.fresh(page).live, "a GET decides nothing"
    approval = approval_of(page)
    response = client.post(url, approval, follow=True)
    assert office.fresh(page).live
    assert page.title in response.content.decode()
    again = client.post(url, approval, follow=True)
    assert "Kabid" in " ".join(str(m) for m in again.context["messages"])
    assert WorkEvent.objects.filter(kind="page_approved").count() == 1


def test_approve__wagtails_modal_leads_to_the_sheet(office: Newsroom, client: Client) -> None:
    page = office.waiting_for_approval()
    client.force_login(office.kabid)
    answer = client.post(modal_url(page, "approve"), {"comment": "Baik"})
    assert answer["Location"] == decision_url(page)
    assert not office.fresh(page).live
    client.post(decision_url(page), approval_of(page) | {"note": "Baik"})
    assert office.fresh(page).live
    assert WorkEvent.objects.get(kind="page_approved").data["note"] == "Baik"


def test_review__edits_of_the_reviewer_pass_with_the_review(
    office: Newsroom, client: Client
) -> None:
    page = office.draft(office.classified())
    office.submit(page)
    draft = office.fresh(page).get_latest_revision_as_object()
    draft.title = "Judul yang lebih jelas"
    draft.save_revision(user=office.webadmin)
    office.pass_review(page)
    assert office.fresh(page).current_workflow_task.name == "Persetujuan Kepala Bidang"
    office.approve(page)
    assert office.fresh(page).title == "Judul yang lebih jelas"


# --- return ----------------------------------------------------------------------------------


@pytest.mark.parametrize("reason", ["", "   ", "kurang", " " * 20, "123456789"])
def test_return__without_a_real_reason_is_refused_on_every_route(
    office: Newsroom, client: Client, reason: str
) -> None:
    page = office.waiting_for_approval()
    with pytest.raises(DecisionRefused):
        office.send_back(page, reason=reason)
    client.force_login(office.kabid)
    client.post(modal_url(page, "reject"), {"comment": reason})
    response = client.post(decision_url(page), {"action": "reject", "comment": reason})
    assert response.status_code == 422
    if reason.strip():
        assert reason in response.content.decode(), "what was typed stays"
    assert current(page).status == TaskState.STATUS_IN_PROGRESS
    assert not WorkEvent.objects.filter(kind="page_returned").exists()


def test_return__unvalidated_editor_post_is_refused(office: Newsroom, client: Client) -> None:
    """Wagtail does not run the reject form on the editor's own POST."""
    page = office.draft(office.classified())
    office.submit(page)
    client.force_login(office.webadmin)
    edit_url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    form = editor_form_data(client, edit_url)
    response = client.post(
        edit_url,
        form
        | {
            "action-workflow-action": "1",
            "workflow-action-name": "reject",
            "workflow-action-extra-data": '{"comment": ""}',
            "title": "Diubah bersama keputusan",
        },
    )
    assert response.status_code == 302
    assert current(page).status == TaskState.STATUS_IN_PROGRESS
    latest = office.fresh(page).get_latest_revision_as_object()
    assert latest.title != "Diubah bersama keputusan", "all of the request is undone"


def editor_form_data(client: Client, url: str) -> dict[str, Any]:
    """The editor's form as a browser would send it back unchanged."""
    form = client.get(url).context["form"]
    data: dict[str, Any] = {}
    for bound in [*form, *(f for fs in form.formsets.values() for sub in fs for f in sub)]:
        value = bound.value()
        if hasattr(value, "stream_data") or value is None:
            continue
        data[bound.html_name] = value
    for formset in form.formsets.values():
        for field in formset.management_form:
            data[field.html_name] = field.value()
    for name in ("body",):
        data[f"{name}-count"] = "0"
    return {key: value for key, value in data.items() if value is not False}


def test_return__the_editor_says_who_returned_it_and_why(office: Newsroom, client: Client) -> None:
    page = office.waiting_for_approval()
    reason = "Sebutkan <b>jam</b> layanan."
    office.send_back(page, reason=reason)
    client.force_login(office.pengelola)
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])

    def notices() -> str:
        return " ".join(str(message) for message in client.get(url).context["messages"])

    assert escape(reason) in notices()
    office.submit(page)
    assert escape(reason) not in notices()


@pytest.mark.usefixtures("open_all_day")
def test_return__the_writer_reads_the_reason_in_a_mail(
    office: Newsroom, django_capture_on_commit_callbacks: Any
) -> None:
    page = office.waiting_for_approval()
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        office.send_back(page)
        assert not mail.outbox, "mail waits for the commit"
    assert [m.to for m in mail.outbox] == [["pengelola@example.test"]]
    assert REASON in mail.outbox[0].body


# --- who ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("step", "name", "may"),
    [
        ("review", "kontributor", False),
        ("review", "pengelola", False),
        ("review", "webadmin", True),
        ("review", "kabid", False),
        ("review", "admin", False),
        ("approval", "kontributor", False),
        ("approval", "pengelola", False),
        ("approval", "webadmin", False),
        ("approval", "kabid", True),
        ("approval", "admin", False),
    ],
)
@pytest.mark.parametrize("route", ["code", "modal", "page"])
def test_decision__role_by_route(
    office: Newsroom, client: Client, step: str, name: str, may: bool, route: str
) -> None:
    office.people["admin"] = office.person("admin", is_superuser=True)
    page = office.draft(office.classified())
    office.submit(page)
    if step == "approval":
        office.pass_review(page)
    before = current(page)
    user = office.people[name]
    client.force_login(user)
    if route == "code":
        try:
            office.decide(page, user, "approve")
        except DecisionRefused:
            assert not may
    elif route == "modal":
        client.post(modal_url(page, "approve"), {"comment": ""})
        may = may and step == "review"  # the final approval is given on the sheet
    else:
        client.post(decision_url(page), approval_of(page))
    before.refresh_from_db()
    assert (before.status == TaskState.STATUS_APPROVED) is may


def test_four_eyes__submitter_cannot_review_and_contributor_cannot_approve(
    office: Newsroom,
) -> None:
    both = office.person("rangkap")
    both.groups.set(list(office.webadmin.groups.all()) + list(office.kabid.groups.all()))
    page = office.draft(office.classified())
    office.submit(page, both)
    with pytest.raises(DecisionRefused):
        office.decide(page, both, "approve")
    page.save_revision(user=both)
    office.pass_review(page)
    with pytest.raises(DecisionRefused):
        office.decide(page, both, "approve")
    office.approve(page)
    assert office.fresh(page).live


def test_four_eyes__after_a_return_the_new_submitter_counts(office: Newsroom) -> None:
    page = office.draft(office.classified())
    office.submit(page)
    office.send_back(page, office.webadmin)
    office.submit(page, office.webadmin)
    with pytest.raises(DecisionRefused):
        office.pass_review(page)


def test_four_eyes__submitter_without_a_revision_cannot_approve_either(office: Newsroom) -> None:
    page = office.draft(office.classified())
    office.submit(page, office.kabid)
    office.pass_review(page)
    with pytest.raises(DecisionRefused):
        office.approve(page)


def test_workflow_without_editor_review__still_opens_and_closes_the_steps(
    office: Newsroom,
) -> None:
    page = office.draft(office.classified())
    WorkflowTask.objects.filter(task=EditorReviewTask.objects.get()).delete()
    office.submit(page)
    office.approve(page)
    assert office.fresh(page).live
    kinds = list(
        WorkEvent.objects.filter(item_type="page", item_id=page.pk)
        .order_by("sequence")
        .values_list("kind", flat=True)
    )
    assert kinds[1:4] == ["page_submitted", "approval_opened", "page_approved"]


def test_modal__task_state_must_belong_to_the_page_of_the_url(
    office: Newsroom, client: Client
) -> None:
    mine, other = office.waiting_for_approval(), office.waiting_for_approval()
    client.force_login(office.kabid)
    response = client.post(modal_url(mine, "approve", current(other)), {"comment": ""})
    assert response.status_code == 404
    assert not office.fresh(mine).live
    assert not office.fresh(other).live


# --- submission ------------------------------------------------------------------------------


def test_submission__incomplete_page_is_refused_on_every_route(
    office: Newsroom, client: Client
) -> None:
    page = office.draft(office.classified(), complete=False)
    with pytest.raises(SubmissionRefused) as refusal:
        office.submit(page)
    assert len(refusal.value.missing) >= 2
    assert not office.fresh(page).workflow_in_progress
    assert not WorkEvent.objects.filter(kind="page_submitted").exists()


def test_page_is_read_only_for_everybody_during_the_approval(office: Newsroom) -> None:
    office.people["admin"] = office.person("admin", is_superuser=True)
    page = office.waiting_for_approval()
    for person in office.people.values():
        assert office.fresh(page).permissions_for_user(person).page_locked(), person


# --- the first opening ----------------------------------------------------------------------


@pytest.mark.parametrize("view", ["edit", "view_draft", "workflow_preview", "decision"])
def test_opening__first_by_the_approver_is_recorded_once(
    office: Newsroom, client: Client, view: str
) -> None:
    page = office.waiting_for_approval()
    urls = {
        "edit": reverse("wagtailadmin_pages:edit", args=[page.pk]),
        "view_draft": reverse("wagtailadmin_pages:view_draft", args=[page.pk]),
        "workflow_preview": reverse(
            "wagtailadmin_pages:workflow_preview", args=[page.pk, current(page).task_id]
        ),
        "decision": decision_url(page),
    }
    for other in (office.webadmin, office.pengelola):
        client.force_login(other)
        client.get(urls[view])
    assert not WorkEvent.objects.filter(kind="approval_opened").exists()
    client.force_login(office.kabid)
    for _ in range(2):
        assert client.get(urls[view]).status_code == 200
    opened = WorkEvent.objects.get(kind="approval_opened")
    assert (opened.actor_name, opened.data["implied"]) == ("Kabid", False)


def test_opening__by_comparing_versions_is_one_too(office: Newsroom, client: Client) -> None:
    """Wagtail opens the comparison to editors; an approver may be one."""
    page = office.waiting_for_approval()
    versions = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, "earliest", "latest"])
    client.force_login(office.pengelola)
    assert client.get(versions).status_code == 200
    assert not WorkEvent.objects.filter(kind="approval_opened").exists()
    office.kabid.groups.add(Group.objects.get(name="Pengelola Website"))
    client.force_login(office.kabid)
    assert client.get(versions).status_code == 200
    assert WorkEvent.objects.get(kind="approval_opened").actor_name == "Kabid"


def test_opening__is_implied_by_a_decision_from_the_dashboard(office: Newsroom) -> None:
    page = office.waiting_for_approval()
    office.approve(page)
    assert WorkEvent.objects.get(kind="approval_opened", item_id=page.pk).data["implied"] is True


# --- mail ------------------------------------------------------------------------------------


@pytest.mark.usefixtures("open_all_day")
def test_mail__on_every_hand_over_to_those_who_can_act(
    office: Newsroom, django_capture_on_commit_callbacks: Any
) -> None:
    page = office.draft(office.classified())
    received: list[tuple[list[str], str]] = []
    for act in (office.submit, office.pass_review, office.approve):
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            act(page)
        received += sorted((m.to, act.__name__) for m in mail.outbox)
    assert received == [
        (["webadmin@example.test"], "submit"),
        (["kabid@example.test"], "pass_review"),
        (["kontributor@example.test"], "approve"),  # whose material it was
        (["pengelola@example.test"], "approve"),
    ]


@pytest.mark.usefixtures("open_all_day")
def test_mail__a_dead_mail_server_undoes_no_decision_and_gets_the_mail_when_it_is_back(
    office: Newsroom, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    page = office.waiting_for_approval()
    alive = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with django_capture_on_commit_callbacks(execute=True):
        office.approve(page)
    assert office.fresh(page).live
    assert not mail.outbox
    settings.EMAIL_BACKEND = alive
    delivery.deliver()
    assert "pengelola@example.test" in {address for m in mail.outbox for address in m.to}

"""The question as people meet it: in the editor, on its own page, on the sheet, in an emergency."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import WorkflowState
from wagtail.test.utils.form_data import rich_text, streamfield

from news.models import NewsPage, PrivacyConfirmation
from reports.models import WorkEvent
from tests.driver import PEOPLE, Newsroom
from tests.news.test_pages import edit, form_data, latest
from tests.workflow_steps.test_emergency import clock, digest_shown, publish, publish_url, urgent
from workflow_steps.models import EmergencyPublication

from .desk import PHONE, REASON, answer, confirm, said, url, with_document
from .files import NIK, OTHER_NIK, spreadsheet

__all__ = ["clock"]

pytestmark = pytest.mark.once

SUBMIT = {"action-submit": "1"}
Kind = WorkEvent.Kind


@pytest.fixture
def page(office: Newsroom) -> Any:
    return office.draft(office.classified())


@pytest.fixture
def writer(office: Newsroom, client: Client) -> Client:
    client.force_login(office.pengelola)
    return client


def body(text: str) -> Any:
    return streamfield([("paragraph", rich_text(f"<p>{text}</p>"))])


def typed(page: Any, text: str, **changes: Any) -> dict[str, Any]:
    return {"body": body(text), **changes}


def submit_typed(client: Client, page: Any, text: str) -> Any:
    return edit(client, latest(page), **typed(page, text, **SUBMIT))


# --- in the editor -------------------------------------------------------------------------


def test_editor__saves_the_draft_and_asks(page: Any, writer: Client, office: Newsroom) -> None:
    response = submit_typed(writer, page, f"Penerima bantuan, NIK {NIK}.")
    assert response.url.startswith(url(page))
    assert NIK in str(latest(page).body)
    assert not office.fresh(page).workflow_in_progress
    html = writer.get(response.url).content.decode()
    assert "Isi, paragraf 1" in html
    assert "6402••••••••••03" in html
    assert NIK not in html
    submitted = answer(writer, response.url)
    assert submitted.url == reverse("wagtailadmin_explore", args=[page.get_parent().pk])
    assert office.fresh(page).workflow_in_progress
    kinds = list(WorkEvent.objects.order_by("sequence").values_list("kind", flat=True))
    assert kinds[-2:] == [Kind.PRIVACY_CONFIRMED, Kind.PAGE_SUBMITTED]


def test_editor__asks_nothing_where_nothing_is_found(
    page: Any, writer: Client, office: Newsroom
) -> None:
    response = submit_typed(writer, page, "Pelayanan dibuka setiap Selasa.")
    assert "data-pribadi" not in response.url
    assert office.fresh(page).workflow_in_progress
    assert not PrivacyConfirmation.objects.exists()


def test_editor__of_a_new_page_asks_as_well(page: Any, writer: Client, office: Newsroom) -> None:
    complete = latest(page)
    complete.title, complete.slug = "Naskah baru", "naskah-baru"
    address = reverse("wagtailadmin_pages:add", args=["news", "newspage", office.index.pk])
    data = form_data(complete, **typed(complete, f"HP {PHONE}", **SUBMIT))
    response = writer.post(address, data)
    made = NewsPage.objects.get(slug="naskah-baru")
    assert response.url.startswith(url(made))
    assert not made.workflow_in_progress
    answer(writer, response.url)
    assert office.fresh(made).workflow_in_progress


def test_editor__with_a_gap_says_so_and_asks_later(page: Any, writer: Client) -> None:
    response = edit(writer, latest(page), **typed(page, f"NIK {NIK}", source="", **SUBMIT))
    assert response.status_code == 200
    assert "source" in response.context["form"].errors


def test_returned_page__keeps_its_round_while_the_question_is_open(
    page: Any, writer: Client, office: Newsroom
) -> None:
    office.submit(page)
    office.send_back(page, office.webadmin)
    response = submit_typed(writer, page, f"NIK {NIK}")
    state = office.fresh(page).current_workflow_state
    assert state.status == WorkflowState.STATUS_NEEDS_CHANGES
    answer(writer, response.url)
    state.refresh_from_db()
    assert state.status == WorkflowState.STATUS_IN_PROGRESS


def test_reviewer__who_adds_something_answers_and_comes_back(
    page: Any, client: Client, office: Newsroom
) -> None:
    office.submit(page)
    client.force_login(office.webadmin)
    passing = {
        "action-workflow-action": "1",
        "workflow-action-name": "approve",
        "workflow-action-extra-data": "{}",
    }
    response = edit(client, latest(page), **typed(page, f"NIK {NIK}", **passing))
    assert response.url == url(page)
    assert NIK in str(latest(page).body)
    back = answer(client, response.url)
    assert back.url == reverse("wagtailadmin_pages:edit", args=[page.pk])
    edit(client, latest(page), **typed(page, f"NIK {NIK}", **passing))
    task = office.fresh(page).current_workflow_task_state.task
    assert task.specific.__class__.__name__ == "DivisionHeadApprovalTask"


# --- on its own page -----------------------------------------------------------------------


@pytest.mark.parametrize("gap", [{"reason": "ya"}, {"reason": ""}, {"checked": ""}])
def test_answer__without_tick_or_reason_submits_nothing_and_keeps_what_was_typed(
    page: Any, writer: Client, office: Newsroom, gap: dict[str, str]
) -> None:
    question = submit_typed(writer, page, f"NIK {NIK}").url
    response = answer(writer, question, **gap)
    assert response.status_code == 422
    assert gap.get("reason", REASON) in response.content.decode()
    assert not PrivacyConfirmation.objects.exists()
    assert not office.fresh(page).workflow_in_progress
    # The pass is still there, so that the second try submits.
    assert response.context["passed"]


def test_answer__to_an_older_question_is_refused_and_kept(
    page: Any, writer: Client, office: Newsroom
) -> None:
    question = submit_typed(writer, page, f"NIK {NIK}").url
    shown = writer.get(question).context["form"]["shown"].value()
    said(page, f"NIK {NIK} dan {OTHER_NIK}", office.webadmin)
    response = answer(writer, url(page), shown=shown)
    assert response.status_code == 409
    assert REASON in response.content.decode()
    assert not response.context["form"]["checked"].value()
    assert not PrivacyConfirmation.objects.exists()


def test_answer__submits_only_the_draft_that_the_editor_let_pass(
    page: Any, writer: Client, office: Newsroom
) -> None:
    """Somebody saved another draft meanwhile; its form has not been looked at."""
    question = submit_typed(writer, page, f"NIK {NIK}").url
    said(page, f"NIK {NIK} lagi", office.webadmin)
    response = answer(writer, question)
    assert response.url == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert PrivacyConfirmation.objects.count() == 1
    assert not office.fresh(page).workflow_in_progress


def test_answer__twice_is_one_answer(page: Any, writer: Client, office: Newsroom) -> None:
    question = submit_typed(writer, page, f"NIK {NIK}").url
    form = writer.get(question).context
    data = {"shown": form["form"]["shown"].value(), "draft": form["passed"]}
    data |= {"checked": "on", "reason": REASON}
    for _ in range(2):
        assert writer.post(url(page), data).status_code == 302
    assert PrivacyConfirmation.objects.count() == 1
    assert WorkEvent.objects.filter(kind=Kind.PAGE_SUBMITTED).count() == 1


def test_answer__that_cannot_submit_stands_all_the_same(
    page: Any, writer: Client, office: Newsroom
) -> None:
    question = submit_typed(writer, page, f"NIK {NIK}").url
    draft = latest(page)
    draft.hero_image.delete()  # submission asks for it; the revision stays as it was
    response = answer(writer, question)
    assert response.url == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert PrivacyConfirmation.objects.count() == 1
    assert not office.fresh(page).workflow_in_progress


def test_question__examines_files_before_it_is_asked(
    page: Any, writer: Client, office: Newsroom
) -> None:
    page = with_document(page, spreadsheet([["Siti", NIK]]), "Daftar.xlsx", office.pengelola)
    html = writer.get(url(page)).content.decode()
    assert "Dokumen “Daftar.xlsx”, lembar “Desember”, baris 1" in html


@pytest.mark.parametrize("name", [*PEOPLE, "anonymous", "superuser"])
def test_question__is_for_those_who_edit(
    name: str, page: Any, client: Client, office: Newsroom
) -> None:
    people = office.people | {"superuser": office.person("super", is_superuser=True)}
    said(page, f"NIK {NIK}", office.pengelola)
    if name in people:
        client.force_login(people[name])
    allowed = name in {"pengelola", "webadmin", "superuser"}
    read = client.get(url(page))
    assert (read.status_code == 200) == allowed
    shown = read.context["form"]["shown"].value() if allowed else ""
    client.post(url(page), {"shown": shown, "checked": "on", "reason": REASON})
    assert PrivacyConfirmation.objects.exists() == allowed


def test_question__about_a_page_under_approval_is_only_read(
    page: Any, writer: Client, office: Newsroom
) -> None:
    said(page, f"NIK {NIK}", office.pengelola)
    confirm(page, office.pengelola)
    office.waiting_for_approval(page)
    assert (
        '<form method="post" action="/admin/data-pribadi'
        not in writer.get(url(page)).content.decode()
    )
    response = writer.post(url(page), {"checked": "on", "reason": REASON})
    assert response.url == reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_question__costs_the_same_for_one_and_for_many_finds(
    page: Any, writer: Client, office: Newsroom
) -> None:
    def queries(text: str) -> int:
        said(page, text, office.pengelola)
        writer.get(url(page))
        with CaptureQueriesContext(connection) as context:
            writer.get(url(page))
        return len(context)

    many = "</p><p>".join(f"NIK 64020155129{number:05}" for number in range(1, 60))
    assert queries(f"NIK {NIK}") == queries(many)


# --- on the sheet, and in an emergency -----------------------------------------------------


def test_sheet__shows_what_was_found_and_who_answers_for_it(
    page: Any, client: Client, office: Newsroom
) -> None:
    page = said(page, f"Hubungi Rina, HP {PHONE}", office.pengelola)
    confirm(page, office.pengelola)
    office.waiting_for_approval(page)
    client.force_login(office.kabid)
    state = office.fresh(page).current_workflow_task_state
    html = client.get(reverse("newsroom_decision", args=[state.pk])).content.decode()
    section = html.partition('id="data-pribadi"')[2].partition("</details>")[0]
    for words in ("Isi, paragraf 1", "081•••••••42", REASON, str(office.pengelola)):
        assert words in section
    assert PHONE not in section


def test_sheet__without_finds_has_no_such_section(
    page: Any, client: Client, office: Newsroom
) -> None:
    office.waiting_for_approval(page)
    client.force_login(office.kabid)
    state = office.fresh(page).current_workflow_task_state
    html = client.get(reverse("newsroom_decision", args=[state.pk])).content.decode()
    assert 'id="data-pribadi"' not in html


@pytest.mark.usefixtures("clock")
def test_emergency__asks_first_and_goes_on(client: Client, office: Newsroom) -> None:
    page = said(urgent(office), f"Posko banjir: HP {PHONE}", office.pengelola)
    client.force_login(office.webadmin)
    response = client.get(publish_url(page))
    assert response.url.startswith(url(page))
    # Past the page, too.
    data = {"reason": "Banjir setinggi dada orang dewasa.", "digest": digest_shown(page)}
    client.post(publish_url(page), data)
    assert not EmergencyPublication.objects.exists()
    assert answer(client, response.url).url == publish_url(page)
    assert REASON in client.get(publish_url(page)).content.decode()
    publish(client, page, office.webadmin)
    assert office.fresh(page).live


def test_ledger__never_holds_what_was_found(page: Any, writer: Client, office: Newsroom) -> None:
    answer(writer, submit_typed(writer, page, f"NIK {NIK}, HP {PHONE}").url)
    lines = json.dumps(list(WorkEvent.objects.values_list("data", flat=True)))
    assert NIK not in lines
    assert PHONE not in lines
    marks = json.dumps(list(PrivacyConfirmation.objects.values_list("fingerprints", flat=True)))
    assert NIK not in marks

"""``setup_newsroom`` builds the design, twice as well as once, and respects what the office did."""

from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Site,
    Task,
    Workflow,
)

from news.models import HomePage, InformationClass, NewsCategory, NewsIndexPage
from workflow_steps.models import (
    DivisionHeadApprovalTask,
    EditorReviewTask,
    Procedure,
    WorkCalendar,
)
from workflow_steps.record import put_live

ACCESS = "wagtailadmin.access_admin"
LIBRARY = {
    f"/:{kind}"
    for kind in (
        "wagtailimages.add_image",
        "wagtailimages.change_image",
        "wagtailimages.choose_image",
        "wagtaildocs.add_document",
        "wagtaildocs.change_document",
        "wagtaildocs.choose_document",
    )
}
RECORDS = {
    "reports.view_publicationrecord",
    "reports.view_verificationrun",
    "reports.view_steptiming",
    "reports.view_workevent",
}
MONITORING = {
    "reports.add_monitoringsheet",
    "reports.change_monitoringsheet",
    "reports.delete_monitoringsheet",
    "reports.view_monitoringsheet",
}
WATCHLISTS = {
    f"reports.{action}_{model}"
    for action in ("add", "change", "delete", "view")
    for model in ("watchedterm", "knownhost")
}
PROMOTIONS = {
    f"wagtailsearchpromotions.{action}_searchpromotion" for action in ("add", "change", "delete")
}
APPOINTMENTS = {
    f"workflow_steps.{action}_actingappointment" for action in ("add", "change", "delete", "view")
}
OWN_ABSENCE = "workflow_steps.add_absence"
WEBHOOKS = {
    f"workflow_steps.{action}_webhookendpoint" for action in ("add", "change", "delete", "view")
}
ESCALATIONS = {
    f"workflow_steps.{action}_escalation" for action in ("add", "change", "delete", "view")
}
EXPECTED = {
    "Kontributor": {
        ACCESS,
        "news.add_sourcematerial",
        "news.view_sourcematerial",
        OWN_ABSENCE,
    },
    "Pengelola Website": {
        ACCESS,
        "news.add_sourcematerial",
        "news.change_sourcematerial",
        "news.view_sourcematerial",
        "news.classify_sourcematerial",
        "workflow_steps.view_procedure",
        "workflow_steps.view_workcalendar",
        OWN_ABSENCE,
        "/:wagtailcore.add_page",
        "/:wagtailcore.change_page",
        *LIBRARY,
    },
    "Web Administrator": {
        ACCESS,
        "news.view_linkcheck",
        "news.view_sourcematerial",
        "news.add_newscategory",
        "news.change_newscategory",
        "news.delete_newscategory",
        "news.view_newscategory",
        "news.change_informationclass",
        "news.view_informationclass",
        "workflow_steps.add_procedure",
        "workflow_steps.change_procedure",
        "workflow_steps.view_procedure",
        "workflow_steps.change_workcalendar",
        "workflow_steps.view_workcalendar",
        "workflow_steps.publish_in_emergency",
        "workflow_steps.withdraw_page",
        "workflow_steps.view_actingappointment",
        OWN_ABSENCE,
        "workflow_steps.change_absence",
        "workflow_steps.hand_over_work",
        *WEBHOOKS,
        "workflow_steps.view_notice",
        *ESCALATIONS,
        *WATCHLISTS,
        *PROMOTIONS,
        *RECORDS,
        *MONITORING,
        "reports.change_letterhead",
        "/:wagtailcore.add_page",
        "/:wagtailcore.change_page",
        "/:wagtailcore.lock_page",
        "/:wagtailcore.unlock_page",
        *LIBRARY,
    },
    "Kepala Bidang Aptika": {
        ACCESS,
        "news.view_sourcematerial",
        "workflow_steps.view_procedure",
        "workflow_steps.view_workcalendar",
        "workflow_steps.withdraw_page",
        # To reword what readers already see.
        "news.view_newscategory",
        "news.change_newscategory",
        "news.view_informationclass",
        "news.change_informationclass",
        # To add the letter of an appointment.
        "Surat penunjukan:wagtaildocs.add_document",
        "Surat penunjukan:wagtaildocs.choose_document",
        *APPOINTMENTS,
        OWN_ABSENCE,
        "workflow_steps.view_notice",
        *RECORDS,
        *MONITORING,
        "reports.adopt_monitoringsheet",
        "reports.view_workload",
        "reports.change_letterhead",
    },
}


def named(permission: Permission) -> str:
    return f"{permission.content_type.app_label}.{permission.codename}"


def everything(group: Group) -> set[str]:
    """All that a group may do, wherever Wagtail keeps it."""
    granted = {named(p) for p in group.permissions.all()}
    for place in (
        *GroupPagePermission.objects.filter(group=group),
        *GroupCollectionPermission.objects.filter(group=group),
    ):
        target = place.page if isinstance(place, GroupPagePermission) else place.collection
        granted.add(f"{'/' if target.depth == 1 else target}:{named(place.permission)}")
    return granted


def count_everything() -> dict[str, int]:
    return {
        model._meta.label: model.objects.count()
        for model in apps.get_models()
        if model._meta.managed and hasattr(model, "objects")
    }


@pytest.mark.parametrize("name", EXPECTED)
def test_group__may_do_exactly_this(newsroom: None, name: str) -> None:
    assert everything(Group.objects.get(name=name)) == EXPECTED[name]


def test_groups__nobody_may_publish(newsroom: None) -> None:
    assert set(Group.objects.values_list("name", flat=True)) == set(EXPECTED)
    assert not GroupPagePermission.objects.filter(permission__codename="publish_page").exists()


def test_setup__builds_the_newsroom(newsroom: None) -> None:
    home = HomePage.objects.get()
    assert Page.get_first_root_node().title == "Situs"
    assert Collection.get_first_root_node().name == "Pustaka"
    assert Site.objects.get(is_default_site=True).root_page_id == home.pk
    assert NewsIndexPage.objects.get().get_parent().pk == home.pk
    assert home.live
    assert NewsCategory.objects.count() >= 5
    assert InformationClass.objects.count() == 4
    assert Procedure.objects.get().steps.count() == 7
    assert WorkCalendar.default().schedule()
    workflow = NewsIndexPage.objects.get().get_workflow()
    assert [type(task.specific) for task in workflow.tasks] == [
        EditorReviewTask,
        DivisionHeadApprovalTask,
    ]
    assert Workflow.objects.count() == 1
    assert Task.objects.count() == 2


def test_setup__twice_adds_nothing(newsroom: None) -> None:
    before = count_everything()
    call_command("setup_newsroom", verbosity=0)
    assert count_everything() == before


def test_setup__keeps_what_the_office_edited(newsroom: None, office: Any) -> None:
    group = Group.objects.get(name="Kontributor")
    group.permissions.remove(Permission.objects.get(codename="add_sourcematerial"))
    home = HomePage.objects.get()
    home.title = "Kukar Kita"
    home.slug = "kukar-kita"
    put_live(home, "Disetujui untuk uji ini.")
    NewsCategory.objects.filter(slug=NewsCategory.objects.first().slug).delete()
    InformationClass.objects.filter(code="berkala").update(name="Info berkala")
    Workflow.objects.update(name="Alur kami")
    Task.objects.filter(pk=EditorReviewTask.objects.get().pk).update(name="Periksa naskah")
    calendar = WorkCalendar.default()
    calendar.name = "Kalender Kukar"
    calendar.save()
    calendar.holidays.first().delete()
    Collection.objects.filter(depth=2).update(name="Koleksi kami")
    Collection.objects.filter(depth=1).update(name="Semua berkas")
    before = count_everything()
    call_command("setup_newsroom", verbosity=0)
    assert count_everything() == before
    assert everything(group) == EXPECTED["Kontributor"] - {"news.add_sourcematerial"}
    assert Page.objects.get(pk=home.pk).title == "Kukar Kita"
    assert InformationClass.objects.get(code="berkala").name == "Info berkala"
    assert Workflow.objects.get().name == "Alur kami"
    assert EditorReviewTask.objects.get().name == "Periksa naskah"
    assert WorkCalendar.default().name == "Kalender Kukar"
    assert Collection.get_first_root_node().name == "Semua berkas"

"""What code, a management command or a database client can try, whoever runs it.

Each row takes the scene and either raises or has tried. Rows that end in ``_base`` work on a
plain ``Page`` instance, which is no ``GatedPageMixin`` and so has only the database's guard.
"""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.core.management import call_command
from django.db import connection, models
from django.utils import timezone
from wagtail.models import Locale, Page, Revision, Site, Workflow, WorkflowState
from wagtail.models.pages import PageQuerySet

from news.models import InformationPage, NewsPage
from workflow_steps.models import DivisionHeadApprovalTask

from .routes_office import UNAPPROVED, Scene

Act = Callable[[Scene], Any]
ACTS: dict[str, Act] = {}


def act(function: Act) -> Act:
    ACTS[function.__name__] = function
    return function


def latest(scene: Scene) -> Revision:
    return scene.page.latest_revision


def base(scene: Scene) -> Page:
    return Page.objects.get(pk=scene.page_id)


def superuser(scene: Scene) -> Any:
    return scene.intruders.people["superuser"]


def darkened(page: Any) -> Any:
    page.title = page.summary = f"Kabar {UNAPPROVED}"
    return page


def sql(statement: str, *parameters: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


# --- publishing -------------------------------------------------------------------------------


@act
def publish_latest_revision(scene: Scene) -> None:
    latest(scene).publish()


@act
def publish_latest_revision_as_superuser(scene: Scene) -> None:
    latest(scene).publish(user=superuser(scene))


@act
def publish_latest_revision_unchecked(scene: Scene) -> None:
    latest(scene).publish(user=superuser(scene), skip_permission_checks=True, log_action=False)


@act
def publish_old_revision(scene: Scene) -> None:
    Revision.objects.get(pk=scene.first_revision_id).publish()


@act
def publish_every_revision_in_turn(scene: Scene) -> None:
    errors = []
    for revision in scene.page.revisions.order_by("pk"):
        try:
            revision.publish()
        except Exception as error:
            errors.append(error)
    if errors:
        raise errors[0]


@act
def page_publish_base(scene: Scene) -> None:
    base(scene).publish(latest(scene))


@act
def save_new_revision_and_publish(scene: Scene) -> None:
    darkened(scene.page.get_latest_revision_as_object()).save_revision().publish()


@act
def rewrite_revision_and_publish(scene: Scene) -> None:
    revision = latest(scene)
    revision.content |= {"title": f"Kabar {UNAPPROVED}", "go_live_at": None}
    revision.save()
    revision.publish()


@act
def forget_the_time_and_publish(scene: Scene) -> None:
    """Approved for next week, wanted today."""
    revision = latest(scene)
    revision.content["go_live_at"] = None
    revision.save()
    revision.publish()


@act
def schedule_everything_and_run_the_timer(scene: Scene) -> None:
    Revision.objects.update(approved_go_live_at=timezone.now() - timedelta(hours=1))
    call_command("publish_scheduled", verbosity=0)


@act
def rewrite_scheduled_revision_and_run_the_timer(scene: Scene) -> None:
    for revision in scene.page.revisions.all():
        revision.content |= {"title": f"Kabar {UNAPPROVED}", "go_live_at": None}
        revision.save()
    schedule_everything_and_run_the_timer(scene)


@act
def approve_task_state(scene: Scene) -> None:
    (scene.task_state or scene.other_task_state).approve(user=superuser(scene))


@act
def finish_workflow(scene: Scene) -> None:
    state = scene.page.current_workflow_state or scene.other_task_state.workflow_state
    state.finish(user=superuser(scene))


@act
def decide_own_page(scene: Scene) -> None:
    state = scene.task_state or scene.other_task_state
    state.task.specific.on_action(state, scene.intruders.people["rangkap"], "approve")


@act
def deactivate_final_task(scene: Scene) -> None:
    DivisionHeadApprovalTask.objects.get().deactivate(user=superuser(scene))


@act
def start_workflow_without_tasks(scene: Scene) -> None:
    WorkflowState.objects.all().delete()
    empty = Workflow.objects.create(name="Kosong", active=True)
    empty.start(scene.page, superuser(scene))


# --- saving -----------------------------------------------------------------------------------


@act
def save_as_live(scene: Scene) -> None:
    page = scene.page
    page.live = True
    page.save()


@act
def save_draft_as_live(scene: Scene) -> None:
    page = scene.page.get_latest_revision_as_object()
    page.live = True
    page.save()


@act
def save_only_live(scene: Scene) -> None:
    page = scene.page
    page.live = True
    page.save(update_fields=["live"])


@act
def save_only_words(scene: Scene) -> None:
    darkened(scene.page).save(update_fields=["title", "summary"])


@act
def save_only_summary_and_then_live(scene: Scene) -> None:
    page = darkened(scene.page)
    page.save(update_fields=["summary"])
    page.live = True
    page.save(update_fields=["live", "live_revision"])


@act
def save_changed(scene: Scene) -> None:
    page = darkened(scene.page)
    page.live = True
    page.save()


@act
def save_deferred(scene: Scene) -> None:
    page = NewsPage.objects.only("title", "live").get(pk=scene.page_id)
    page.title, page.live = f"Kabar {UNAPPROVED}", True
    page.save()


@act
def save_changed_base(scene: Scene) -> None:
    page = base(scene)
    page.title, page.live = f"Kabar {UNAPPROVED}", True
    page.save()


@act
def save_live_base(scene: Scene) -> None:
    page = base(scene)
    page.live = True
    page.save(clean=False)


@act
def save_raw(scene: Scene) -> None:
    page = darkened(scene.page)
    page.live = True
    models.Model.save_base(page, raw=True)


@act
def load_fixture(scene: Scene) -> None:
    """``loaddata`` saves rows raw, past every method of the page."""
    rows = json.loads(serializers.serialize("json", [scene.page, base(scene)]))
    for row in rows:
        words = dict.fromkeys(("title", "summary"), f"Kabar {UNAPPROVED}")
        row["fields"] = {
            name: {**words, "live": True}.get(name, value) for name, value in row["fields"].items()
        }
    for loaded in serializers.deserialize("json", json.dumps(rows)):
        loaded.save()


@act
def add_live_child(scene: Scene) -> None:
    page = NewsPage(title=f"Kabar {UNAPPROVED}", slug="anak", live=True)
    scene.office.index.add_child(instance=page)


@act
def add_live_child_of_no_type(scene: Scene) -> None:
    """A plain ``Page`` has no content but a title, which menus and the sitemap show."""
    page = Page(title=f"Kabar {UNAPPROVED}", slug="polos", live=True, show_in_menus=True)
    scene.office.index.get_parent().add_child(instance=page)


@act
def insert_under_the_same_number(scene: Scene) -> None:
    page = scene.page
    page._state.adding, page.live = True, True
    darkened(page).save(clean=False)


@act
def become_another_type(scene: Scene) -> None:
    page = scene.page
    page.content_type = ContentType.objects.get_for_model(Page)
    page.save()
    Page.objects.filter(pk=page.pk).update(title=f"Kabar {UNAPPROVED}", live=True)


@act
def become_another_type_and_back(scene: Scene) -> None:
    gated = ContentType.objects.get_for_model(NewsPage)
    Page.objects.filter(pk=scene.page_id).update(
        content_type=ContentType.objects.get_for_model(Page)
    )
    Page.objects.filter(pk=scene.page_id).update(live=True, title=f"Kabar {UNAPPROVED}")
    Page.objects.filter(pk=scene.page_id).update(content_type=gated)


@act
def save_row_of_another_type(scene: Scene) -> None:
    """The same row, as an information page."""
    row = base(scene)
    page: Any = InformationPage(page_ptr=row)
    page.__dict__.update({k: v for k, v in row.__dict__.items() if not k.startswith("_")})
    page.live, page.title = True, f"Kabar {UNAPPROVED}"
    page.save(clean=False)


# --- many rows, and the database itself -------------------------------------------------------


@act
def update_live(scene: Scene) -> None:
    Page.objects.filter(depth__gt=1).update(live=True)


@act
def update_words(scene: Scene) -> None:
    Page.objects.filter(pk=scene.page_id).update(title=f"Kabar {UNAPPROVED}", live=True)


@act
def update_summary(scene: Scene) -> None:
    NewsPage.objects.filter(pk=scene.page_id).update(summary=f"Naskah {UNAPPROVED}")
    NewsPage.objects.filter(pk=scene.page_id).update(live=True)


@act
def update_slug(scene: Scene) -> None:
    Page.objects.filter(pk=scene.page_id).update(slug=f"kabar-{UNAPPROVED}")


@act
def bulk_update(scene: Scene) -> None:
    page = darkened(scene.page)
    page.live = True
    NewsPage.objects.bulk_update([page], ["summary", "live", "title"])


@act
def bulk_update_base(scene: Scene) -> None:
    page = base(scene)
    page.live, page.title = True, f"Kabar {UNAPPROVED}"
    Page.objects.bulk_update([page], ["live", "title"])


@act
def sql_live(scene: Scene) -> None:
    sql("UPDATE wagtailcore_page SET live = %s WHERE id = %s", True, scene.page_id)


@act
def sql_words(scene: Scene) -> None:
    sql(f"UPDATE wagtailcore_page SET live = %s, title = 'Kabar {UNAPPROVED}'", True)  # noqa: S608


@act
def sql_summary(scene: Scene) -> None:
    sql("UPDATE news_newspage SET summary = %s", f"Naskah {UNAPPROVED}")
    sql_live(scene)


@act
def sql_swap_rows(scene: Scene) -> None:
    """The draft's words under the number of a page that is live."""
    target = Page.objects.live().filter(depth=3).first() or scene.page
    sql(
        "UPDATE news_newspage SET page_ptr_id = %s WHERE page_ptr_id = %s",
        target.pk,
        scene.other_id,
    )


@act
def sql_live_revision(scene: Scene) -> None:
    sql(
        "UPDATE wagtailcore_page SET live_revision_id = %s, live = %s WHERE id = %s",
        scene.first_revision_id,
        True,
        scene.page_id,
    )


# --- copies, translations, places -------------------------------------------------------------


@act
def copy_live(scene: Scene) -> None:
    scene.page.copy(keep_live=True, update_attrs={"slug": "salinan"})


@act
def copy_live_base(scene: Scene) -> None:
    base(scene).copy(update_attrs={"slug": "salinan"})


@act
def copy_list_recursively(scene: Scene) -> None:
    attrs = {"slug": "salinan-berita"}
    scene.office.index.copy(recursive=True, keep_live=True, update_attrs=attrs)


@act
def create_alias(scene: Scene) -> None:
    scene.page.create_alias(update_slug="cermin")


@act
def create_alias_and_publish_it(scene: Scene) -> None:
    alias = scene.page.create_alias(update_slug="cermin")
    alias.live = True
    alias.save()


@act
def convert_alias_and_publish_it(scene: Scene) -> None:
    from wagtail.actions.convert_alias import ConvertAliasPageAction

    alias = scene.page.create_alias(update_slug="cermin")
    ConvertAliasPageAction(alias).execute()
    alias.get_latest_revision().publish()


@act
def turn_other_page_into_alias(scene: Scene) -> None:
    Page.objects.filter(pk=scene.other_id).update(alias_of=scene.page_id)
    scene.page.update_aliases(_content=latest(scene).content)


@act
def translate(scene: Scene) -> None:
    locale, _created = Locale.objects.get_or_create(language_code="en")
    scene.page.copy_for_translation(locale, copy_parents=True)


@act
def translate_as_alias(scene: Scene) -> None:
    locale, _created = Locale.objects.get_or_create(language_code="en")
    scene.page.copy_for_translation(locale, copy_parents=True, alias=True)


@act
def move_under_home_and_update_links(scene: Scene) -> None:
    scene.page.move(scene.office.index.get_parent(), pos="last-child")


@act
def become_front_page(scene: Scene) -> None:
    Site.objects.update(root_page=scene.page_id)


# --- offline ----------------------------------------------------------------------------------


@act
def unpublish(scene: Scene) -> None:
    scene.page.unpublish()


@act
def unpublish_base(scene: Scene) -> None:
    base(scene).unpublish()


@act
def unpublish_queryset(scene: Scene) -> None:
    PageQuerySet.unpublish(Page.objects.filter(pk=scene.page_id))


@act
def save_offline(scene: Scene) -> None:
    page = scene.page
    page.live = False
    page.save()


@act
def update_offline(scene: Scene) -> None:
    Page.objects.filter(pk=scene.page_id).update(live=False)


@act
def delete(scene: Scene) -> None:
    scene.page.delete()


@act
def delete_base(scene: Scene) -> None:
    base(scene).delete()


@act
def delete_queryset(scene: Scene) -> None:
    Page.objects.filter(pk=scene.page_id).delete()


@act
def delete_the_list(scene: Scene) -> None:
    scene.office.index.delete()


@act
def forget_and_delete(scene: Scene) -> None:
    Page.objects.filter(pk=scene.page_id).update(live=False, first_published_at=None)
    scene.page.delete()

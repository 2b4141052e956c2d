"""Thousands of pages that wait for a decision, written as rows in seconds.

Each looks to the database as if its writer had submitted it and, for an approval, somebody had
reviewed it: page with its picture, revision, workflow state, task states, history.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import islice
from typing import Any, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from wagtail.models import (
    Page,
    PageLogEntry,
    Revision,
    Task,
    TaskState,
    Workflow,
    WorkflowState,
)

from news.models import InformationClass, NewsCategory, NewsIndexPage, NewsPage, PressImage
from workflow_steps.file_labels import key_of
from workflow_steps.models import (
    DivisionHeadApprovalTask,
    EditorReviewTask,
    NewsroomTaskState,
    User,
)

BATCH = 100
PARAGRAPH = "Pekerjaan dimulai pekan ini dan lalu lintas dialihkan selama dua minggu. " * 12
T = TypeVar("T")


def fill(
    count: int, writer: User, *, reviewer: User | None = None, due: bool = True
) -> list[NewsroomTaskState]:
    """``count`` items by ``writer``; with ``reviewer`` they have reached the approval.

    One in eight has no due time, a quarter is overdue; ``due=False``: none has one.
    """
    pictures = _pictures(count, writer)
    pages = _pages(pictures, writer)
    revisions = _revisions(pages, pictures, writer)
    workflow_states = _workflow_states(pages, writer)
    review: Task = EditorReviewTask.objects.get()
    task = DivisionHeadApprovalTask.objects.get() if reviewer else review
    if reviewer:
        states = _task_states(review, workflow_states, revisions, TaskState.STATUS_APPROVED)
        _extend(states, pictures, submitted_by=writer)
    states = _task_states(task, workflow_states, revisions, TaskState.STATUS_IN_PROGRESS)
    waiting = _extend(states, pictures, submitted_by=reviewer or writer)
    if due:
        _set_due(waiting)
    for workflow_state, state in zip(workflow_states, states, strict=True):
        workflow_state.current_task_state = state
    WorkflowState.objects.bulk_update(workflow_states, ["current_task_state"], batch_size=BATCH)
    return waiting


def _pictures(count: int, writer: User) -> list[PressImage]:
    """Only their rows: nobody looks at them."""
    return PressImage.objects.bulk_create(
        (
            PressImage(
                title=f"Jalan yang diperbaiki, foto ke-{number + 1}",
                file=f"original_images/menunggu-{number}.jpg",
                width=1600,
                height=1067,
                uploaded_by_user=writer,
            )
            for number in range(count)
        ),
        batch_size=BATCH,
    )


def _pages(pictures: Sequence[PressImage], writer: User) -> list[Page]:
    index = NewsIndexPage.objects.get()
    kind = ContentType.objects.get_for_model(NewsPage)
    category = NewsCategory.objects.order_by("pk")[0]
    information_class = next(item for item in InformationClass.objects.all() if item.publishable)
    first = index.numchild
    pages = Page.objects.bulk_create(
        (
            Page(
                title=f"Perbaikan jalan, laporan ke-{number}",
                draft_title=f"Perbaikan jalan, laporan ke-{number}",
                slug=f"menunggu-{number}",
                path=Page._get_path(index.path, index.depth + 1, number + 1),
                depth=index.depth + 1,
                url_path=f"{index.url_path}menunggu-{number}/",
                locale=index.locale,
                content_type=kind,
                owner=writer,
                live=False,
                has_unpublished_changes=True,
            )
            for number in range(first, first + len(pictures))
        ),
        batch_size=BATCH,
    )
    stories = [
        NewsPage(
            page_ptr=page,
            summary="Pekerjaan dimulai pekan ini.",
            category=category,
            information_class=information_class,
            hero_image=picture,
        )
        for page, picture in zip(pages, pictures, strict=True)
    ]
    _insert_own_rows(NewsPage, stories)
    NewsIndexPage.objects.filter(pk=index.pk).update(numchild=first + len(pictures))
    return pages


def _revisions(
    pages: Sequence[Page], pictures: Sequence[PressImage], writer: User
) -> list[Revision]:
    base = ContentType.objects.get_for_model(Page)
    kind = ContentType.objects.get_for_model(NewsPage)
    content = json.loads(json.dumps(pages[0].specific.serializable_data(), default=str))
    content["body"] = json.dumps([{"type": "paragraph", "value": PARAGRAPH}] * 6)
    revisions = Revision.objects.bulk_create(
        (
            Revision(
                base_content_type=base,
                content_type=kind,
                object_id=str(page.pk),
                object_str=page.title,
                created_at=timezone.now(),
                user=writer,
                content={
                    **content,
                    "pk": page.pk,
                    "title": page.title,
                    "slug": page.slug,
                    "hero_image": picture.pk,
                },
            )
            for page, picture in zip(pages, pictures, strict=True)
        ),
        batch_size=BATCH,
    )
    for page, revision in zip(pages, revisions, strict=True):
        page.latest_revision = revision
        page.latest_revision_created_at = revision.created_at
    Page.objects.bulk_update(
        pages, ["latest_revision", "latest_revision_created_at"], batch_size=BATCH
    )
    PageLogEntry.objects.bulk_create(
        (
            PageLogEntry(
                page_id=page.pk,
                content_type=kind,
                label=page.title,
                action="wagtail.edit",
                user=writer,
                revision=revision,
                timestamp=timezone.now(),
                data={},
            )
            for page, revision in zip(pages, revisions, strict=True)
        ),
        batch_size=BATCH,
    )
    return revisions


def _workflow_states(pages: Sequence[Page], writer: User) -> list[WorkflowState]:
    base = ContentType.objects.get_for_model(Page)
    kind = ContentType.objects.get_for_model(NewsPage)
    workflow = Workflow.objects.filter(active=True).order_by("pk")[0]
    return WorkflowState.objects.bulk_create(
        (
            WorkflowState(
                base_content_type=base,
                content_type=kind,
                object_id=str(page.pk),
                workflow=workflow,
                requested_by=writer,
            )
            for page in pages
        ),
        batch_size=BATCH,
    )


def _task_states(
    task: Task,
    workflow_states: Sequence[WorkflowState],
    revisions: Sequence[Revision],
    status: str,
) -> list[TaskState]:
    kind = ContentType.objects.get_for_model(NewsroomTaskState)
    return TaskState.objects.bulk_create(
        (
            TaskState(
                workflow_state=workflow_state,
                revision=revision,
                task=task,
                status=status,
                content_type=kind,
            )
            for workflow_state, revision in zip(workflow_states, revisions, strict=True)
        ),
        batch_size=BATCH,
    )


def _extend(
    states: Sequence[TaskState], pictures: Sequence[PressImage], submitted_by: User
) -> list[NewsroomTaskState]:
    content = {"type": "news.newspage", "body": PARAGRAPH * 6}
    extended = []
    for state, picture in zip(states, pictures, strict=True):
        more = NewsroomTaskState(
            taskstate_ptr=state,
            submitted_by=submitted_by,
            content=content,
            digest="0" * 64,
            file_labels={key_of(picture): {"credit": picture.credit}},
        )
        more.__dict__.update({k: v for k, v in state.__dict__.items() if k != "_state"})
        extended.append(more)
    _insert_own_rows(NewsroomTaskState, extended)
    return extended


def _set_due(states: Sequence[NewsroomTaskState]) -> None:
    now = timezone.now()
    for number, state in enumerate(states):
        # Scattered, so that the order is not that of the rows.
        hours = number * 7919 % (4 * len(states)) / 40 - len(states) / 40
        state.due_at = None if number % 8 == 7 else now + timedelta(hours=hours)
    NewsroomTaskState.objects.bulk_update(states, ["due_at"], batch_size=BATCH)


def _insert_own_rows(model: type[models.Model], instances: Sequence[models.Model]) -> None:
    """The child's rows of multi-table inheritance, which ``bulk_create`` refuses to write."""
    manager: Any = model._base_manager
    fields = model._meta.local_concrete_fields
    for batch in _batches(instances):
        manager._insert(batch, fields=fields, using="default", raw=True)


def _batches(items: Sequence[T]) -> Iterator[list[T]]:
    rest = iter(items)
    while batch := list(islice(rest, BATCH)):
        yield batch

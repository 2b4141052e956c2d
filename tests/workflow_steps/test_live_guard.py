"""The second wall: what the database itself refuses, whoever asks (invariant 1)."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, models, transaction
from wagtail.models import Page

from news.models import AnnouncementPage, NewsPage
from tests.driver import REASON, Newsroom
from tests.news.pages_kit import make, one_of_each
from workflow_steps import live_guard, publication
from workflow_steps.content import NOT_CONTENT
from workflow_steps.gate import GatedPageMixin, in_force
from workflow_steps.live_guard_sql.common import link_column, own_columns, page_columns
from workflow_steps.models import (
    ActFile,
    Approval,
    EmergencyPublication,
    PublicationAct,
    RecordedAuthority,
    TransactionAuthority,
    Withdrawal,
)
from workflow_steps.refusals import PublicationRefused

GATED = live_guard.gated_models()
VOLATILE = {
    # Who may edit, when it was last touched, where it stands: nothing that a reader reads.
    "locked",
    "has_unpublished_changes",
    "latest_revision_id",
    "latest_revision_created_at",
    "draft_title",
    "url_path",
    "go_live_at",
    "expire_at",
    "numchild",
    "owner_id",
}


def sql(statement: str, *parameters: Any) -> int:
    """Rows touched, past every model."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return int(cursor.rowcount)


def refused(statement: str, *parameters: Any) -> bool:
    try:
        sql(statement, *parameters)
    except DatabaseError as error:
        return "publication gate" in str(error) or "append-only" in str(error)
    return False


def other_value(field: models.Field[Any, Any], now: Any) -> Any:
    """Something that this column would accept, and that differs from what is there."""
    if isinstance(field, models.BooleanField):
        return not now
    if isinstance(field, models.DateTimeField):
        return "2031-01-01 00:00:00+00:00"
    if isinstance(field, models.DateField):
        return "2031-01-01"
    if isinstance(field, models.JSONField) or type(field).__name__ == "StreamField":
        return "[]" if now not in (None, "[]", []) else '[{"type": "paragraph", "value": "x"}]'
    if isinstance(field, models.CharField | models.TextField):
        return f"{now}x"
    return None if now is not None else 1


def changed_column(model: Any, column: str, page_id: int) -> tuple[str, Any, int]:
    table, key = model._meta.db_table, link_column(model)
    field = next(field for field in model._meta.local_concrete_fields if field.column == column)
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT "{column}" FROM {table} WHERE "{key}" = %s', [page_id])  # noqa: S608
        (now,) = cursor.fetchone()
    return (
        f'UPDATE {table} SET "{column}" = %s WHERE "{key}" = %s',  # noqa: S608
        other_value(field, now),
        page_id,
    )


@pytest.fixture
def everything(newsroom: None) -> dict[str, Any]:
    """A live page of every gated type, with every field filled."""
    pages: dict[Any, Any] = {type(page): page for page in one_of_each().values()}
    for model in GATED:
        pages.setdefault(model, model.objects.filter(live=True).first())
    assert set(pages) == set(GATED), "a gated type without a live page here"
    return {model._meta.label_lower: page for model, page in pages.items()}


# --- rows that are live --------------------------------------------------------------------------


@pytest.mark.parametrize("column", page_columns())
def test_live_row__no_column_that_readers_see_changes_by_sql(
    everything: dict[str, Any], column: str
) -> None:
    if column == "live":
        pytest.skip("going offline is the other direction; see below")
    for label, page in everything.items():
        assert refused(*changed_column(Page, column, page.pk)), label


@pytest.mark.parametrize("model", GATED, ids=lambda model: model.__name__)
def test_live_row__no_column_of_its_own_table_changes_by_sql(
    everything: dict[str, Any], model: Any
) -> None:
    page = everything[model._meta.label_lower]
    columns = [column for column in own_columns(model) if column != link_column(model)]
    assert columns
    for column in columns:
        assert refused(*changed_column(model, column, page.pk)), column


def test_live_row__querysets_and_bulk_updates_are_refused_too(office: Newsroom) -> None:
    page = office.published()
    for write in (
        lambda: Page.objects.filter(pk=page.pk).update(title="Slot gacor"),
        lambda: NewsPage.objects.filter(pk=page.pk).update(summary="Slot gacor"),
        lambda: NewsPage.objects.filter(live=True).update(body="[]"),
        lambda: NewsPage.objects.bulk_update([_retitled(page)], ["title"]),
    ):
        with pytest.raises(DatabaseError, match="publication gate"), transaction.atomic():
            write()
    assert office.fresh(page).title == page.title


def _retitled(page: Any) -> Any:
    page = Page.objects.get(pk=page.pk).specific
    page.title = "Slot gacor"
    return page


@pytest.mark.parametrize("column", sorted(VOLATILE))
def test_live_row__what_no_reader_sees_may_change(everything: dict[str, Any], column: str) -> None:
    field = next(field for field in Page._meta.concrete_fields if field.column == column)
    assert field.name in NOT_CONTENT
    for page in everything.values():
        with transaction.atomic():
            statement, value, pk = changed_column(Page, column, page.pk)
            if column in {"numchild", "owner_id", "latest_revision_id"}:
                value = None if column != "numchild" else 7
            assert sql(statement, value, pk) == 1
            transaction.set_rollback(True)


def test_live_row__the_same_value_again_is_no_change(office: Newsroom) -> None:
    page = office.published()
    sql("UPDATE wagtailcore_page SET title = title, live = live WHERE id = %s", page.pk)
    sql("UPDATE news_newspage SET summary = summary WHERE page_ptr_id = %s", page.pk)


# --- rows that become live -----------------------------------------------------------------------


def test_draft__changes_freely_but_does_not_become_live(office: Newsroom) -> None:
    page = office.draft()
    sql("UPDATE wagtailcore_page SET title = 'Konsep' WHERE id = %s", page.pk)
    sql("UPDATE news_newspage SET summary = 'Konsep' WHERE page_ptr_id = %s", page.pk)
    assert refused("UPDATE wagtailcore_page SET live = true WHERE id = %s", page.pk)
    assert refused("UPDATE wagtailcore_page SET live = true, title = 'Slot' WHERE id = %s", page.pk)
    assert not office.fresh(page).live


def test_draft__approved_content_does_not_become_live_by_sql_either(office: Newsroom) -> None:
    page = office.published()
    publication.withdraw(page, office.webadmin, REASON)
    assert refused("UPDATE wagtailcore_page SET live = true WHERE id = %s", page.pk)


def test_insert__of_a_live_page_is_refused(office: Newsroom) -> None:
    page = office.published()
    columns = ", ".join(
        f'"{field.column}"' for field in Page._meta.concrete_fields if field.column != "id"
    )
    values = columns.replace('"path"', "'9999'").replace('"translation_key"', "%s")
    assert refused(
        f"INSERT INTO wagtailcore_page ({columns}) "  # noqa: S608
        f"SELECT {values} FROM wagtailcore_page WHERE id = %s",
        "0" * 32,
        page.pk,
    )


def test_insert__of_the_second_half_under_a_live_page_is_refused(office: Newsroom) -> None:
    """A row of another type's table under a live page's number would be read with it."""
    page = office.published()
    assert refused(
        "INSERT INTO news_homepage (page_ptr_id, intro) VALUES (%s, 'Slot gacor')", page.pk
    )


def test_second_half__is_not_hung_under_another_page(office: Newsroom) -> None:
    live, draft = office.published(), make(AnnouncementPage, "Pengumuman", live=False)
    for table, old, new in (
        ("news_newspage", live.pk, 999_999),  # away from a live page
        ("news_announcementpage", draft.pk, live.pk),  # under one
    ):
        statement = f"UPDATE {table} SET page_ptr_id = %s WHERE page_ptr_id = %s"  # noqa: S608
        assert refused(statement, new, old), table


def test_delete__of_what_has_been_public_is_refused(office: Newsroom) -> None:
    page = office.published()
    assert refused("DELETE FROM news_newspage WHERE page_ptr_id = %s", page.pk)
    assert refused("DELETE FROM wagtailcore_page WHERE id = %s", page.pk)
    publication.withdraw(page, office.webadmin, REASON)
    assert refused("DELETE FROM wagtailcore_page WHERE id = %s", page.pk)
    draft = office.draft()
    assert sql("DELETE FROM news_newspage WHERE page_ptr_id = %s", draft.pk) == 1


def test_type__a_live_page_is_not_turned_into_another(office: Newsroom) -> None:
    page = office.published()
    assert refused(
        "UPDATE wagtailcore_page SET content_type_id = "
        "(SELECT id FROM django_content_type WHERE app_label = 'wagtailcore' AND model = 'page') "
        "WHERE id = %s",
        page.pk,
    )


# --- authority ---------------------------------------------------------------------------------


def test_authority__is_for_one_page_and_for_its_block_only(office: Newsroom) -> None:
    page, other = office.published(), office.published()
    retitle = "UPDATE wagtailcore_page SET title = %s WHERE id = %s"
    with in_force(page.pk):
        assert sql(retitle, "Dengan wewenang", page.pk) == 1
        assert refused(retitle, "Slot gacor", other.pk)
    assert refused(retitle, "Slot gacor", page.pk)
    assert not TransactionAuthority.objects.exists()


def test_authority__is_gone_after_every_operation(office: Newsroom) -> None:
    page = office.waiting_for_approval()
    seen: list[int] = []

    def look() -> None:
        seen.append(TransactionAuthority.objects.count())

    look()
    office.approve(page)
    look()
    live = office.fresh(page)
    live.locked = True
    live.save()
    look()
    live.title = "Slot gacor"
    with pytest.raises(PublicationRefused):
        live.save()
    look()
    publication.withdraw(live, office.webadmin, REASON)
    look()
    assert seen == [0] * 5


@pytest.mark.skipif(connection.vendor != "postgresql", reason="needs PostgreSQL")
@pytest.mark.postgres
def test_authority__helps_no_other_connection(transactional_db: Any, newsroom: None) -> None:
    office = Newsroom()
    page = office.published()
    other = connection.copy()
    try:
        with in_force(page.pk), other.cursor() as cursor:
            cursor.execute("SELECT COUNT(*) FROM workflow_steps_transactionauthority")
            assert cursor.fetchone() == (0,)
            with pytest.raises(DatabaseError, match="publication gate"):
                cursor.execute("UPDATE wagtailcore_page SET live = true, title = 'x' WHERE live")
    finally:
        other.close()


def test_root__is_the_only_row_that_may_change_unseen(office: Newsroom) -> None:
    """A page that says it stood at the top of the tree is still a page."""
    live, draft = office.published(), office.draft(office.classified())
    page = "UPDATE wagtailcore_page SET depth = 1"
    assert refused(f"{page}, title = 'Slot gacor' WHERE id = %s", live.pk)
    assert refused(f"{page}, live = true WHERE id = %s", draft.pk)
    assert refused(f"{page}, path = '0009', live = true WHERE id = %s", draft.pk)
    assert sql("UPDATE wagtailcore_page SET title = 'Akar' WHERE depth = 1") == 1


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has no REPLACE")
def test_live_row__is_not_replaced_by_another(office: Newsroom) -> None:
    """``OR REPLACE`` deletes what is in the way, without any trigger for deletion."""
    live, draft = office.published(), office.draft(office.classified())
    names = [field.column for field in Page._meta.concrete_fields]

    def row(**changed: str) -> str:
        return ", ".join(changed.get(name, name) for name in names)

    into = f"INSERT OR REPLACE INTO wagtailcore_page ({', '.join(names)}) "
    offline, path = row(live="0"), row(id="id + 1000", live="0")
    for values in (offline, path):
        assert refused(f"{into}SELECT {values} FROM wagtailcore_page WHERE id = {live.pk}")  # noqa: S608
    for change in (f"id = {live.pk}", f"path = '{live.path}'"):
        assert refused(f"UPDATE OR REPLACE wagtailcore_page SET {change} WHERE id = {draft.pk}")  # noqa: S608
    assert office.fresh(live).live


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
def test_pages__are_not_emptied(office: Newsroom) -> None:
    office.published()
    connection.check_constraints()  # what waits for the commit would stop TRUNCATE by itself
    for table in ("wagtailcore_page", "news_newspage"):
        assert refused(f"TRUNCATE {table} CASCADE"), table


# --- acts -----------------------------------------------------------------------------------


def test_acts__are_neither_changed_nor_deleted_by_sql(office: Newsroom) -> None:
    page = office.published()
    publication.withdraw(page, office.webadmin, REASON)
    connection.check_constraints()
    for model, column in (
        (PublicationAct, "digest"),
        (PublicationAct, "content"),
        (Approval, "capacity"),
        (Withdrawal, "reason"),
        (RecordedAuthority, "reason"),
        (ActFile, "sha256"),
    ):
        table = model._meta.db_table
        assert model.objects.exists(), "something to protect"
        assert refused(f"UPDATE {table} SET {column} = {column}"), table  # noqa: S608
        assert refused(f"DELETE FROM {table}"), table  # noqa: S608
        replace = f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"  # noqa: S608
        erase = replace if connection.vendor == "sqlite" else f"TRUNCATE {table} CASCADE"
        assert refused(erase), table
    table = EmergencyPublication._meta.db_table
    assert {table, Approval._meta.db_table} <= set(live_guard.append_only_tables())


# --- that it is there --------------------------------------------------------------------------


@pytest.mark.django_db
def test_guards__are_all_in_place() -> None:
    assert live_guard.missing(connection) == []
    assert {model for model in GATED if issubclass(model, GatedPageMixin)} == set(GATED)


@pytest.mark.django_db
def test_guards__a_missing_one_is_named() -> None:
    trigger, table = live_guard.page_triggers(connection.vendor)[0]
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(live_guard.SQL[connection.vendor].drop(trigger, table))
        assert live_guard.missing(connection) == [trigger]
        live_guard.install(connection)
        assert live_guard.missing(connection) == []


@pytest.mark.skipif(connection.vendor != "postgresql", reason="needs PostgreSQL")
@pytest.mark.django_db
def test_guards__a_disabled_one_counts_as_missing() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE wagtailcore_page DISABLE TRIGGER wagtailcore_page_live_guard")
    assert live_guard.missing(connection) == ["wagtailcore_page_live_guard"]

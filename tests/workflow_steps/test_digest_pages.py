"""What stands for a page: the same however it was loaded, another as soon as a reader sees more."""

import json
import uuid
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.blocks import ListBlock, StreamBlock, StructBlock
from wagtail.contrib.table_block.blocks import TableBlock as WagtailTableBlock
from wagtail.fields import StreamField
from wagtail.models import Page

from news.models import InformationClass, NewsCategory, NewsPage, PressDocument, PressImage
from tests.driver import Newsroom
from tests.news.pages_kit import document, make, one_of_each, picture
from tests.news.test_pages import form_data
from workflow_steps import content as contents
from workflow_steps.content import NOT_CONTENT, content_fields, content_of, digest_of
from workflow_steps.live_guard import gated_models

GATED = gated_models()
TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="<>&"), min_size=1, max_size=9
)
RICH = TEXT.map(lambda text: f"<p>{text}</p>")
TABLE = {
    "data": [["Hari", None], ["Senin", "07.30"]],
    "table_caption": "Jam",
    "table_header_choice": "row",
}
EXAMPLES = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


class Library:
    """Made once per test; strategies refer to its items by number."""

    def __init__(self) -> None:
        self.images = [picture(f"Gambar {n}", size=(8 + n, 8)) for n in range(2)]
        self.documents = [document(f"Surat {n}", f"surat-{n}.pdf") for n in range(2)]

    def blocks(self) -> st.SearchStrategy[list[tuple[str, Any]]]:
        image, file = st.sampled_from(self.images), st.sampled_from(self.documents)
        shot = st.fixed_dictionaries(
            {"image": image, "alt_text": TEXT}, optional={"caption": TEXT, "credit": TEXT}
        )
        video = st.fixed_dictionaries(
            {"title": TEXT, "link": st.just("https://youtu.be/abc")},
            optional={"caption": TEXT, "poster": image, "file": file},
        )
        table = st.fixed_dictionaries(
            {
                "data": st.lists(st.lists(TEXT | st.none(), min_size=1, max_size=2), max_size=2),
                "table_caption": TEXT,
                # Without one Wagtail adds its own when it next reads the table.
                "table_header_choice": st.sampled_from(["row", "column", "both", "neither"]),
            }
        )
        one = st.one_of(
            st.tuples(st.just("paragraph"), RICH),
            st.tuples(
                st.just("heading"),
                st.fixed_dictionaries({"text": TEXT, "level": st.sampled_from(["h2", "h3"])}),
            ),
            st.tuples(st.just("image"), shot),
            st.tuples(st.just("gallery"), st.lists(shot, max_size=2)),
            st.tuples(st.just("quote"), st.fixed_dictionaries({"text": TEXT, "attribution": TEXT})),
            st.tuples(st.just("documents"), st.lists(file, max_size=3)),
            st.tuples(st.just("video"), video),
            st.tuples(st.just("table"), table),
            st.tuples(
                st.just("callout"),
                st.fixed_dictionaries({"kind": st.just("info"), "title": TEXT, "text": RICH}),
            ),
        )
        return st.lists(one, max_size=4)


@pytest.fixture
def draft(newsroom: None) -> Any:
    return make(NewsPage, "Layanan keliling", live=False)


def fresh(page: Any) -> Any:
    return Page.objects.get(pk=page.pk).specific


def renumbered(value: Any) -> Any:
    """Raw blocks with an id of their own each, as if they had been typed again."""
    if isinstance(value, dict):
        members = {key: renumbered(member) for key, member in value.items()}
        return members | ({"id": str(uuid.uuid4())} if "id" in members else {})
    return [renumbered(member) for member in value] if isinstance(value, list) else value


def texts(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where a reader's words are; not ids, and not what says which kind of block it is."""
    if isinstance(value, dict | list):
        members = value.items() if isinstance(value, dict) else enumerate(value)
        for key, member in members:
            if key not in ("id", "type", "level", "kind", "link"):
                yield from texts(member, (*path, key))
    elif isinstance(value, str) and value:
        yield path


def with_changed_text(raw: list[Any], path: tuple[Any, ...]) -> list[Any]:
    changed = json.loads(json.dumps(raw))
    inner = changed
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] += "x"
    result: list[Any] = changed
    return result


def set_raw(page: Any, raw: list[Any]) -> None:
    page.body = json.dumps(raw)


# --- the same however it comes -----------------------------------------------------------------


def test_digest__same_for_every_way_of_having_the_page(draft: Any) -> None:
    library = Library()

    @EXAMPLES
    @given(library.blocks(), st.data())
    def check(blocks: list[tuple[str, Any]], data: st.DataObject) -> None:
        page = fresh(draft)
        page.body = blocks
        built = digest_of(page)
        assert digest_of(page) == built, "asking changes nothing"
        page.save()
        revision = page.save_revision()
        loaded = fresh(page)
        assert digest_of(loaded) == built, "from the database, unread"
        assert digest_of(revision.as_object()) == built, "from its revision"
        str(loaded.body)
        for block in loaded.body:
            block.render()
        assert digest_of(loaded) == built, "after it was read"
        loaded.save()
        assert digest_of(fresh(loaded)) == built, "saved again"
        raw = json.loads(json.dumps(loaded.body.get_prep_value()))
        set_raw(loaded, renumbered(raw))
        loaded.save()
        assert digest_of(fresh(loaded)) == built, "with other block ids"
        places = list(texts(raw))
        if places:
            set_raw(loaded, with_changed_text(raw, data.draw(st.sampled_from(places))))
            assert digest_of(loaded) != built, "another word"
        if len(raw) > 1 and blocks[0] != blocks[-1]:
            set_raw(loaded, [raw[-1], *raw[1:-1], raw[0]])
            assert digest_of(loaded) != built, "another order"

    check()


def test_digest__is_one_and_the_same_on_every_database(newsroom: None) -> None:
    """Fixed for good: whatever changes this number makes every paraf ever given void."""
    page = NewsPage(
        title="Layanan adminduk keliling",
        slug="layanan",
        summary="Warga mengurus dokumen “di desa” — tanpa ke Tenggarong. \u00e9 e\u0301",
        event_date=date(2026, 11, 2),
        body=[
            ("paragraph", "<p>Perahu <b>layanan</b> singgah setiap Selasa.</p>"),
            ("heading", {"text": "Jadwal", "level": "h2"}),
            ("quote", {"text": "Kami datang.", "attribution": ""}),
            ("table", TABLE),
        ],
        live=False,
    )
    page_digest = digest_of(page)
    parent = Page.objects.get(slug="berita")
    parent.add_child(instance=page)
    page.save_revision()
    known = "73d25dcccc1da78eabff6aee848b18a996d1b0a6116f597c808648a317819302"
    from_revision = digest_of(page.latest_revision.as_object())
    assert [page_digest, digest_of(fresh(page)), from_revision] == [known] * 3


# --- what does not count -----------------------------------------------------------------------


def test_digest__ignores_everything_that_is_not_content(office: Newsroom) -> None:
    page = office.published()
    before = digest_of(page)
    other = office.draft()
    values: dict[str, Any] = {
        "path": "99990001",
        "depth": 7,
        "numchild": 3,
        "translation_key": uuid.uuid4(),
        "draft_title": "Konsep",
        "live": False,
        "has_unpublished_changes": True,
        "url_path": "/lain/",
        "owner_id": office.webadmin.pk,
        "go_live_at": timezone.now(),
        "expire_at": timezone.now(),
        "expired": True,
        "locked": True,
        "locked_at": timezone.now(),
        "locked_by_id": office.kabid.pk,
        "first_published_at": None,
        "last_published_at": timezone.now() + timedelta(days=1),
        "latest_revision_created_at": None,
        "latest_revision_id": other.latest_revision_id,
        "live_revision_id": None,
        "alias_of_id": other.pk,
        "content_type_id": other.content_type_id,
        "locale_id": 77,
        "id": 4711,
        "page_ptr_id": 4711,
    }
    assert {name.removesuffix("_id") for name in values} == NOT_CONTENT
    for name, value in values.items():
        setattr(page, name, value)
        assert digest_of(page) == before, name


def test_digest__follows_a_page_through_the_tree_and_its_rounds(office: Newsroom) -> None:
    page = office.published()
    before = digest_of(page)
    fresh(page).move(office.index.get_parent(), pos="last-child")
    fresh(page).save_revision(user=office.pengelola)
    assert digest_of(fresh(page)) == before
    fresh(page).save()
    assert digest_of(fresh(page)) == before


def test_digest__ignores_what_the_library_says_about_a_file(newsroom: None) -> None:
    for page in one_of_each().values():
        before = digest_of(page)
        for image in PressImage.objects.all():
            image.title, image.description, image.credit = "Nama baru", "Uraian baru", "Humas"
            image.focal_point_x = image.focal_point_y = 5
            image.focal_point_width = image.focal_point_height = 3
            image.save()
        for file in PressDocument.objects.all():
            file.title = "Nama baru"
            file.save()
        assert digest_of(fresh(page)) == before, page


def test_digest__leaves_out_only_the_ids_that_blocks_have_of_their_own() -> None:
    """What a block's own value calls "id" may be read by everybody."""
    cell = {"type": "a", "value": "b", "id": "seen"}
    table = {"data": [[cell]], "id": "seen", "type": "x", "value": "y"}
    inner = StructBlock(
        [("things", ListBlock(WagtailTableBlock())), ("thing", WagtailTableBlock())]
    )
    block = StreamBlock([("inner", inner), ("deep", StreamBlock([("table", WagtailTableBlock())]))])
    value = block.to_python(
        [
            {"type": "inner", "value": {"things": [table], "thing": table}, "id": "unseen"},
            {"type": "deep", "value": [{"type": "table", "value": table, "id": "unseen"}]},
        ]
    )
    for child in value:
        child.value  # noqa: B018
    stored = json.dumps(contents.without_block_ids(block, block.get_prep_value(value)))
    assert stored.count('"seen"') == 6
    assert "unseen" not in stored
    assert stored.count('"id"') == 6


# --- what counts -------------------------------------------------------------------------------


@pytest.mark.parametrize("model", GATED, ids=lambda model: model.__name__)
def test_digest__changes_with_every_field_of_the_content(newsroom: None, model: Any) -> None:
    pages = {type(page): page for page in one_of_each().values()}
    page = pages.get(model) or model.objects.get()
    before = digest_of(page)
    for field in content_fields(model):
        changed = fresh(page)
        now = field.value_from_object(changed)
        setattr(changed, field.attname, another(field, now))
        after = content_of(changed)
        assert digest_of(changed) != before, field.name
        differing = {name for name in after if after.get(name) != content_of(page).get(name)}
        assert field.name in differing | ({field.name} - after.keys())


def another(field: Any, now: Any) -> Any:
    if isinstance(field, models.ForeignKey):
        rows: dict[Any, Any] = {
            NewsCategory: NewsCategory.objects,
            InformationClass: InformationClass.objects,
        }
        if field.related_model in rows:
            return rows[field.related_model].exclude(pk=now).first().pk
        return picture("Gambar lain").pk
    if isinstance(field, StreamField):
        return [] if now else [a_block(field.stream_block)]
    if isinstance(field, models.DateField):
        return date(2031, 1, 1)
    if isinstance(field, models.CharField | models.TextField):
        return f"{now}x"
    return not now if isinstance(field, models.BooleanField) else (now or 0) + 1


def a_block(stream: Any) -> tuple[str, Any]:
    name, block = next(iter(stream.child_blocks.items()))
    return name, "<p>baru</p>" if name == "paragraph" else block.get_default()


def test_digest__changes_with_the_type_of_the_page(newsroom: None) -> None:
    fields = {"title": "Judul", "slug": "judul"}
    assert len({digest_of(model(**fields)) for model in GATED}) == len(GATED)


@pytest.mark.parametrize("cached", [True, False])
def test_digest__changes_with_the_bytes_of_every_file(newsroom: None, cached: bool) -> None:
    """Also behind the library's back, on the disk, where no row changes."""
    for name, made in one_of_each().items():
        page = fresh(made)
        used = contents.files_of(page)
        assert used, name
        for item in used:
            before = content_of(page, cached=cached)
            path = item.file.path
            with open(path, "rb") as stream:
                kept = stream.read()
            with open(path, "wb") as stream:
                stream.write(kept + b"!")
            after = content_of(page, cached=cached)
            assert before["files"] != after["files"], (name, item)
            assert contents.digests.digest(before) != contents.digests.digest(after)
            with open(path, "wb") as stream:
                stream.write(kept)


def test_digest__a_file_that_is_gone_is_another_content(newsroom: None) -> None:
    page = one_of_each()["announcement"]
    before = digest_of(page)
    (file,) = [item for item in contents.files_of(page) if isinstance(item, PressDocument)]
    file.file.storage.delete(file.file.name)
    assert digest_of(fresh(page)) != before
    assert {entry["sha256"] for entry in content_of(page)["files"]} & {contents.MISSING_FILE}


def test_digest__a_file_linked_from_running_text_counts(newsroom: None, draft: Any) -> None:
    file = document("Edaran")
    draft.body = [("paragraph", f'<p><a linktype="document" id="{file.pk}">Edaran</a></p>')]
    draft.save()
    before = digest_of(fresh(draft))
    assert [entry["id"] for entry in content_of(fresh(draft))["files"]] == [file.pk]
    file.file = ContentFile(b"%PDF-1.4 lain", name="lain.pdf")
    file.save()
    assert digest_of(fresh(draft)) != before


# --- odd letters -------------------------------------------------------------------------------


def test_odd_letters__composed_and_decomposed_are_stable(draft: Any) -> None:
    digests = set()
    for title in ("Caf\u00e9 Kukar", "Cafe\u0301 Kukar"):
        page = fresh(draft)
        page.title = title
        page.save()
        revision = page.save_revision()
        assert digest_of(fresh(page)) == digest_of(revision.as_object()) == digest_of(page)
        digests.add(digest_of(page))
    assert len(digests) == 2


def test_odd_letters__a_null_never_gets_into_a_draft(office: Newsroom, client: Client) -> None:
    page = office.draft()
    before = fresh(page).latest_revision_id
    client.force_login(office.pengelola)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = form_data(fresh(page), title="Slot\x00gacor")
    assert client.post(address, data).status_code == 200
    assert fresh(page).latest_revision_id == before

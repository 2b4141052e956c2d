"""Pages to read, made with the least ceremony; for tests of what the public sees."""

import io
from datetime import date, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.utils import timezone
from PIL import Image
from wagtail.models import Page

from news.models import (
    AnnouncementPage,
    GalleryPage,
    HomePage,
    InformationClass,
    InformationPage,
    NewsCategory,
    NewsIndexPage,
    NewsPage,
    NewsroomPage,
    PressDocument,
    PressImage,
    VideoPage,
)
from workflow_steps.record import put_live, record_authority

COLOURS = ("#0b5351", "#5e8f88", "#c98a1b", "#7a3b2e", "#315c8a")


def picture(
    title: str = "Gambar", size: tuple[int, int] = (1600, 1067), **fields: Any
) -> PressImage:
    buffer = io.BytesIO()
    Image.new("RGB", size, COLOURS[len(title) % len(COLOURS)]).save(buffer, "JPEG")
    file = ContentFile(buffer.getvalue(), name="gambar.jpg")
    return PressImage.objects.create(title=title, file=file, **fields)


def document(title: str = "Surat edaran", name: str = "edaran.pdf", **fields: Any) -> PressDocument:
    return PressDocument.objects.create(
        title=title, file=ContentFile(b"%PDF-1.4 contoh", name=name), **fields
    )


def make(page_class: type[NewsroomPage], title: str, *, live: bool = True, **fields: Any) -> Any:
    """A complete page of any type, live unless asked otherwise."""
    parent: Page = HomePage.objects.get() if page_class is InformationPage else index()
    defaults: dict[str, Any] = {
        "summary": f"Ringkasan tentang {title.lower()}.",
        "category": NewsCategory.objects.get(slug="pelayanan-publik"),
        "information_class": InformationClass.objects.get(code="berkala"),
        "hero_alt": "Petugas melayani warga",
        "source": "Dinas Dukcapil",
        "event_date": date(2026, 11, 2),
        "event_place": "Muara Kaman",
    }
    page = page_class(title=title, live=False, **(defaults | fields))
    parent.add_child(instance=page)
    if live:
        put_live(page, "A page to read, for a test.")
    return page


def publish(page: Any) -> None:
    """Put a draft live with everything that goes with a publication, on recorded authority."""
    revision = page.save_revision()
    with transaction.atomic():
        draft = revision.as_object()
        draft.live_revision = revision
        record_authority(draft, "A page to read, for a test.")
        revision.publish()


def index() -> NewsIndexPage:
    return NewsIndexPage.objects.get()


def every_block(image: PressImage, file: PressDocument) -> list[tuple[str, Any]]:
    shot = {"image": image, "alt_text": "Warga antre", "caption": "Antrean pagi", "credit": "Humas"}
    return [
        ("paragraph", "<p>Perahu layanan singgah di <b>Muara Kaman</b> setiap Selasa.</p>"),
        ("heading", {"text": "Jadwal singgah", "level": "h2"}),
        ("heading", {"text": "Hulu", "level": "h3"}),
        ("image", shot),
        ("gallery", [shot, shot]),
        ("quote", {"text": "Kami datang ke warga.", "attribution": "Petugas loket"}),
        ("documents", [file]),
        (
            "video",
            {"title": "Liputan", "link": "https://youtu.be/abc", "caption": "Perahu berlabuh"},
        ),
        ("table", table()),
        ("callout", {"kind": "warning", "title": "Banjir", "text": "<p>Waspada air pasang.</p>"}),
    ]


def table(**changes: Any) -> dict[str, Any]:
    return {
        "table_caption": "Jam pelayanan",
        "table_header_choice": "both",
        "first_row_is_table_header": True,
        "first_col_is_header": True,
        "data": [["Hari", "Buka"], ["Senin", "07.30"]],
    } | changes


def one_of_each() -> dict[str, Any]:
    """One live page of each type with everything it can show."""
    image = picture(credit="Humas Kukar")
    file, clip = document(), document("Rekaman rapat", "rapat.mp4")
    shot = {"image": image, "alt_text": "Warga antre", "caption": "Antrean pagi"}
    body = every_block(image, file)
    return {
        "news": make(NewsPage, "Layanan perahu keliling", hero_image=image, body=body),
        "gallery": make(
            GalleryPage,
            "Festival Erau dalam gambar",
            hero_image=image,
            images=[("image", shot)] * 5,
        ),
        "video": make(
            VideoPage,
            "Rapat persiapan banjir",
            hero_image=image,
            video=[("video", {"title": "Rapat", "file": clip, "caption": "Rapat koordinasi"})],
        ),
        "announcement": make(
            AnnouncementPage,
            "Jadwal pemadaman air",
            hero_image=image,
            documents=[("document", file)],
            valid_until=timezone.localdate() + timedelta(days=3),
        ),
        "information": make(
            InformationPage, "Tentang kami", hero_image=image, body=body[:2], show_in_menus=True
        ),
    }


FULL_TEXT_INDEX = (
    "DROP TABLE wagtailsearch_indexentry_fts",
    "CREATE VIRTUAL TABLE wagtailsearch_indexentry_fts USING fts5(autocomplete, body, title)",
    """CREATE TRIGGER fts_insert AFTER INSERT ON wagtailsearch_indexentry BEGIN
    INSERT INTO wagtailsearch_indexentry_fts(title, body, autocomplete, rowid)
    VALUES (NEW.title, NEW.body, NEW.autocomplete, NEW.id); END""",
    """CREATE TRIGGER fts_update AFTER UPDATE ON wagtailsearch_indexentry BEGIN
    UPDATE wagtailsearch_indexentry_fts
    SET title=NEW.title, body=NEW.body, autocomplete=NEW.autocomplete WHERE rowid=NEW.id; END""",
    """CREATE TRIGGER fts_delete AFTER DELETE ON wagtailsearch_indexentry BEGIN
    DELETE FROM wagtailsearch_indexentry_fts WHERE rowid=OLD.id; END""",
)


def ensure_full_text_index() -> None:
    """Under ``--no-migrations`` SQLite has a plain table where Wagtail's migration makes FTS5."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE name = 'wagtailsearch_indexentry_fts'")
        if "VIRTUAL" not in cursor.fetchone()[0].upper():
            for statement in FULL_TEXT_INDEX:
                cursor.execute(statement)

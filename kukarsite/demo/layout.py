"""How an editor arranges an item's text, pictures and files on its page."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from news.models import AnnouncementPage, GalleryPage, NewsroomPage, VideoPage

from .texts import Block, Shot, blocks

if TYPE_CHECKING:
    from .newsroom import Item

VALID_FOR = timedelta(days=30)
CORRECTED = "<p>Penyeberangan feri mengikuti surat pemberitahuan terakhir.</p>"
TAKEN_DOWN = "Daftar harga keliru menyebut satuan; akan ditayangkan lagi setelah diperbaiki."
EMERGENCY = "Jembatan diperiksa mulai pagi ini; pengendara harus tahu sebelum berangkat."
CORRECTION = (
    "Keterangan tentang penyeberangan feri disesuaikan dengan surat pemberitahuan terakhir."
)


def fill(page: NewsroomPage, item: "Item", when: date, missing: int) -> None:
    """Everything but the classification; ``missing`` blocks at the end are still unwritten."""
    shots = item.text.shots
    if item.images:
        page.hero_image = item.images[0]
        page.hero_alt, page.hero_caption = shots[0].alt, shots[0].caption
    content = body(item, when)
    page.body = content[: len(content) - missing]
    if isinstance(page, GalleryPage):
        page.images = [("image", picture) for picture in _pictures(item, 1)]
    elif isinstance(page, VideoPage):
        page.video = [("video", _video(item))]
    elif isinstance(page, AnnouncementPage):
        page.documents = [("document", document) for document in item.documents]
        page.valid_until = when + VALID_FOR


def body(item: "Item", when: date) -> list[Block]:
    return list(_body(item, when))


def _body(item: "Item", when: date) -> Iterator[Block]:
    further = iter([] if item.text.kind == "gallery" else _pictures(item, 1))
    for kind, value in blocks(item.text, when):
        if kind != "picture":
            yield kind, value
        elif picture := next(further, None):
            yield "image", picture
    if left := list(further):
        yield ("image", left[0]) if len(left) == 1 else ("gallery", left)
    if item.documents and item.text.kind != "announcement":
        yield "documents", item.documents


def _pictures(item: "Item", first: int) -> list[dict[str, Any]]:
    pairs = zip(item.images, item.text.shots, strict=True)
    return [_picture(image, shot) for image, shot in list(pairs)[first:]]


def _picture(image: Any, shot: Shot) -> dict[str, Any]:
    return {"image": image, "alt_text": shot.alt, "caption": shot.caption, "credit": image.credit}


def _video(item: "Item") -> dict[str, Any]:
    return {
        "title": item.text.video,
        "link": "",
        "file": item.videos[0],
        "poster": item.images[0],
        "caption": item.text.summary,
    }

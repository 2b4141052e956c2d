"""A page draft with its material in place (the beginning of step 3)."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.html import escape
from django.utils.text import Truncator

from news.models import (
    AnnouncementPage,
    GalleryPage,
    MaterialAttachment,
    NewsroomPage,
    SourceMaterial,
    VideoPage,
)
from news.video_links import UPLOADED_VIDEO_TYPES

Kind = MaterialAttachment.Kind
Block = tuple[str, Any]


def draft_from(
    materials: Sequence[SourceMaterial], page_class: type[NewsroomPage], title: str | None
) -> NewsroomPage:
    """An unsaved draft; the first material gives what a page has only once."""
    first = materials[0]
    files = _Files(materials)
    page = page_class(
        title=title or first.title,
        summary=Truncator(" ".join(first.description.split())).chars(300),
        category=first.category,
        information_class=first.information_class,
        source=", ".join(dict.fromkeys(m.source_unit for m in materials if m.source_unit))[:200],
        event_date=first.event_date,
        event_place=first.place,
        live=False,
    )
    for row in files.images[:1]:
        picture = _picture(row)
        page.hero_image, page.hero_alt = picture["image"], picture["alt_text"]
        page.hero_caption = picture["caption"]
    page.body = [*_text(materials), *_place_files(page, files)]
    return page


class _Files:
    """The attachments by what a page does with them; a file gone from the library is skipped."""

    def __init__(self, materials: Iterable[SourceMaterial]) -> None:
        rows = [row for m in materials for row in _attachments(m)]
        self.images = [row for row in rows if row.image]
        self.videos = [row for row in rows if row.video_url or _plays(row)]
        self.documents = [row for row in rows if row.document and not _plays(row)]


def _attachments(material: SourceMaterial) -> Iterable[MaterialAttachment]:
    rows = MaterialAttachment.objects.filter(material=material)
    return rows.select_related("image", "document", "material").order_by("sort_order", "pk")


def _plays(row: MaterialAttachment) -> bool:
    """A browser plays it; a MOV file is handed on as a document, to be converted."""
    document = row.document
    return document is not None and document.file_extension.lower() in UPLOADED_VIDEO_TYPES


def _text(materials: Sequence[SourceMaterial]) -> Iterable[Block]:
    for material in materials:
        if len(materials) > 1:
            yield "heading", {"text": material.title[:150], "level": "h2"}
        if material.description.strip():
            paragraphs = re.split(r"\n\s*\n", material.description.replace("\r\n", "\n").strip())
            lines = (escape(text.strip()).replace("\n", "<br/>") for text in paragraphs)
            yield "paragraph", "".join(f"<p>{line}</p>" for line in lines)


def _place_files(page: NewsroomPage, files: _Files) -> Iterable[Block]:
    """Files go where the page type keeps them; what is left over goes to the end of the body."""
    images, videos, documents = files.images[1:], files.videos, files.documents
    if isinstance(page, GalleryPage):
        page.images = [("image", _picture(row)) for row in files.images]
        images = []
    elif isinstance(page, VideoPage):
        page.video = [("video", _video(row)) for row in videos[:1]]
        videos = videos[1:]
    elif isinstance(page, AnnouncementPage):
        page.documents = [("document", row.document) for row in documents]
        documents = []
    if len(images) > 1:
        yield "gallery", [_picture(row) for row in images]
    else:
        yield from (("image", _picture(row)) for row in images)
    yield from (("video", _video(row)) for row in videos)
    if documents:
        yield "documents", [row.document for row in documents]


def _picture(row: MaterialAttachment) -> dict[str, Any]:
    image: Any = row.image
    return {
        "image": image,
        "alt_text": image.description[:250],
        "caption": row.caption,
        "credit": image.credit,
    }


def _video(row: MaterialAttachment) -> dict[str, Any]:
    title = row.caption or row.material.title
    return {"title": title[:150], "link": row.video_url, "file": row.document}

"""Every public component with something in it, for the component page of the admin.

Stand-ins and no rows of the database: the page shows the same on an empty site, and nobody's
unpublished picture.
"""

from collections.abc import Callable, Iterable
from copy import copy
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from . import component_samples_article as around
from .blocks import BodyBlock
from .frame import KEPT, Frame, Notice, Service
from .front_page import Section
from .models import GalleryPage, NewsCategory, NewsPage, NewsroomPage, PressImage
from .search.forms import SearchForm

TEMPLATES = Path(settings.BASE_DIR) / "templates"
FOLDERS = ("components", "blocks")
# It stands in a page's head and shows nothing.
UNSEEN = frozenset({"components/meta", "components/theme"})


class Sample(NamedTuple):
    name: str
    parts: list[SafeString]
    frame: str  # the classes of what it stands in on a page


class Rendition(NamedTuple):
    width: int

    @property
    def url(self) -> str:
        return static("img/sample.svg")

    def img_tag(self, attributes: dict[str, Any]) -> str:
        alt = attributes.get("alt", "")
        return format_html('<img src="{}" width="960" height="640" alt="{}">', self.url, alt)


def picture() -> PressImage:
    """Unsaved, and its sizes are a drawing of ours."""
    image = PressImage(title="Contoh", credit="Diskominfo Kukar", collection_id=None)
    image.get_renditions = lambda *filters: {
        chosen.spec: Rendition(n) for n, chosen in enumerate(filters, 1)
    }
    return image


def page(title: str, summary: str, page_class: type[NewsroomPage] = NewsPage, **more: Any) -> Any:
    fields = {"hero_image": picture(), "category": NewsCategory(name="Pelayanan Publik")} | more
    made = page_class(title=title, summary=summary, first_published_at=timezone.now(), **fields)
    made.routed_url = "#"
    return made


@dataclass
class Document:
    title: str
    file_extension: str
    get_file_size: int
    pk: int = 0
    url: str = "#"


def story() -> Any:
    return page(
        "Perahu layanan kependudukan singgah di Muara Kaman setiap Selasa",
        "Warga di hulu mengurus kartu keluarga dan KTP tanpa pergi ke Tenggarong.",
    )


def gallery() -> Any:
    summary = "Sepekan penuh tari, perahu, dan doa di tepi Mahakam."
    return page("Festival Erau dalam gambar", summary, GalleryPage)


def bare() -> Any:
    made = page(
        "Jadwal pemeliharaan jaringan air bersih di Loa Kulu",
        "Aliran air berhenti sementara pada Kamis malam.",
        hero_image=None,
    )
    made.awaits_initial = True
    return made


def shot() -> dict[str, Any]:
    caption = "Antrean pagi di dermaga Muara Kaman."
    alt = "Warga berdiri berbaris di dermaga kayu, perahu layanan di belakangnya"
    return {"image": picture(), "alt_text": alt, "caption": caption}


def link() -> dict[str, Any]:
    caption = "Dua menit bersama petugas di atas perahu."
    return {"title": "Liputan perahu layanan", "link": "https://youtu.be/abc",
            "provider": "YouTube", "poster": picture(), "caption": caption}  # fmt: skip


FILES = [
    Document("Surat edaran tentang jam layanan", "pdf", 182_000),
    Document("Formulir", "docx", 48_000),
]
CLIP = {"title": "Rekaman rapat", "file": Document("Rekaman", "mp4", 9_400_000),
        "media_type": "video/mp4", "caption": "Rapat persiapan musim hujan."}  # fmt: skip


def _cards(*pages: Any) -> list[dict[str, Any]]:
    return [{"page": page, "heading": 3} for page in pages]


def _correction() -> dict[str, Any]:
    return {"at": timezone.now() - timedelta(days=1), "text": "Jam buka yang benar pukul 07.30."}


SERVICES = [
    Service("Permohonan informasi", "Ajukan permohonan kepada PPID.", "#", "document", False),
    Service("SP4N-LAPOR!", "Sampaikan pengaduan layanan publik.", "#", "complaint", True),
    Service("Kontak", "Alamat, telepon, dan jam layanan.", "#", "contact", False),
]


_PROFILE: Any = SimpleNamespace(
    office_name="Dinas Komunikasi dan Informatika",
    government_name="Pemerintah Kabupaten Kutai Kartanegara",
    address="Tenggarong",
    phone="0541 000000",
    email="redaksi@example.go.id",
    hours=[SimpleNamespace(value={"days": "Senin–Kamis", "hours": "07.30–16.00 WITA"})],
    socials=[],
)
FRAME = Frame(
    office=_PROFILE,
    notice=Notice(1, "Air naik di hulu Mahakam: siaga II", "#", timezone.now(), True),
    services=SERVICES,
)


def _section() -> dict[str, Any]:
    section = Section("category", "Kesehatan", count=3, cards=[story(), gallery(), bare()])
    return {"section": section}


def _search_form() -> SearchForm:
    form = SearchForm({"dari": "kemarin"}, [NewsCategory(name="Kesehatan", slug="kesehatan")])
    form.is_valid()
    return form


def _result() -> Any:
    return SimpleNamespace(
        page=story(),
        marked_title=format_html("Perahu {} singgah di Muara Kaman", mark("layanan")),
        excerpt=format_html("… warga di hulu mendapat {} tanpa pergi ke Tenggarong …",
                            mark("layanan")),
        kind="berita",
        category=NewsCategory(name="Pelayanan Publik"),
        published_at=timezone.now(),
    )  # fmt: skip


def mark(word: str) -> SafeString:
    return format_html("<mark>{}</mark>", word)


# Template → what it is shown with (each once), and what it stands in.
CONTEXTS: dict[str, tuple[Callable[[], list[dict[str, Any]]], str]] = {
    "components/byline": (lambda: [around.byline()], ""),
    "components/facts": (lambda: [around.facts()], ""),
    "components/footer": (lambda: [{"frame": FRAME}], ""),
    "components/headlines": (lambda: [{"stories": [story(), gallery(), bare()]}], ""),
    "components/notice": (lambda: [{"frame": FRAME}], ""),
    "components/notices": (lambda: [{"notices": [story(), bare()], "wide": True}], ""),
    "components/section": (lambda: [_section()], ""),
    "components/services": (lambda: [{"services": SERVICES}], ""),
    "components/gallery": (
        lambda: [{"pictures": [shot() for _number in range(4)], "place": "tile"}], ""),
    "components/neighbours": (lambda: [around.further(page)], ""),
    "components/paraf_line": (
        lambda: [{"act": around.act(), "page": SimpleNamespace(pk=1)}], ""),
    "components/proof_act": (lambda: [around.decided()], "proof"),
    "components/proof_history": (
        lambda: [{"lines": [around.act(), around.act("withdrawal"), around.act("emergency")]}],
        "proof"),
    "components/proof_how": (lambda: [{"record": around.record()}], "proof"),
    "components/proof_verdict": (around.verdicts, "proof"),
    "components/proof_withdrawn": (lambda: [around.withdrawn()], "proof"),
    "components/related": (lambda: [around.further(page)], ""),
    "components/section_nav": (lambda: [around.section(page)], "section-nav"),
    "components/share": (lambda: [around.sharing()], ""),
    "components/share_icon": (
        lambda: [{"key": key} for key in ("whatsapp", "telegram", "facebook", "x", "copy")], ""),
    "components/validity": (around.validity, ""),
    "components/awaiting_initial": (lambda: [{"emergency": {"at": timezone.now()}}], ""),
    "components/breadcrumb": (
        lambda: [{"links": [{"url": "#", "title": "Beranda"}, {"url": "#", "title": "Berita"}],
                  "title": "Perahu layanan singgah di Muara Kaman"}], ""),
    "components/card": (lambda: _cards(story(), gallery(), bare()), "cards"),
    "components/category_link": (
        lambda: [{"category": NewsCategory(name="Kesehatan"), "index_url": "#"}], ""),
    "components/corrections": (lambda: [{"corrections": [_correction()]}], ""),
    "components/documents": (lambda: [{"documents": FILES}], "prose"),
    "components/figure": (lambda: [{"picture": shot(), "place": "figure"}], "prose"),
    "components/lead": (lambda: [{"page": story()}], ""),
    "components/navigation": (
        lambda: [{"at_root": True, "items": [{"url": "#", "title": title} for title in
                  ("Berita", "Profil", "Layanan informasi")]}], "masthead"),
    "components/ornament": (lambda: [{}], ""),
    "components/pagination": (lambda: [_pages()], ""),
    "components/search_filters": (lambda: [{"form": _search_form(), "query": "air"}], ""),
    "components/search_result": (lambda: [{"entry": _result()}], "search-results"),
    "components/search_form": (lambda: [{"input_id": "sample-search", "label": "Cari"}], ""),
    "components/video": (
        lambda: [{"video": film, "fallback_poster": None} for film in (link(), CLIP)], "prose"),
    "blocks/documents": (lambda: [{"value": FILES}], "prose"),
    "blocks/gallery": (lambda: [{"value": [shot() for _number in range(4)]}], "prose"),
    "blocks/image": (lambda: [{"value": shot()}], "prose"),
    "blocks/video": (lambda: [{"value": link()}], "prose"),
}  # fmt: skip


def _pages() -> dict[str, Any]:
    paginator = Paginator(range(95), 10)
    pages = paginator.page(4)
    return {
        "pages": pages,
        "numbers": paginator.get_elided_page_range(4, on_each_side=1, on_ends=1),
    }


def names() -> list[str]:
    """Every template that readers see a part of a page through."""
    return [
        name
        for folder in FOLDERS
        for path in sorted((TEMPLATES / folder).glob("*.html"))
        if (name := f"{folder}/{path.stem}") not in UNSEEN
    ]


def samples(request: HttpRequest) -> list[Sample]:
    return [_sample(name, request) for name in names()]


def without_a_sample() -> list[str]:
    return [name for name in names() if name not in CONTEXTS and name not in _previews()]


def _sample(name: str, request: HttpRequest) -> Sample:
    if name in CONTEXTS:
        make, frame = CONTEXTS[name]
        return Sample(name, _render(name, make(), request), frame)
    block = _previews().get(name)
    shown = [block.render(block.normalize(block.get_preview_value()))] if block else []
    return Sample(name, shown, "prose")


def _render(
    name: str, contexts: Iterable[dict[str, Any]], request: HttpRequest
) -> list[SafeString]:
    shown = []
    for context in contexts:
        asked = copy(request)
        if "frame" in context:  # what stands around every page comes with the request
            setattr(asked, KEPT, context["frame"])
        shown.append(render_to_string(f"{name}.html", context, asked))
    return shown


def _previews() -> dict[str, Any]:
    """Blocks which say themselves what they are previewed with."""
    return {
        str(block.meta.template).removesuffix(".html"): block
        for block in BodyBlock().child_blocks.values()
        if getattr(block.meta, "preview_value", None)
    }

"""What the front page is arranged from, and the rows of the office's profile.

As StreamFields: child rows of a page are in tables of their own, which no paraf covers.
"""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    CharBlock,
    PageChooserBlock,
    StreamBlock,
    StructBlock,
    StructValue,
    URLBlock,
)
from wagtail.blocks.struct_block import StructBlockValidationError

from . import social
from .block_comparison import LabelledChoiceBlock
from .web_addresses import validate_https

COUNTS = [("3", "3"), ("4", "4"), ("6", "6")]
ICONS = [
    ("information", _("Information")),
    ("complaint", _("Complaint")),
    ("contact", _("Contact")),
    ("clock", _("Hours")),
    ("document", _("Document")),
    ("people", _("People")),
    ("map", _("Place")),
    ("link", _("Link")),
]
PREVIEW = "blocks/previews/section.html"
SAMPLE_TITLES = {
    "category": ("Loket Sabtu Dibuka", "Jalan Poros Diperbaiki", "Posyandu Keliling"),
    "galleries": ("Erau dalam Gambar", "Pasar Terapung", "Senja di Mahakam"),
    "videos": ("Cara Membuat KIA", "Menyeberang dengan Feri", "Panen Raya"),
    "announcements": ("Jadwal Pemadaman Air", "Jam Layanan Selama Libur"),
}
SAMPLE_SERVICES = (
    {
        "title": "SP4N-LAPOR!",
        "description": "Sampaikan pengaduan.",
        "url": "#",
        "icon": "complaint",
    },
    {"title": "PPID", "description": "Mohon informasi publik.", "url": "#", "icon": "document"},
)
PAGE_TYPES = [
    "news.InformationPage",
    "news.AnnouncementPage",
    "news.NewsPage",
    "news.GalleryPage",
    "news.VideoPage",
]


class SampledBlock(StructBlock):
    """Shown in the picker with made-up content: the real one is looked up for the whole page."""

    sample_kind = ""
    sample_heading: ClassVar[Any] = ""

    def get_preview_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_preview_context(value, parent_context)
        heading = (value or {}).get("heading") or self.sample_heading
        titles = SAMPLE_TITLES.get(self.sample_kind, ())
        sample = {"kind": self.sample_kind, "heading": heading, "titles": titles}
        return context | {"value": value, "sample": sample | {"services": SAMPLE_SERVICES}}


# --- the office's profile --------------------------------------------------------------------


class HoursBlock(SampledBlock):
    sample_kind = "hours"

    days = CharBlock(label=_("Days"), max_length=60, help_text=_("For example: Monday to Thursday"))
    hours = CharBlock(label=_("Hours"), max_length=60, help_text=_("For example: 07.30–16.00 WITA"))

    class Meta:
        icon = "time"
        label = _("Office hours")
        label_format = "{days}: {hours}"
        description = _("On which days the office is open, and when.")
        preview_template = PREVIEW
        preview_value = {"days": "Senin–Kamis", "hours": "07.30–16.00 WITA"}


class AccountBlock(SampledBlock):
    sample_kind = "account"

    platform = LabelledChoiceBlock(label=_("Platform"), choices=social.CHOICES)
    address = URLBlock(label=_("Address"), max_length=200)

    class Meta:
        icon = "group"
        label = _("Account")
        label_format = "{platform}: {address}"
        description = _("An official account of the office on another site.")
        preview_template = PREVIEW
        preview_value = {"platform": "instagram", "address": "https://www.instagram.com/"}

    def clean(self, value: StructValue) -> StructValue:
        cleaned = super().clean(value)
        if cleaned.get("platform") and cleaned.get("address"):
            try:
                social.validate_account(cleaned["platform"], cleaned["address"])
            except ValidationError as error:
                raise StructBlockValidationError(block_errors={"address": error}) from error
        return cleaned


class HoursStreamBlock(StreamBlock):
    hours = HoursBlock()

    class Meta:
        required = False
        max_num = 7


class AccountsStreamBlock(StreamBlock):
    account = AccountBlock()

    class Meta:
        required = False
        max_num = len(social.PLATFORMS)


# --- services --------------------------------------------------------------------------------


class ServiceBlock(SampledBlock):
    """Without an address it stays a note to the editors: nothing is shown of it."""

    sample_kind = "services"
    sample_heading = _("Services")

    title = CharBlock(label=_("Title"), max_length=60)
    description = CharBlock(label=_("Description"), required=False, max_length=120)
    page = PageChooserBlock(label=_("Page of this site"), required=False, page_type=PAGE_TYPES)
    address = URLBlock(
        label=_("Address on another site"),
        required=False,
        max_length=300,
        help_text=_(
            "Begins with https://. Without a page or an address the service is not shown yet."
        ),
    )
    icon = LabelledChoiceBlock(label=_("Icon"), choices=ICONS, default="link")

    class Meta:
        icon = "link"
        label = _("Service")
        label_format = "{title}"
        description = _("A service or a link that readers look for, with an icon.")
        preview_template = PREVIEW
        preview_value = {
            "title": "SP4N-LAPOR!",
            "description": "Sampaikan aspirasi dan pengaduan Anda.",
            "address": "https://www.lapor.go.id/",
            "icon": "complaint",
        }

    def clean(self, value: StructValue) -> StructValue:
        cleaned = super().clean(value)
        if cleaned.get("address"):
            try:
                validate_https(cleaned["address"])
            except ValidationError as error:
                raise StructBlockValidationError(block_errors={"address": error}) from error
        if cleaned.get("page") and cleaned.get("address"):
            message = gettext("Give either a page of this site or an address, not both.")
            raise StructBlockValidationError(non_block_errors=[ValidationError(message)])
        return cleaned


class ServicesStreamBlock(StreamBlock):
    service = ServiceBlock()

    class Meta:
        required = False
        max_num = 12


# --- sections --------------------------------------------------------------------------------


def category_choices() -> Iterable[tuple[str, str]]:
    from .models import NewsCategory

    return NewsCategory.objects.values_list("slug", "name")


class SectionBlock(SampledBlock):
    """One strip of the front page; what it holds is looked up when the page is read."""

    heading = CharBlock(
        label=_("Heading"),
        required=False,
        max_length=60,
        help_text=_("Left empty, the usual one is shown."),
    )

    class Meta:
        icon = "list-ul"
        preview_template = PREVIEW
        preview_value = {"heading": ""}


class CategorySectionBlock(SectionBlock):
    sample_kind = "category"
    sample_heading = _("Category")
    category = LabelledChoiceBlock(label=_("Category"), choices=category_choices)
    count = LabelledChoiceBlock(label=_("How many"), choices=COUNTS, default="3")

    class Meta:
        icon = "tag"
        label = _("News of a category")
        label_format = "{category} {heading}"
        description = _("The newest stories of one category.")


class GalleriesSectionBlock(SectionBlock):
    sample_kind = "galleries"
    sample_heading = _("Galleries")
    count = LabelledChoiceBlock(label=_("How many"), choices=COUNTS, default="4")

    class Meta:
        icon = "image"
        label = _("Galleries")
        label_format = "{heading}"
        description = _("The newest photo galleries in one row.")


class VideosSectionBlock(SectionBlock):
    sample_kind = "videos"
    sample_heading = _("Videos")
    count = LabelledChoiceBlock(label=_("How many"), choices=COUNTS, default="3")

    class Meta:
        icon = "media"
        label = _("Videos")
        label_format = "{heading}"
        description = _("The newest videos in one row.")


class AnnouncementsSectionBlock(SectionBlock):
    sample_kind = "announcements"
    sample_heading = _("Announcements")
    count = LabelledChoiceBlock(label=_("How many"), choices=COUNTS, default="4")

    class Meta:
        icon = "info-circle"
        label = _("Announcements")
        label_format = "{heading}"
        description = _("Announcements that still apply.")


class ServicesSectionBlock(SectionBlock):
    sample_kind = "services"
    sample_heading = _("Services")

    class Meta:
        icon = "link"
        label = _("Services")
        label_format = "{heading}"
        description = _("The services of this page as a row of links.")


class SectionsStreamBlock(StreamBlock):
    announcements = AnnouncementsSectionBlock()
    services = ServicesSectionBlock()
    category = CategorySectionBlock()
    galleries = GalleriesSectionBlock()
    videos = VideosSectionBlock()

    class Meta:
        required = False
        max_num = 12
        block_counts: dict[str, Any] = {
            "announcements": {"max_num": 1},
            "services": {"max_num": 1},
            "galleries": {"max_num": 1},
            "videos": {"max_num": 1},
        }

"""The front page's editor: what it shows, and the office's profile on a tab of its own."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    PageChooserPanel,
    TabbedInterface,
)
from wagtail.models import Page

STORIES = ["news.NewsPage", "news.GalleryPage", "news.VideoPage"]


def home_panels() -> list[Any]:
    return [
        *Page.content_panels,
        FieldPanel("intro"),
        PageChooserPanel("lead_page", STORIES),
        FieldPanel("sections"),
        FieldPanel("services"),
        FieldPanel("notice_hours"),
    ]


def office_panels() -> list[Any]:
    return [
        MultiFieldPanel(
            [
                FieldPanel("office_name"),
                FieldPanel("office_short_name"),
                FieldPanel("government_name"),
            ],
            heading=_("Name"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("address"),
                FieldPanel("map_url"),
                FieldRowPanel([FieldPanel("phone"), FieldPanel("whatsapp")]),
                FieldPanel("email"),
            ],
            heading=_("Address"),
        ),
        FieldPanel("hours"),
        FieldPanel("socials"),
        MultiFieldPanel(
            [
                FieldPanel("logo"),
                FieldPanel("logo_alt"),
                FieldRowPanel([FieldPanel("brand_colour"), FieldPanel("accent_colour")]),
            ],
            heading=_("Appearance"),
        ),
    ]


def home_edit_handler(content: list[Any], promote: list[Any], settings: list[Any]) -> Any:
    return TabbedInterface(
        [
            ObjectList(content, heading=_("Front page")),
            ObjectList(office_panels(), heading=_("The office")),
            ObjectList(promote, heading=_("Promote")),
            ObjectList(settings, heading=_("Settings")),
        ]
    )

"""How the editing form of each page type is laid out."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Page

from workflow_steps.gate import was_ever_public

from .material_panels import MaterialLinksPanel


class CorrectionPanel(FieldPanel):
    """Asked only about a page that readers already know."""

    class BoundPanel(FieldPanel.BoundPanel):
        def is_shown(self) -> bool:
            page = self.instance
            return bool(super().is_shown() and page and page.pk and was_ever_public(page.pk))


def material_panels() -> list[Any]:
    """Read-only panels beside the source: the material that the page was made from."""
    return [MaterialLinksPanel()]


def classification_panel() -> MultiFieldPanel:
    return MultiFieldPanel(
        [FieldRowPanel([FieldPanel("category"), FieldPanel("information_class")])],
        heading=_("Classification"),
    )


def hero_panel() -> MultiFieldPanel:
    return MultiFieldPanel(
        [FieldPanel("hero_image"), FieldPanel("hero_alt"), FieldPanel("hero_caption")],
        heading=_("Main image"),
    )


def source_panel() -> MultiFieldPanel:
    return MultiFieldPanel(
        [
            FieldPanel("source"),
            FieldRowPanel([FieldPanel("event_date"), FieldPanel("event_place")]),
            *material_panels(),
        ],
        heading=_("Source and material"),
    )


def newsroom_content_panels(*main_part: str) -> list[Any]:
    """Content first, then how it is classified and where it comes from."""
    return [
        *Page.content_panels,
        CorrectionPanel("correction"),
        FieldPanel("summary"),
        *(FieldPanel(name) for name in main_part),
        hero_panel(),
        FieldPanel("body"),
        classification_panel(),
        source_panel(),
    ]


def intro_content_panels() -> list[Any]:
    """Pages that only introduce a list of others."""
    return [*Page.content_panels, FieldPanel("intro")]

"""What the parts around an article say: the office, the paraf, a picture in its largest size."""

from typing import Any

from django import template
from wagtail.images.models import AbstractImage

from news import office, paraf
from news.picture_sizes import sizes_of
from news.renditions import RENDITIONS
from workflow_steps import live_check

register = template.Library()


@register.simple_tag(takes_context=True)
def office_name(context: dict[str, Any]) -> str:
    return office.office_name(context.get("request"))


@register.filter
def signature(act: Any) -> paraf.Signature | None:
    """Who initialled: of an act, or of a line of a page's history."""
    full = act if isinstance(act, live_check.ActLine) or not act else live_check.in_full(act)
    return paraf.signature(full)


@register.simple_tag
def largest_url(image: AbstractImage | None) -> str:
    """Where a picture can be seen larger; of the sizes that pages use anyway."""
    if image is None:
        return ""
    spec = RENDITIONS["figure"][-1]
    url: str = sizes_of(image, [spec])[spec].url
    return url

"""One line of the list."""

from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst


@dataclass(frozen=True)
class Check:
    """``path`` is Wagtail's content path ("body.<id of a block>.alt_text"): where to mend it.

    ``url`` is another screen to mend it on, where that is not the page's own form.
    """

    label: str
    done: bool
    detail: str = ""
    path: str = ""
    url: str = ""


def label_of(page: Any, name: str) -> str:
    return capfirst(str(page._meta.get_field(name).verbose_name))

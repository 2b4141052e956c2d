"""Redirects send readers only to hosts that the office knows, from addresses that can be asked.

Nobody initials a redirect, and one to a gambling site is a favourite of intruders. Wagtail's form
and its import both validate the fields (``wagtail/contrib/redirects/forms.py``) and neither can be
replaced by a setting, so the rules are validators of the fields.
"""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.contrib.redirects.models import Redirect

from .watchlist import HOST


def refuse_unknown_host(address: str) -> None:
    from .watched import scan  # which needs the models

    for hit in scan(address):
        if hit.kind == HOST:
            raise ValidationError(
                _(
                    "“%(host)s” is not among the known hosts. Enter it there first "
                    "(Settings › Known hosts), or choose a page."
                )
                % {"host": hit.what}
            )


def refuse_no_path(path: str) -> None:
    """Wagtail keeps anything, also what no reader's browser would ever ask for."""
    if not path.startswith("/") or len(path.split()) != 1:
        raise ValidationError(
            _("Write the old address from its first “/” on, without spaces, like /berita/lama/.")
        )


def register() -> None:
    Redirect._meta.get_field("old_path").validators.append(refuse_no_path)
    Redirect._meta.get_field("redirect_link").validators.append(refuse_unknown_host)

"""The number of a civil servant (NIP), as forms take it."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def clean_nip(text: str) -> str:
    """18 figures or nothing; the spaces it has on paper are taken out."""
    figures = "".join(text.split())
    if figures and not re.fullmatch(r"[0-9]{18}", figures):
        raise ValidationError(_("A NIP has 18 figures."))
    return figures

"""The front page's form: colours and addresses as people and browsers write them."""

import re

from wagtail.admin.forms import WagtailAdminPageForm

BARE_COLOUR = re.compile(r"#?([0-9a-fA-F]{6})")


class HomePageForm(WagtailAdminPageForm):
    def clean_address(self) -> str:
        """Browsers send other line ends than were stored: an address untouched stays the same."""
        address: str = self.cleaned_data["address"]
        return address.replace("\r\n", "\n")

    def clean_brand_colour(self) -> str:
        return _written_out(self.cleaned_data["brand_colour"])

    def clean_accent_colour(self) -> str:
        return _written_out(self.cleaned_data["accent_colour"])


def _written_out(colour: str) -> str:
    """ "0B5351" → "#0b5351"; what is no colour stays for the field to refuse."""
    found = BARE_COLOUR.fullmatch(colour or "")
    return f"#{found[1].lower()}" if found else colour

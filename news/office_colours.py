"""What is said to an editor whose colours cannot be read, and the style sheet that carries them."""

from typing import Any

from django.utils.translation import gettext as _

from . import colours


def chosen(brand: str, accent: str) -> tuple[str, str]:
    """The office's colours; those of the site where it has none."""
    return (brand or colours.BRAND).lower(), (accent or colours.ACCENT).lower()


def objections(brand: str, accent: str) -> dict[str, str]:
    """Field → why the colour there cannot be used. Both empty, or no colours at all: nothing."""
    both = chosen(brand, accent)
    if not (brand or accent) or not all(colours.HEX.fullmatch(colour) for colour in both):
        return {}  # the field itself says what is no colour
    found: dict[str, str] = {}
    for shortfall in colours.shortfalls(*both):
        first = shortfall.colour == both[0] and shortfall.other == colours.WHITE
        found.setdefault(_field(first, brand, accent), _sentence(first, shortfall))
    return found


def _field(is_about_brand: bool, brand: str, accent: str) -> str:
    """The field that was filled in; the other one may have been left to the site."""
    if is_about_brand or not accent:
        return "brand_colour"
    return "accent_colour"


def _sentence(is_about_brand: bool, shortfall: colours.Shortfall) -> str:
    values = {
        "found": _ratio(shortfall.found),
        "needed": _ratio(shortfall.needed, up=True),
        "colour": shortfall.colour,
        "other": shortfall.other,
    }
    if is_about_brand:
        return (
            _(
                "White text on %(colour)s has a contrast of %(found)s:1; at least %(needed)s:1 is "
                "needed. Choose a darker colour."
            )
            % values
        )
    return (
        _(
            "The second colour %(colour)s on %(other)s has a contrast of %(found)s:1; at least "
            "%(needed)s:1 is needed. Choose a lighter second colour or a darker main colour."
        )
        % values
    )


def _ratio(value: float, *, up: bool = False) -> str:
    """Rounded down, so that 4.49 never reads as the 4.5 it is not."""
    tenths = int(value * 100) / 100
    return f"{tenths:.1f}".replace(".", ",") if up else f"{tenths:.2f}".replace(".", ",")


def style_sheet(brand: str, accent: str) -> str:
    """The site's custom properties in these colours.

    ``light-dark`` follows whichever scheme the page is in; a browser that does not know it keeps
    the site's own colour for links, which can be read in both.
    """
    found = colours.palette(brand, accent)
    link = f"light-dark({found.link}, {found.link_in_the_dark})"
    text = f"light-dark({found.brand}, {found.link_in_the_dark})"
    return (
        f":root{{--brand:{found.brand};--brand-deep:{found.deep};--gold:{found.accent}}}\n"
        "@supports (color:light-dark(#000,#fff)){"
        f":root{{--link:{link};--brand-text:{text}}}}}\n"
    )


def digits(brand: str, accent: str) -> str:
    """How the two stand in an address: "0b5351-f3c04b"; "" for those of the site itself."""
    both: Any = chosen(brand, accent)
    if both == (colours.BRAND, colours.ACCENT):
        return ""
    return "-".join(colour.removeprefix("#") for colour in both)

"""An office's colours can be read wherever the site uses them."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from news import colours

HEX = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


def test_contrast__is_that_of_the_standard():
    assert colours.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert colours.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


def test_default_colours__fall_short_nowhere():
    assert list(colours.shortfalls(colours.BRAND, colours.ACCENT)) == []


@given(brand=HEX, accent=HEX)
def test_every_accepted_pair__can_be_read_in_light_and_dark(brand, accent):
    # Towards what is accepted; an accepted pair stays as it is.
    brand = colours.readable(brand, colours.WHITE, towards=colours.BLACK)
    accent = colours.readable(accent, colours.deep(brand), towards=colours.WHITE)
    assume(not any(colours.shortfalls(brand, accent)))

    found = colours.palette(brand, accent)

    for text, ground in (
        (colours.WHITE, found.brand),
        (colours.WHITE, found.deep),
        (found.deep, found.accent),
        (found.link, colours.LIGHT_GROUND),
        (found.link, colours.WHITE),
        (found.link_in_the_dark, colours.DARK_GROUND),
        (found.link_in_the_dark, colours.BLACK),
    ):
        assert colours.contrast(text, ground) >= colours.TEXT, (text, ground)
    assert colours.contrast(found.accent, found.brand) >= colours.OUTLINE


@given(brand=HEX)
def test_brand_that_white_cannot_be_read_on__is_refused_with_both_numbers(brand):
    brand = colours.mixed(brand, colours.WHITE, 0.5)
    assume(colours.contrast(brand, colours.WHITE) < colours.TEXT)

    first = next(colours.shortfalls(brand, colours.ACCENT))

    assert (first.colour, first.other, first.needed) == (brand, colours.WHITE, colours.TEXT)
    assert first.found < first.needed

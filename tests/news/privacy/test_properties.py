"""Rules that hold for every number and every text."""

import string

from hypothesis import given
from hypothesis import strategies as st

from news.privacy.cells import Rows
from news.privacy.finders import find
from news.privacy.identity import _PROVINCES, is_plausible
from news.privacy.kinds import HIDDEN, Kind

DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
SPELLINGS = (
    (16,),
    (4, 4, 4, 4),
    (6, 6, 4),
    (2, 2, 2, 6, 4),
    (2, 2, 2, 2, 2, 2, 4),
    (6, 10),
    (12, 4),
    (1,) * 16,
)
SEPARATORS = (" ", ".", "-", " - ", "\u00a0", "\u2009", "–", "_", "/")
DIGITS = ("0123456789", "０１２３４５６７８９", "٠١٢٣٤٥٦٧٨٩", "०१२३४५६७८९")
AROUND = (
    ("", ""),
    ("NIK: ", ", warga Loa Kulu"),
    ("Siti (", ")"),
    ("1. ", "\n2. Budi"),
    ("penerima nomor 12 bernama Ani ", "."),
    ("<", ">"),
)


@st.composite
def niks(draw: st.DrawFn) -> str:
    month = draw(st.integers(1, 12))
    day = draw(st.integers(1, DAYS[month - 1])) + draw(st.sampled_from([0, 40]))
    parts = (
        draw(st.sampled_from(sorted(_PROVINCES))),
        draw(st.integers(1, 79)),
        draw(st.integers(1, 60)),
        day,
        month,
        draw(st.integers(0, 99)),
    )
    return "".join(f"{part:02}" for part in parts) + f"{draw(st.integers(1, 9999)):04}"


def spelled(nik: str, groups: tuple[int, ...], separator: str, digits: str) -> str:
    parts, rest = [], nik
    for length in groups:
        parts.append(rest[:length])
        rest = rest[length:]
    return separator.join(parts).translate(str.maketrans(string.digits, digits))


@given(
    niks(),
    st.sampled_from(SPELLINGS),
    st.sampled_from(SEPARATORS),
    st.sampled_from(DIGITS),
    st.sampled_from(AROUND),
)
def test_nik__is_found_in_every_spelling_and_place(
    nik: str, groups: tuple[int, ...], separator: str, digits: str, around: tuple[str, str]
) -> None:
    text = spelled(nik, groups, separator, digits).join(around)
    assert (Kind.NIK, nik) in {(match.kind, match.value) for match in find(text)}


@given(niks(), st.sampled_from([int, float, str]))
def test_nik__is_found_in_a_cell_of_any_type(nik: str, kind: type) -> None:
    """As a number a spreadsheet keeps fifteen digits of it."""
    cell = kind(nik)
    found = [
        match
        for piece in Rows(("sheet", "x", False)).read(2, ["Siti", cell, 750000])
        for match in find(piece.text, piece.label, numeric=piece.numeric)
    ]
    assert [match.kind for match in found] == [Kind.NIK]


@given(niks(), st.integers(1, 15))
def test_nik__cut_at_the_end_of_a_line_in_a_narrow_column_is_found(nik: str, at: int) -> None:
    if at >= 6:
        assert find(f"{nik[:at]}\n{nik[at:]}")[0].value == nik


@given(st.text(max_size=300) | st.text(alphabet="0123456789 .-+()@/abAB\n", max_size=120))
def test_masked__never_shows_more_than_four_and_two_digits(text: str) -> None:
    for match in find(text):
        if match.kind not in {Kind.CHILD, Kind.EMAIL}:
            shown = "".join(sign for sign in match.shown if sign.isdecimal())
            head, _gap, tail = match.shown.partition(HIDDEN)
            tail = tail.lstrip(HIDDEN)
            assert len(head) <= 4
            assert len(tail) <= 2
            assert len(shown) <= len(match.value) // 2
            assert match.shown != match.value


@given(st.text(max_size=400).filter(lambda text: not any(sign.isdecimal() for sign in text)))
def test_text__without_digits_holds_no_number(text: str) -> None:
    numeric = {Kind.NIK, Kind.PHONE, Kind.ACCOUNT}
    assert not any(match.kind in numeric for match in find(text))


@given(st.text(max_size=300))
def test_matches__lie_in_the_text_and_not_over_each_other(text: str) -> None:
    ends = dict.fromkeys(Kind, 0)
    for match in find(text):
        assert ends[match.kind] <= match.start < match.end <= len(text)
        ends[match.kind] = match.end


@given(niks())
def test_civil_servant_number__is_no_nik(nik: str) -> None:
    assert find(f"NIP {nik}01") == []
    assert is_plausible(nik)

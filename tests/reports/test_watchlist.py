"""Disguised words are seen through, innocent ones left alone; hosts are those a browser asks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.provisioning import GAMBLING_TERMS, KNOWN_HOSTS
from reports.watchlist import HOST, TERM, Watchlist, normalised, squashed, strings_in

OFFICE = Watchlist(GAMBLING_TERMS, KNOWN_HOSTS)


def words(text: str, *terms: str) -> list[str]:
    watchlist = Watchlist(terms, ()) if terms else OFFICE
    return [hit.what for hit in watchlist.scan(text) if hit.kind == TERM]


def hosts(text: str) -> list[str]:
    return [hit.what for hit in OFFICE.scan(text) if hit.kind == HOST]


@pytest.mark.parametrize(
    "text",
    [
        "slot gacor",
        "Main SLOT-GACOR malam ini",
        "slotgacor",
        "slot_gacor",
        "slot\ngacor",
        "s l o t g a c o r",
        "s.l.o.t g.a.c.o.r",
        "sl0t g4c0r",
        "5L07 94C0R",
        "slooot gacoorrr",
        "sl-ot ga·cor",
        "sl\u200bot ga\u00adcor",
        "ｓｌｏｔ　ｇａｃｏｒ",
        "𝐬𝐥𝐨𝐭 𝐠𝐚𝐜𝐨𝐫",
        "ѕlоt gасоr",  # Cyrillic letters among them
        "śłot gácor".replace("ł", "l"),
        "slot gacor88",
        "slot gacornya",
        "<p>sl<b>ot</b> gacor</p>",
        "<p>slot&nbsp;gacor</p>",
        '<a href="/x/" title="slot gacor">baca</a>',
        "<!-- slot gacor -->",
        "https://contoh.example/slot-gacor/",
    ],
)
def test_scan__sees_through_a_disguise(text: str) -> None:
    assert words(text, "slot gacor") == ["slot gacor"]


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("bandara dan pelabuhan", "bandar"),
        ("pembandaran", "bandar"),
        ("Rp 7.070.000", "toto"),
        ("prototo", "toto"),
        ("antara to dan gel", "togel"),
        ("to gel", "togel"),
        ("toggle", "togel"),
        ("kuota slot waktu gacoran", "slot gacor"),
        ("<p>slot</p><p>waktu</p>", "slot gacor"),
        ("", "togel"),
    ],
)
def test_scan__leaves_innocent_words_alone(text: str, term: str) -> None:
    assert words(text, term) == []


@pytest.mark.parametrize(
    "text",
    [
        "Slot waktu pelayanan paspor di Bandar Udara APT Pranoto masih tersedia.",
        "Grafik scatter plot kualitas air Sungai Mahakam, 2024–2026.",
        "Warga mengurus KTP-el, KK, dan akta pada pukul 08.00–15.00 WITA di kantor desa.",
        "Togean, Tolitoli, total 404 peserta; RT 001/RW 007; live streaming di YouTube.",
        "Jangan bermain; bermainlah dengan anak.",
    ],
)
def test_scan__office_text_has_no_hits(text: str) -> None:
    assert words(text) == []


def test_scan__names_each_word_once_with_its_place() -> None:
    (hit,) = OFFICE.scan("Awas: situs togel menyusup. Togel dilarang.")[1:]
    assert hit.what == "togel"
    assert "menyusup" in hit.excerpt


@given(st.text(max_size=200))
def test_scan__any_text_is_survived(text: str) -> None:
    OFFICE.scan(text)


@given(st.sampled_from(GAMBLING_TERMS), st.text(alphabet="\u200b\u200d\u00ad", max_size=3))
def test_scan__every_term_of_the_office_is_found(term: str, invisible: str) -> None:
    assert term in words(f"coba {invisible.join(term.upper())} sekarang")


@given(st.text(max_size=60))
def test_first_look__is_never_stricter_than_the_second(text: str) -> None:
    """The coarse comparison may only skip what the exact one would not find either."""
    term = "judi online"
    found = Watchlist([term], ()).terms[0].find(normalised(f"judi online {text}"))
    assert found
    assert squashed(term) in squashed(normalised(f"judi online {text}"))


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ('<a href="https://evil.example/a">x</a>', "evil.example"),
        ('<a href="//evil.example">x</a>', "evil.example"),
        ('<a href="https:\\\\evil.example">x</a>', "evil.example"),
        ('<a href="ht\ntps://evil.example">x</a>', "evil.example"),
        ('<img src="http://EVIL.example./p.png">', "evil.example"),
        ("kunjungi https://evil.example.", "evil.example"),
        ("kunjungi www.evil.example!", "www.evil.example"),
        ("https://kukarkab.go.id.evil.example/", "kukarkab.go.id.evil.example"),
        ("https://kukarkab.go.id@evil.example/", "evil.example"),
        ('<a href="javascript:alert(1)">x</a>', "javascript:"),
        ("https://ｅｖｉｌ.example", "evil.example"),
        ("https://évil.example", "xn--vil-9la.example"),
    ],
)
def test_hosts__the_one_a_browser_would_ask(text: str, host: str) -> None:
    assert hosts(text) == [host]


@pytest.mark.parametrize(
    "text",
    [
        '<a href="/berita/">x</a>',
        '<a href="#bagian">x</a>',
        '<a linktype="page" id="3">x</a>',
        '<a href="mailto:diskominfo@kukarkab.go.id">x</a>',
        '<a href="tel:+62541661234">x</a>',
        "https://www.kukarkab.go.id/layanan",
        "https://data.bmkg.go.id:443/prakiraan",
        "https://desa-sebulu.desa.id",
    ],
)
def test_hosts__own_addresses_and_known_hosts_are_fine(text: str) -> None:
    assert hosts(text) == []


def test_strings_in__every_text_at_any_depth() -> None:
    value = [{"type": "table", "value": {"data": [["Hari", None], [1, "Buka"]]}}, "akhir"]
    assert list(strings_in(value)) == ["table", "Hari", "Buka", "akhir"]

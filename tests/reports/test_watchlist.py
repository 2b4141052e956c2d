"""Disguised words are seen through, innocent ones left alone; hosts are those a browser asks."""

import re
import sys
from collections.abc import Callable
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.disguise import STAND_INS, Term, signs_of
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
        "sl\u3164ot ga\uffa0c\u2800or",
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
        "sl<!-- > -->ot gacor",
        "sl<b title='>'>ot</b> gacor",
        "<script>slot gacor",
        "<a slot gacor>",
        "<a x='1 slot gacor",
        "<!slot gacor>",
        "<![slot[ gacor",
        "s!l!o!t g|a|c|o|r",
        "slot | gacor",
        "sl" + "o" * 5000 + "t gacor",
        "&#" + "0" * 5000 + "115;lot gacor",
        "&#" + "9" * 5000 + "; slot gacor",
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


@given(st.text(max_size=200) | st.text("<>!-/&#[]= ab'\"", max_size=60))
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


DISGUISED = st.text("toiluqa71|!@04-_ .d", max_size=12)
SHORT_TERMS = ["to", "il", "toto", "aqq", "li l"]


@given(st.sampled_from(SHORT_TERMS), DISGUISED)
def test_find__finds_what_a_regular_expression_would(term: str, text: str) -> None:
    assert bool(Term(term).find(text)) == tried_in_every_way(term, text)


@given(st.sampled_from(SHORT_TERMS), DISGUISED)
def test_first_look__skips_nothing_that_is_disguised(term: str, text: str) -> None:
    if Term(term).find(text):
        assert Term(term).squashed in squashed(text)


def tried_in_every_way(term: str, text: str) -> bool:
    """The rule as a regular expression, tried on each part of the text."""

    def letters(word: str, between: str) -> str:
        return between.join(f"[{re.escape(STAND_INS.get(c, c))}]+" for c in word)

    spelled = "|".join(
        r"[\W_]{0,3}".join(letters(part, between) for part in term.split())
        for between in (r"[^\w\s]{0,2}_?", r"[\W_]{1,3}")
    )
    before = re.compile(r"(?<![^\W\d_])")
    after = re.compile(r"(?:nya)?(?:[-_]?\d+d?)?(?![^\W_])")
    return any(
        before.match(text, start)
        and re.fullmatch(spelled, text[start:end])
        and any(map(str.isalpha, text[start:end]))
        and after.match(text, end)
        for start in range(len(text))
        for end in range(start + 1, len(text) + 1)
    )


BUSY = {
    "tags": "<a ",
    "comments": "<!--",
    "quotes": "<a b='",
    "ends": "</",
    "entities": "&",
    "numbers": "&#",
    "one letter": "domino q",
    "figures": "togel7",
    "signs": "$|@!",
    "words": "slot gaco-",
    "host": "https://a.",
}


@pytest.mark.parametrize("unit", BUSY.values(), ids=list(BUSY))
def test_scan__four_times_the_text_is_at_most_four_times_the_work(unit: str) -> None:
    watchlist = Watchlist((*GAMBLING_TERMS, "aaaaaaaa", "lil" * 10), KNOWN_HOSTS)
    short, long = (work(watchlist.scan, unit * size + "x") for size in (200, 800))
    assert long <= 4 * short + 100


@pytest.mark.parametrize("term", ["aaaaaaaa", "domino qq", "lil" * 33, "togel"])
def test_find__takes_as_many_steps_as_the_term_has(term: str) -> None:
    """Each step is one operation on all places at once: the text's length does not count."""
    steps = set()
    for size in (500, 5000):
        text = term + term[-1] * size + "1|" * size + "x"
        signs_of(text)
        steps.add(work(Term(term).find, text))
    assert len(steps) == 1


def test_find__any_run_however_long() -> None:
    assert words("a" * 50_000, "aaaaaaaa")
    assert not words("a" * 50_000 + "x", "aaaaaaaa")
    assert not words("domino " + "q" * 50_000 + "x", "domino qq")
    assert words("domino " + "q" * 50_000, "domino qq")


def work(action: Callable[[str], object], text: str) -> int:
    """How many functions are called on the way."""
    calls = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        action(text)
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize("term", ["@", "a!", "--", "\u3164\u3164\u3164", "x y"])
def test_term__too_short_to_mean_anything_is_not_looked_for(term: str) -> None:
    assert words("Warga x y mengurus surat @ desa!", term) == []


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
        ('<a title=">" href="//evil.example">x</a>', "evil.example"),
        ("https://" + "x" * 5000 + "@evil.example/", "evil.example"),
        ("https://" + "é." * 5000 + "example", ("é." * 50)),
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

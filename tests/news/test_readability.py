"""Sentences and paragraphs as a reader meets them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news import readability

LONG = " ".join(["kata"] * 26)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Satu dua. Tiga empat! Lima?", ["Satu dua.", "Tiga empat!", "Lima?"]),
        (
            "Ia berkata, “Datanglah.” Warga pun datang.",
            ["Ia berkata, “Datanglah.”", "Warga pun datang."],
        ),
        (
            "Jl. A. Yani No. 5 ditutup. Lewat Jl. Mawar.",
            ["Jl. A. Yani No. 5 ditutup.", "Lewat Jl. Mawar."],
        ),
        ("Prof. Dr. Ir. Budi, M.Si. hadir pukul 07.30 WITA.", None),
        ("Anggaran Rp1.500.000 dipakai", None),
        ("Buka di kukarkab.go.id hari ini.", None),
        ("", []),
    ],
)
def test_sentences__end_where_a_reader_ends_them(text, sentences):
    assert list(readability.sentences_of(text)) == ([text] if sentences is None else sentences)


def test_long_sentences__named_by_their_first_words():
    [found] = readability.long_sentences([f"<p>Pendek saja. {LONG}.</p>"])
    assert (found.words, found.begins) == (26, "kata kata kata kata kata kata…")
    assert readability.long_sentences([f"<p>{LONG[5:]}.</p>"]) == []


def test_long_sentences__list_items_are_not_one_sentence():
    items = "".join(f"<li>butir {n} tanpa titik di ujungnya</li>" for n in range(20))
    assert readability.long_sentences([f"<ul>{items}</ul>"]) == []


def test_long_sentences__a_tag_inside_a_word_divides_nothing():
    assert readability.paragraphs_of("<p>Ke<b>pala</b> &amp; wakil</p>") == ["Kepala & wakil"]


def test_long_paragraphs__counts_over_sentences():
    short = "Empat kata saja ini. "
    assert readability.long_paragraphs([f"<p>{short * 30}</p>"]) == []
    [found] = readability.long_paragraphs([f"<p>{short * 31}</p>"])
    assert found.words == 124


@given(st.text(alphabet="abc ABC.!?…”\"')(, \n1Jl’-", max_size=200))
def test_sentences__together_are_the_text(text):
    [paragraph] = readability.paragraphs_of(text) or [""]
    sentences = list(readability.sentences_of(paragraph))
    assert "".join("".join(sentences).split()) == "".join(paragraph.split())
    assert all(sentences)
    words = sum(readability.count_words(sentence) for sentence in sentences)
    assert words == readability.count_words(paragraph)


@given(st.lists(st.integers(1, 60), min_size=1, max_size=8))
def test_long_sentences__exactly_those_above_the_limit(lengths):
    text = " ".join(" ".join(["kata"] * length) + "." for length in lengths)
    found = readability.long_sentences([f"<p>{text}</p>"])
    assert [one.words for one in found] == [n for n in lengths if n > readability.MOST_WORDS]


@given(st.text(max_size=300))
def test_readability__takes_whatever_is_pasted(text):
    readability.long_sentences([text])
    readability.long_paragraphs([text])

"""Files are taken in or refused by what they are, never by what they are called."""

from io import BytesIO

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from news.intake import Kind, Limits, Reason, Refused, clean_name, examine
from tests.news import material_samples as sample

LIMITS = Limits(
    allowed=frozenset({"jpg", "png", "webp", "heic", "pdf", "docx", "xlsx", "mp4", "mov", "webm"}),
    max_bytes=dict.fromkeys(Kind, 1024 * 1024),
    max_pixels=1_000_000,
)
MAGIC = (b"\xff\xd8\xff", b"\x89PNG", b"RIFF", b"%PDF-", b"PK\x03\x04", b"\x1aE\xdf\xa3")


def taken(content, name="berkas.bin", limits=LIMITS):
    return examine(BytesIO(content), name, limits)


def refusal(content, name="foto.jpg", limits=LIMITS):
    with pytest.raises(Refused) as caught:
        examine(BytesIO(content), name, limits)
    return caught.value.reason


@pytest.mark.parametrize(
    ("content", "extension", "kind"),
    [
        (sample.jpeg(), "jpg", Kind.IMAGE),
        (sample.png(), "png", Kind.IMAGE),
        (sample.encoded(sample.picture(), "WEBP"), "webp", Kind.IMAGE),
        (sample.encoded(sample.picture(), "HEIF"), "jpg", Kind.IMAGE),
        (sample.pdf(), "pdf", Kind.DOCUMENT),
        (sample.docx(), "docx", Kind.DOCUMENT),
        (sample.xlsx(), "xlsx", Kind.DOCUMENT),
        (sample.mp4(), "mp4", Kind.VIDEO),
        (sample.mp4(b"qt  "), "mov", Kind.VIDEO),
        (sample.webm(), "webm", Kind.VIDEO),
    ],
    ids=["jpeg", "png", "webp", "heic", "pdf", "docx", "xlsx", "mp4", "mov", "webm"],
)
def test_a_real_file__is_taken_in_under_its_true_type(content, extension, kind):
    examined = taken(content, "dokumen rapat.txt")

    assert examined.file_type.extension == extension
    assert examined.kind == kind
    assert examined.file_name == f"dokumen rapat.{extension}"


@pytest.mark.parametrize(
    "content",
    [
        b"<!DOCTYPE html><html><script>alert(1)</script></html>",
        b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
        b"MZ\x90\x00" + bytes(200),
        b"#!/bin/sh\nrm -rf /\n",
        b"<html>" + sample.pdf(),
        b"GIF89a" + bytes(50),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        sample.zipped({"catatan.txt": b"isi"}),
        sample.docx(main_type="application/vnd.openxmlformats-officedocument.other+xml"),
        sample.webm(b"matroska"),
        sample.mp4(b"M4A "),
    ],
    ids=[
        "html", "svg", "exe", "script", "html-then-pdf", "gif", "old-office",
        "zip", "other-office", "mkv", "audio",
    ],
)  # fmt: skip
def test_another_type_renamed_to_jpg__is_refused(content):
    assert refusal(content, "foto.jpg") == Reason.NOT_ALLOWED


@pytest.mark.parametrize(
    "content",
    [
        sample.jpeg()[:300],
        sample.png()[:60],
        b"\xff\xd8\xff\xe0<html><script>alert(1)</script>",
        sample.pdf()[:-20],
        b"%PDF-1.4\n<html>" + bytes(500),
        sample.pdf() + b"MZ" + bytes(3000),
        sample.docx()[:-30],
        sample.mp4()[:-1],
        sample.mp4() + b"<html>",
        sample.box(b"ftyp", b"isom" + bytes(4)) + sample.box(b"mdat", bytes(20)),
        sample.webm() + b"extra",
    ],
    ids=[
        "half-jpeg", "half-png", "jpeg-magic-only", "half-pdf", "pdf-magic-only", "pdf-then-exe",
        "half-docx", "half-mp4", "mp4-then-html", "mp4-without-film", "webm-then-more",
    ],
)  # fmt: skip
def test_magic_without_a_whole_file__is_refused_as_damaged(content):
    assert refusal(content) == Reason.DAMAGED


def test_a_turned_phone_photo__is_stored_upright_without_place_or_comment():
    original = sample.phone_jpeg(orientation=6)
    assert Image.open(BytesIO(original)).getexif().get_ifd(sample.GPS)

    stored = taken(original, "IMG_0001.JPG").content.read()
    photo = Image.open(BytesIO(stored))

    assert photo.size == (48, 64)
    assert photo.getpixel((24, 5))[0] < 100 < photo.getpixel((24, 60))[0]
    assert not photo.getexif()
    assert photo.info.get("icc_profile")
    assert b"Telepon" not in stored
    assert b"script" not in stored


def test_an_upright_photo__keeps_its_compression_and_loses_its_metadata():
    original = sample.phone_jpeg(orientation=1)

    photo = Image.open(taken(original).content)

    assert photo.quantization == Image.open(BytesIO(original)).quantization
    assert not photo.getexif()


def test_a_program_hidden_behind_a_photo__is_not_stored():
    stored = taken(sample.jpeg() + sample.zipped({"jahat.exe": b"MZ" * 100})).content.read()

    assert b"PK\x03\x04" not in stored


def test_a_transparent_png__stays_transparent():
    image = Image.new("RGBA", (10, 10), (0, 0, 0, 0))

    stored = Image.open(taken(sample.encoded(image, "PNG")).content)

    assert stored.convert("RGBA").getpixel((5, 5))[3] == 0


def test_a_photo_with_too_many_pixels__is_refused_before_it_is_decoded():
    bomb = sample.encoded(Image.new("1", (4000, 4000)), "PNG")
    assert len(bomb) < 10_000

    assert refusal(bomb) == Reason.TOO_MANY_PIXELS


@pytest.mark.parametrize(
    "content",
    [
        sample.docx(main_type=sample.MACRO_MAIN),
        sample.docx(extra={"word/vbaProject.bin": b"x"}),
        sample.docx(extra={"word/activeX/activeX1.bin": b"x"}),
    ],
    ids=["macro-type", "vba", "activex"],
)
def test_a_document_with_macros__is_refused(content):
    assert refusal(content) == Reason.MACROS


def test_a_zip_bomb__is_refused():
    limits = Limits(LIMITS.allowed, dict.fromkeys(Kind, 10**9), LIMITS.max_pixels)
    bomb = sample.docx(extra={"word/media/nol.bin": bytes(60 * 1024 * 1024)})

    assert refusal(bomb, limits=limits) == Reason.BOMB


def test_content_types_with_entities__are_refused():
    parts = {
        "[Content_Types].xml": b'<!DOCTYPE x [<!ENTITY a "b">]><Types>&a;</Types>',
        "word/document.xml": b"<w:document/>",
    }

    assert refusal(sample.zipped(parts)) == Reason.DAMAGED


def test_an_empty_file__is_refused():
    assert refusal(b"") == Reason.EMPTY


def test_a_file_over_the_limit_of_its_kind__is_refused():
    limits = Limits(LIMITS.allowed, LIMITS.max_bytes | {Kind.DOCUMENT: 100}, LIMITS.max_pixels)

    assert refusal(sample.pdf(), limits=limits) == Reason.TOO_LARGE
    assert taken(sample.png(), limits=limits)


@pytest.mark.parametrize("allowed", ["jpg", "xlsx"])
def test_only_types_the_office_allows__are_taken_in(allowed):
    limits = Limits(frozenset({allowed}), LIMITS.max_bytes, LIMITS.max_pixels)

    assert refusal(sample.docx(), limits=limits) == Reason.NOT_ALLOWED
    assert refusal(sample.pdf(), limits=limits) == Reason.NOT_ALLOWED


@pytest.mark.parametrize(
    ("name", "shown", "stem"),
    [
        ("Rapat Kerja (1).JPG", "Rapat Kerja (1).JPG", "Rapat Kerja (1)"),
        ("../../etc/passwd", "passwd", "passwd"),
        ("C:\\foto\\a.jpg", "a.jpg", "a"),
        ("foto\u202egpj.exe", "fotogpj.exe", "fotogpj"),
        ("baris\nbaru.pdf", "baris baru.pdf", "baris baru"),
        ("...", "berkas", "berkas"),
        ("", "berkas", "berkas"),
        ("x" * 400 + ".pdf", "x" * 150 + ".pdf", "x" * 150),
    ],
)
def test_a_name__is_freed_of_folders_and_tricks(name, shown, stem):
    assert clean_name(name) == (shown, stem)


@settings(max_examples=300, deadline=None)
@given(content=st.binary(max_size=400), name=st.text(max_size=80))
@example(content=b"\xff\xd8\xff", name="a.jpg")
@example(content=b"PK\x03\x04", name="a.docx")
def test_random_bytes__are_refused_whatever_their_name(content, name):
    with pytest.raises(Refused):
        taken(content, name)


@settings(max_examples=400, deadline=None)
@given(
    content=st.one_of(
        st.tuples(st.sampled_from(MAGIC), st.binary(max_size=300)).map(b"".join),
        st.tuples(
            st.sampled_from(
                [
                    sample.jpeg(),
                    sample.png(),
                    sample.pdf(),
                    sample.docx(),
                    sample.mp4(),
                    sample.webm(),
                ]
            ),
            st.integers(0, 2000),
            st.binary(min_size=1, max_size=8),
        ).map(lambda t: t[0][: t[1]] + t[2] + t[0][t[1] + len(t[2]) :]),
    ),
    name=st.text(max_size=40),
)
def test_broken_files_of_known_types__are_refused_or_whole_but_never_crash(content, name):
    try:
        examined = taken(content, name)
    except Refused:
        return
    if examined.kind == Kind.IMAGE:
        Image.open(examined.content).load()
    else:
        assert examined.content.read() == content

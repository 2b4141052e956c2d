"""What a block accepts in a draft, what it asks for on submission, and how it looks."""

import json
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import escape

from news import tables
from news.blocks import (
    BodyBlock,
    CalloutBlock,
    FilesBlock,
    MainVideoBlock,
    PicturesBlock,
    TableBlock,
)
from news.video_links import provider_name, validate_video_link
from tests.conftest import ensure_wagtail_roots

from .pages_kit import document, picture, table

pytestmark = pytest.mark.once

BLOCKS = BodyBlock().child_blocks


@pytest.fixture
def library(db: None) -> None:
    ensure_wagtail_roots()


def clean(name: str, value: Any, *, draft: bool = False) -> Any:
    block = BLOCKS[name]
    native = block.normalize(value)
    return block.clean_deferred(native) if draft else block.clean(native)


def complaint(name: str, value: Any, **kwargs: Any) -> str:
    with pytest.raises(ValidationError) as caught:
        clean(name, value, **kwargs)
    error = caught.value
    return repr(error.as_json_data() if hasattr(error, "as_json_data") else error.messages)


def video(**parts: Any) -> dict[str, Any]:
    return {"title": "Rapat", "link": "", "file": None, "caption": ""} | parts


@pytest.mark.parametrize("stream", [BodyBlock(), PicturesBlock(), MainVideoBlock(), FilesBlock()])
def test_every_block__explains_itself_in_the_picker(stream):
    for name, block in stream.child_blocks.items():
        assert block.get_description(), name
        assert block.is_previewable, name
        assert block.label, name
        assert block.meta.icon != "placeholder", name


@pytest.mark.parametrize(
    ("stream", "name"),
    [
        (stream, name)
        for stream in (BodyBlock(), PicturesBlock(), MainVideoBlock(), FilesBlock())
        for name in stream.child_blocks
    ],
    ids=lambda value: value if isinstance(value, str) else type(value).__name__,
)
def test_block_preview__renders_on_an_empty_library(admin_client, stream, name):
    address = reverse("wagtailadmin_block_preview")

    response = admin_client.get(address, {"id": stream.child_blocks[name].definition_prefix})

    assert response.status_code == 200
    html = response.content.decode()
    assert "css/site.css" in html
    assert 'class="wrap prose"' in html


@pytest.mark.parametrize(
    "link",
    [
        "https://www.youtube.com/watch?v=abc",
        "https://youtu.be/abc",
        "http://vimeo.com/1",
        "https://YOUTUBE.com./watch?v=abc",
    ],
)
def test_video_link__of_an_allowed_site_is_accepted(link):
    validate_video_link(link)


@pytest.mark.parametrize(
    "link",
    [
        "https://example.com/watch?v=abc",
        "https://youtube.com.example.com/",
        "https://youtube.com@example.com/",
        "https://user:pw@youtube.com/",
        "https://example.com/?youtube.com",
        "https://youtube.com:8443/",
        "javascript:alert(1)//youtube.com",
        "ftp://youtube.com/x",
        "https://[::1",
        "",
    ],
)
def test_video_link__anywhere_else_is_refused_and_names_the_sites(link):
    with pytest.raises(ValidationError) as caught:
        validate_video_link(link)

    assert "youtu.be" in caught.value.messages[0]


def test_video_link__list_of_sites_is_a_setting(settings):
    settings.NEWSROOM_VIDEO_HOSTS = ["video.example.go.id"]

    validate_video_link("https://video.example.go.id/1")
    with pytest.raises(ValidationError):
        validate_video_link("https://youtu.be/abc")


def test_provider_name__is_what_readers_call_the_site():
    assert provider_name("https://m.youtube.com/watch?v=1") == "YouTube"
    assert provider_name("https://vimeo.com/1") == "Vimeo"
    assert provider_name("https://video.example.go.id/1") == "video.example.go.id"


@pytest.mark.usefixtures("library")
def test_video_block__wants_a_link_or_a_file_but_not_both():
    clip = document("Rekaman", "rekaman.webm")

    clean("video", video(link="https://youtu.be/abc"))
    clean("video", video(file=clip))

    assert "Rekaman" not in complaint("video", video())
    complaint("video", video(link="https://youtu.be/abc", file=clip))
    clean("video", video(), draft=True)


@pytest.mark.usefixtures("library")
def test_video_block__refuses_a_wrong_file_or_site_even_in_a_draft():
    letter = document("Surat", "surat.pdf")

    for draft in (True, False):
        assert "file" in complaint("video", video(file=letter), draft=draft)
        assert "link" in complaint("video", video(link="https://example.com/"), draft=draft)
        wrong = video(link="https://youtu.be/abc", captions=letter)
        assert "captions" in complaint("video", wrong, draft=draft)


@pytest.mark.usefixtures("library")
def test_picture__text_alternative_comes_from_the_library_or_is_asked_for():
    described, bare = picture(description="Perahu layanan"), picture()

    value = clean("image", {"image": described, "alt_text": "", "caption": "", "credit": ""})

    assert value["alt_text"] == "Perahu layanan"
    gap = {"image": bare, "alt_text": " ", "caption": "", "credit": ""}
    assert "alt_text" in complaint("image", gap)
    clean("image", gap, draft=True)


def test_table__wants_content_headers_and_a_caption_on_submission():
    clean("table", table())

    empty = table(data=[[None, ""], ["", None]])
    for incomplete in (empty, table(table_caption=" "), table(table_header_choice="")):
        complaint("table", incomplete)
        clean("table", incomplete, draft=True)


NO_TABLES = {
    "a number": 7,
    "a list": [],
    "text": "x",
    "data a number": table(data=5),
    "a row a number": table(data=[["a", "b"], 5]),
    "rows of unequal length": table(data=[["a", "b"], ["c"]]),
    "a cell a dict": table(data=[["a", {"type": "a", "value": "b", "id": "slot-gacor"}]]),
    "a cell a list": table(data=[["a", ["b"]]]),
    "a cell true": table(data=[["a", True]]),
    "a cell no number": table(data=[["a", float("nan")]]),
    "a cell no text": table(data=[["a", "b\ud800"]]),
    "cell a number": table(cell=7),
    "cell without a place": table(cell=[{"className": "x"}]),
    "merged without a span": table(mergeCells=[{"row": 0, "col": 0, "rowspan": "x"}]),
    "merged a number": table(mergeCells=3),
    "a caption of its own": table(table_caption={"x": 1}),
    "more than a table": table(more=[[[[]]]]),
}


@pytest.mark.parametrize("value", NO_TABLES.values(), ids=list(NO_TABLES))
def test_table__is_a_table_or_refused_and_read_as_what_there_is_of_it(value: Any):
    block = BLOCKS["table"]
    for check in (block.clean, block.clean_deferred):
        with pytest.raises(ValidationError, match="abel"):
            check(value)
    for read in (block.to_python(value), block.normalize(value)):  # stored, and set by code
        assert "slot" not in block.render(read)
        assert all(isinstance(text, str) for text in block.get_searchable_content(read))
        json.dumps(block.get_form_state(read), allow_nan=False).encode()


@pytest.mark.parametrize("posted", ["", "{", "[" * 100_000, "9" * 5000, "NaN", None])
def test_table__posted_as_something_else_is_refused(posted: str | None):
    block = BLOCKS["table"]
    with pytest.raises(ValidationError):
        block.clean(block.value_from_form(posted))


def test_table__has_its_limits():
    for data in ([["a"]] * 501, [["a"] * 41], [["a" * 2001]]):
        for draft in (True, False):
            assert "500" in complaint("table", table(data=data), draft=draft)


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"data": []},
        table(),
        table(data=[["Hari", 7], [None, 7.5]], cell=[], mergeCells=[]),
        table(cell=[{"row": 0, "col": 1, "className": "htCenter", "hidden": False}]),
        table(mergeCells=[{"row": 0, "col": 0, "rowspan": 1, "colspan": 2}]),
        table(table_header_choice=None, first_row_is_table_header="on"),
    ],
)
def test_table__stays_as_it_was_made(value: dict[str, Any]):
    """Else the parafs of pages with such a table would be void."""
    assert tables.tidied(value) == value
    BLOCKS["table"].clean_deferred(value)


def test_paragraph__offers_no_raw_html():
    assert not {"raw_html", "embed", "image", "code"} & set(BLOCKS["paragraph"].features)
    assert not any("html" in name.lower() for name in BLOCKS)


def test_table__escapes_its_cells():
    html = BLOCKS["table"].render(table(data=[["<b>x</b>", "<script>"], ["<i>", "y"]]))

    assert "<script>" not in html
    assert "&lt;b&gt;" in html


@pytest.mark.usefixtures("library")
def test_uploaded_video__plays_here_and_loads_nothing_before():
    clip, captions = document("Rekaman", "rekaman.mp4"), document("Teks", "teks.vtt")

    html = BLOCKS["video"].render(BLOCKS["video"].normalize(video(file=clip, captions=captions)))

    assert 'preload="none"' in html
    assert 'type="video/mp4"' in html
    assert f'src="{captions.url}"' in html


def test_linked_video__is_a_link_and_never_a_player():
    html = BLOCKS["video"].render(BLOCKS["video"].normalize(video(link="https://youtu.be/abc")))

    assert "<iframe" not in html
    assert "<video" not in html
    assert 'href="https://youtu.be/abc"' in html
    assert "YouTube" in html


def test_comparison__shows_tables_and_choices_as_readers_see_them():
    """Wagtail would show what is stored: ``{'data': [[…``, and ``info``."""
    before = {"table_caption": "Jadwal", "data": [["Hari", "Jam"], ["Senin", "<08.00>"]]}
    after = {"table_caption": "Jadwal", "data": [["Hari", "Jam"], ["Senin", None]]}
    table = TableBlock()
    difference = table.get_comparison_class()(table, True, True, before, after)
    assert difference.htmlvalue(before) == "Jadwal<br>Hari | Jam<br>Senin | &lt;08.00&gt;"
    assert "Jadwal<br>Hari | Jam<br>Senin |" in difference.htmldiff()
    assert '<span class="deletion">&lt;08.00&gt;</span>' in difference.htmldiff()
    assert difference.htmlvalue(None) == ""
    kind = CalloutBlock().child_blocks["kind"]
    choice = kind.get_comparison_class()(kind, True, True, "info", "warning")
    assert choice.htmlvalue("info") == escape(dict(kind.field.choices)["info"])
    assert str(dict(kind.field.choices)["warning"]) in choice.htmldiff()

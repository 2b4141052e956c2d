"""The demo's texts, pictures and files are fit to be shown."""

from datetime import date
from io import BytesIO

import pytest
from PIL import Image

from kukarsite.demo import files, pictures
from kukarsite.demo.texts import Paper, Text, all_texts, blocks
from news.intake import Limits, examine
from news.intake.kinds import FILE_TYPES, Kind

LIMITS = Limits(frozenset(FILE_TYPES), dict.fromkeys(Kind, 10_000_000), 80_000_000)
THURSDAY = date(2026, 11, 19)


def ids(text: Text) -> str:
    return text.key


@pytest.mark.parametrize("text", all_texts(), ids=ids)
def test_text__fits_its_fields_and_names_known_scenes(text: Text) -> None:
    assert 10 <= len(text.title) <= 100
    assert 10 <= len(text.summary) <= 300
    assert all(pictures.is_known(shot.scene) for shot in text.shots)
    assert all(shot.alt and len(shot.alt) <= 250 for shot in text.shots)


@pytest.mark.parametrize("text", [t for t in all_texts() if t.becomes_page], ids=ids)
def test_page_text__has_a_picture_and_a_readable_body(text: Text) -> None:
    found = list(blocks(text, THURSDAY))
    written = str(found)
    assert text.shots
    assert found[0][0] == "paragraph"
    assert not any(mark in written for mark in ("**", "{when}", "[img]", "<p></p>"))
    assert sum(kind == "picture" for kind, _ in found) <= len(text.shots) - 1


def test_markup__becomes_blocks() -> None:
    text = all_texts()[0].__class__(**{**vars(all_texts()[0]), "body": MARKUP})
    assert list(blocks(text, THURSDAY)) == [
        ("paragraph", "<p><b>Sebulu</b> – Pada Kamis (19/11/2026), A &amp; B.</p>"),
        ("heading", {"text": "Jadwal", "level": "h2"}),
        ("quote", {"text": "Satu dua.", "attribution": "Kader posyandu"}),
        ("paragraph", "<ol><li>satu</li><li>dua</li></ol>"),
        ("picture", None),
        ("callout", {"kind": "warning", "title": "Awas", "text": "<p>Arus deras.</p>"}),
    ]


MARKUP = """
**Sebulu** – Pada {when}, A & B.

## Jadwal

> Satu
> dua.
> -- Kader posyandu

1. satu
2. dua

[img]

!! Awas: Arus deras.
"""


@pytest.mark.parametrize("extension", ["pdf", "docx", "xlsx"])
def test_document__passes_the_newsrooms_own_intake(extension: str) -> None:
    paper = Paper(extension, "Persyaratan (layanan)")
    content = files.document(paper, all_texts()[0])
    examined = examine(BytesIO(content), f"berkas.{extension}", LIMITS)
    assert examined.file_type.extension == extension


def test_film__is_small_and_passes_the_intake() -> None:
    assert len(files.film()) < 60_000
    assert examine(BytesIO(files.film()), "film.webm", LIMITS).kind == Kind.VIDEO


def test_scenes__are_all_used() -> None:
    shown = {shot.scene.partition(":")[0] for text in all_texts() for shot in text.shots}
    assert shown == set(pictures.scene_names())


def test_picture__same_name_and_seed_give_the_same_file() -> None:
    assert pictures.jpeg("river", 1) == pictures.jpeg("river", 1)
    assert pictures.jpeg("river", 1) != pictures.jpeg("river", 2)


def test_phone_picture__lies_on_its_side_and_comes_out_upright() -> None:
    raw = pictures.phone_jpeg("market", 1)
    assert Image.open(BytesIO(raw)).size == (1067, 1600)
    examined = examine(BytesIO(raw), "IMG_1.jpg", LIMITS)
    assert Image.open(examined.content).size == (1600, 1067)

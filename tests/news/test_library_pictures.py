"""A picture of the library tells nothing but itself, whatever way it came in."""

import io
import json
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from wagtail.models import Collection

from news.intake import Reason, Refused
from news.intake.library_images import without_traces
from news.models import PressImage
from news.picture_sizes import sizes_of
from news.renditions import RENDITIONS
from tests.driver import Newsroom

from . import material_samples as sample

pytestmark = pytest.mark.once
MOST = 80_000_000


def told() -> dict[str, Any]:
    return {
        "title": "Dermaga",
        "description": "",
        "credit": "",
        "collection": Collection.get_first_root_node().pk,
        "tags": "",
    } | {f"focal_point_{part}": "" for part in ("x", "y", "width", "height")}


def upload(name: str = "IMG_0001.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, sample.phone_jpeg(orientation=6), "image/jpeg")


def add(client: Client) -> PressImage:
    client.post(reverse("wagtailimages:add"), {**told(), "file": upload()})
    return PressImage.objects.get()


def add_several(client: Client) -> PressImage:
    response = client.post(
        reverse("wagtailimages:add_multiple"),
        {**told(), "files[]": upload()},
        headers={"x-requested-with": "XMLHttpRequest"},
    )
    assert json.loads(response.content)["success"]
    return PressImage.objects.get()


def add_from_chooser(client: Client) -> PressImage:
    data = {
        "image-chooser-upload-title": "Dermaga",
        "image-chooser-upload-file": upload(),
        "image-chooser-upload-collection": Collection.get_first_root_node().pk,
    }
    response = client.post(reverse("wagtailimages_chooser:create"), data)
    assert json.loads(response.content)["step"] == "chosen"
    return PressImage.objects.get()


def replace(client: Client) -> PressImage:
    image = PressImage.objects.create(
        title="Lama", file=ContentFile(sample.jpeg("maroon"), name="lama.jpg")
    )
    client.post(reverse("wagtailimages:edit", args=[image.pk]), {**told(), "file": upload()})
    return PressImage.objects.get()


def by_code(client: Client) -> PressImage:
    return PressImage.objects.create(title="Dermaga", file=upload())


def opened(stored: Any) -> tuple[bytes, Image.Image]:
    with stored.open("rb") as file:
        content = file.read()
    return content, Image.open(io.BytesIO(content))


@pytest.mark.parametrize("way", [add, add_several, add_from_chooser, replace, by_code])
def test_upload__is_stored_upright_without_place(office: Newsroom, client: Client, way) -> None:
    client.force_login(office.pengelola)
    image = way(client)
    content, photo = opened(image.file)
    assert (photo.size, (image.width, image.height)) == ((48, 64), (48, 64))
    assert photo.getpixel((24, 5))[0] < 100 < photo.getpixel((24, 60))[0]  # the right side up
    assert not photo.getexif()
    assert not photo.getexif().get_ifd(sample.GPS)
    assert b"Telepon" not in content
    assert b"script" not in content
    assert image.file_size == len(content)

    for specs in RENDITIONS.values():
        for shown in sizes_of(PressImage.objects.get(pk=image.pk), specs).values():
            content, cut = opened(shown.file)
            assert not cut.getexif(), shown.filter_spec
            assert b"Telepon" not in content
    wide = image.get_rendition("width-24")
    assert (wide.width, wide.height) == (24, 32)


def test_upload__a_broken_picture_is_refused_beside_its_field(
    office: Newsroom, client: Client
) -> None:
    client.force_login(office.pengelola)
    whole = sample.jpeg(size=(640, 480))
    half = whole[: len(whole) * 2 // 3]
    response = client.post(
        reverse("wagtailimages:add_multiple"),
        {**told(), "files[]": SimpleUploadedFile("a.jpg", half, "image/jpeg")},
        headers={"x-requested-with": "XMLHttpRequest"},
    )
    answer = json.loads(response.content)
    assert not answer["success"]
    assert "Unggah gambar yang valid" in answer["error_message"]
    assert not PressImage.objects.exists()


def test_upload__heic_becomes_what_browsers_show(office: Newsroom) -> None:
    import pillow_heif

    pillow_heif.register_heif_opener()
    content = sample.encoded(sample.picture(), "HEIF", exif=_exif().tobytes())
    image = PressImage.objects.create(title="Dermaga", file=ContentFile(content, name="a.heic"))
    assert image.file.name.endswith(".jpg")
    assert not opened(image.file)[1].getexif()


def _exif() -> Image.Exif:
    exif = Image.Exif()
    exif[sample.GPS] = {1: "S", 2: (0.0, 24.0, 36.0), 3: "E", 4: (116.0, 59.0, 24.0)}
    exif[0x010F] = "Telepon Genggam"
    return exif


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "AVIF"])
def test_without_traces__other_formats(kind) -> None:
    content = sample.encoded(sample.picture(), kind, exif=_exif().tobytes())
    assert b"Telepon" in content
    found = without_traces(io.BytesIO(content), MOST)
    assert found is not None
    cleaned = found[1].read()
    assert b"Telepon" not in cleaned
    photo = Image.open(io.BytesIO(cleaned))
    assert (photo.format, photo.size) == (kind, (64, 48))
    assert not photo.getexif()


def test_without_traces__what_moves_goes_on_moving() -> None:
    frames = [sample.picture(color=color) for color in ("teal", "maroon", "navy")]
    content = sample.encoded(
        frames[0], "WEBP", save_all=True, append_images=frames[1:], exif=_exif().tobytes()
    )
    _extension, stored = without_traces(io.BytesIO(content), MOST) or ("", io.BytesIO())
    assert Image.open(stored).n_frames == 3
    gif = sample.encoded(
        frames[0], "GIF", save_all=True, append_images=frames[1:], comment=b"rumah"
    )
    _extension, stored = without_traces(io.BytesIO(gif), MOST) or ("", io.BytesIO())
    assert b"rumah" not in stored.read()
    assert Image.open(stored).n_frames == 3


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
def test_without_traces__a_silent_picture_stays_as_it_is(kind) -> None:
    assert without_traces(io.BytesIO(sample.encoded(sample.picture(), kind)), MOST) is None


def test_without_traces__a_film_hidden_behind_a_photo_goes() -> None:
    moving = sample.jpeg() + b"\x00\x00\x00\x18ftypmp42" + b"tempat" * 20
    found = without_traces(io.BytesIO(moving), MOST)
    assert found is not None
    assert b"tempat" not in found[1].read()


def test_without_traces__too_many_pixels() -> None:
    with pytest.raises(Refused) as refused:
        without_traces(io.BytesIO(sample.jpeg()), 100)
    assert refused.value.reason == Reason.TOO_MANY_PIXELS


def test_focal_point__is_in_every_cut_of_ours(office: Newsroom) -> None:
    """A red dot at the far right of a very wide picture, which a cut from the middle would lose."""
    wide = Image.new("RGB", (3000, 600), "white")
    wide.paste("red", (2800, 250, 2900, 350))
    image = PressImage.objects.create(
        title="Panorama", file=ContentFile(sample.encoded(wide, "JPEG"), name="panorama.jpg")
    )
    assert not _shows_red(image, "card")
    image.focal_point_x, image.focal_point_y = 2850, 300
    image.focal_point_width = image.focal_point_height = 100
    image.save()
    for place in ("card", "tile", "hero", "lead", "share"):
        assert _shows_red(PressImage.objects.get(pk=image.pk), place), place


def _shows_red(image: PressImage, place: str) -> bool:
    def red(shown: Any) -> bool:
        pixels: Any = opened(shown.file)[1].convert("RGB").resize((100, 50)).get_flattened_data()
        return any(r > 180 and g < 120 and b < 120 for r, g, b in pixels)

    return all(red(shown) for shown in sizes_of(image, RENDITIONS[place]).values())


def test_alt_text__is_never_a_file_name(office: Newsroom) -> None:
    image = PressImage.objects.create(title="IMG_0001.jpg", file=upload())
    assert image.default_alt_text == ""
    assert 'alt=""' in image.get_rendition("width-20").img_tag()
    image.description = "Perahu bersandar"
    assert image.default_alt_text == "Perahu bersandar"


def test_small_picture__is_said_to_be_small_as_soon_as_it_is_there(
    office: Newsroom, client: Client, settings: Any
) -> None:
    client.force_login(office.pengelola)
    blurred = "kabur di layar besar"

    def form_after_upload() -> str:
        response = client.post(
            reverse("wagtailimages:add_multiple"),
            {**told(), "files[]": upload()},
            headers={"x-requested-with": "XMLHttpRequest"},
        )
        return str(json.loads(response.content)["form"])

    assert blurred in form_after_upload()
    image = PressImage.objects.get()
    edit = reverse("wagtailimages:edit", args=[image.pk])
    assert blurred in client.get(edit).content.decode()
    delete = reverse("wagtailimages:delete", args=[image.pk])
    assert "rujukan ke" not in client.get(delete).content.decode()
    settings.NEWSROOM_MIN_MAIN_IMAGE_WIDTH = image.width
    assert blurred not in form_after_upload()
    assert blurred not in client.get(edit).content.decode()

"""What is missing and what would be better: beside the editor, as in the form and on the sheet."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import streamfield

from news.completeness import advice_on, required_of
from news.links.gathered import key_of
from news.models import LinkCheck, NewsPage, VideoPage
from tests.driver import Newsroom, small_image

from . import pages_kit as kit
from .test_pages import form_data

pytestmark = pytest.mark.once
LONG = " ".join(["kata"] * 30)


def edit_url(page: Any) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def missing(page: Any, **options: Any) -> dict[str, str]:
    return {check.path: check.label for check in required_of(page, **options) if not check.done}


def advised(page: Any) -> list[str]:
    return [check.path for check in advice_on(page)]


def draft(**fields: Any) -> Any:
    defaults = {"hero_image": kit.picture(), "hero_caption": "Dermaga pagi ini"}
    title = fields.pop("title", "Perahu layanan singgah di Muara Kaman")
    page = kit.make(NewsPage, title, live=False, **(defaults | fields))
    return kit_fresh(page)


def kit_fresh(page: Any) -> Any:
    page.save_revision()
    return page.get_latest_revision_as_object()


def good(**fields: Any) -> Any:
    summary = "Warga mengurus dokumen di atas perahu tanpa harus ke Tenggarong."
    return draft(**({"summary": summary} | fields))


def test_required__a_bare_draft_lacks_each_field(newsroom: None) -> None:
    page = NewsPage(title="")
    assert set(missing(page)) == set(NewsPage.required_at_submission)
    assert missing(good()) == {}


def test_required__what_the_form_refuses_is_what_the_panel_names(
    office: Newsroom, client: Client
) -> None:
    """Posted with "Ajukan": the fields with errors are those of the list."""
    page = office.draft(complete=False)
    image = small_image()
    page.body = [
        ("heading", {"text": "", "level": "h2"}),
        ("image", {"image": image, "alt_text": ""}),
        ("video", {"title": "", "transcript": "Selamat pagi."}),
    ]
    page.save_revision(user=office.pengelola)
    page = page.get_latest_revision_as_object()
    named = missing(page, fills=True)
    client.force_login(office.pengelola)
    shot = {"image": str(image.pk), "alt_text": "", "caption": "", "credit": ""}
    video = dict.fromkeys(("title", "link", "file", "captions", "poster", "caption"), "")
    body = [
        ("heading", {"text": "", "level": "h2"}),
        ("image", shot),
        ("video", video | {"transcript": "Selamat pagi."}),
    ]
    data = form_data(page, body=streamfield(body)) | {"action-submit": "1"}
    form = client.post(edit_url(page), data).context["form"]
    assert set(form.errors) == {path.split(".")[0] for path in named}
    refused = form.errors.as_data()["body"][0].block_errors
    ids = [block.id for block in page.body]
    told = [path.removeprefix("body.") for path in named if path.startswith("body.")]
    assert sorted(told) == sorted([f"{ids[0]}.text", f"{ids[2]}.title", f"{ids[1]}.alt_text"])
    assert set(refused) == {0, 1, 2}


def test_required__names_block_and_part(newsroom: None) -> None:
    page = good(body=[("paragraph", "<p>Ada.</p>"), ("heading", {"text": "", "level": "h2"})])
    [(path, label)] = missing(page).items()
    assert path == f"body.{page.body[1].id}.text"
    assert label == "2. Judul bagian › Teks"


def test_required__a_text_alternative_comes_from_a_description_and_never_from_a_title(
    newsroom: None,
) -> None:
    untold = kit.picture("IMG_0001.jpg")
    told = kit.picture("IMG_0002.jpg", description="Perahu bersandar")
    shot = {"alt_text": "", "caption": "Dermaga"}
    blocks = [("image", {"image": told, **shot}), ("image", {"image": untold, **shot})]
    page = good(body=blocks, hero_image=untold, hero_alt="")
    assert list(missing(page, fills=True)) == ["hero_alt", f"body.{page.body[1].id}.alt_text"]
    page.hero_image = told
    filled = next(c for c in required_of(page, fills=True) if c.path == "hero_alt")
    assert (filled.done, "Perahu bersandar" in filled.detail) == (True, True)
    assert "hero_alt" in missing(page)  # as it stands
    assert (page.hero_alt, page.body[0].value["alt_text"]) == ("", "")  # looking changes nothing


def test_advice__a_good_page_needs_none(newsroom: None) -> None:
    assert advised(good(body=[("paragraph", "<p>Perahu singgah setiap Selasa.</p>")])) == []


@pytest.mark.parametrize(
    ("fields", "path"),
    [
        ({"title": "Perahu"}, "title"),
        ({"title": "Perahu " * 14}, "title"),
        ({"summary": "Singkat."}, "summary"),
        ({"summary": "kata " * 50}, "summary"),
        ({"hero_caption": ""}, "hero_caption"),
    ],
)
def test_advice__one_rule_each(newsroom: None, fields: dict[str, str], path: str) -> None:
    assert advised(good(**fields)) == [path]


def test_advice__a_small_main_image(newsroom: None, settings: Any) -> None:
    page = good(hero_image=kit.picture(size=(799, 600)))
    [check] = advice_on(page)
    assert check.path == "hero_image"
    assert "799 px" in check.detail
    assert "800 px" in check.detail
    settings.NEWSROOM_MIN_MAIN_IMAGE_WIDTH = 700
    assert advised(page) == []


def test_advice__pictures_videos_and_sentences(newsroom: None) -> None:
    shot = {"image": kit.picture(), "alt_text": "Perahu", "caption": ""}
    film = kit.document("Film", "film.mp4")
    page = good(
        body=[
            ("image", shot),
            ("paragraph", f"<p>{LONG}.</p>"),
            ("video", {"title": "Liputan", "file": film}),
        ]
    )
    ids = [block.id for block in page.body]
    assert advised(page) == [
        f"body.{ids[0]}.caption",
        f"body.{ids[2]}.captions",
        f"body.{ids[2]}.transcript",
        f"body.{ids[1]}",
    ]


def test_advice__many_long_sentences_stay_a_short_list(newsroom: None) -> None:
    found = advice_on(good(body=[("paragraph", f"<p>{f'{LONG}. ' * 9}</p>")]))
    assert [c.label for c in found[:4]] == [*["Kalimat panjang"] * 3, "6 kalimat panjang lagi"]


def test_advice__links(newsroom: None) -> None:
    waiting = kit.make(NewsPage, "Yang belum", live=False)
    text = (
        f'<p><a linktype="page" id="{waiting.pk}">a</a> <a href="https://mati.example/">b</a> '
        '<a href="https://hidup.example/">c</a></p>'
    )
    for address, state in (
        ("https://mati.example/", "broken"),
        ("https://hidup.example/", "answers"),
    ):
        LinkCheck.objects.create(
            key=key_of(address), address=address, state=state, reason="not_found",
            checked_at=timezone.now(),
        )  # fmt: skip
    found = advice_on(good(body=[("paragraph", text)]))
    assert [c.label for c in found] == ["Tautan di dalam situs", "Tautan ke situs lain"]
    assert "https://mati.example/" in found[1].detail


def test_video_page__asks_for_its_video(newsroom: None) -> None:
    page = kit_fresh(kit.make(VideoPage, "Liputan perahu layanan keliling", live=False))
    assert "video" in missing(page)


# --- on the screen ------------------------------------------------------------------------------


def panel_of(html: str) -> str:
    return html[html.index("data-completeness>") : html.index("Menurut simpanan terakhir")]


def count_on_button(html: str) -> int:
    return int(re.findall(r"data-side-panel-toggle-counter[^>]*>\s*(\d+)", panel_after(html))[0])


def panel_after(html: str) -> str:
    return html[html.index('data-side-panel-toggle="completeness"') :]


def test_panel__of_a_new_page_and_of_a_draft(office: Newsroom, client: Client) -> None:
    client.force_login(office.pengelola)
    add = reverse("wagtailadmin_pages:add", args=["news", "newspage", office.index.pk])
    html = client.get(add).content.decode()
    assert "7 hal masih kurang" in panel_of(html)
    page = office.draft(office.classified())
    html = client.get(edit_url(page)).content.decode()
    assert "Lengkap: naskah ini dapat diajukan." in panel_of(html)


def test_panel__follows_an_autosave(office: Newsroom, client: Client) -> None:
    """Wagtail's answer carries the panels as they are now, the number on the button too."""
    page = office.draft(office.classified())
    client.force_login(office.pengelola)
    data = form_data(page, source="")
    answer = client.post(edit_url(page), data, headers={"accept": "application/json"}).json()
    assert answer["success"], answer
    assert "1 hal masih kurang" in answer["html"]
    assert 'href="#:w:contentpath=source"' in answer["html"]
    assert "data-w-teleport-target-value=\"[data-side-panel='completeness']\"" in answer["html"]
    assert ">1</div>" in answer["html"]


def test_panel__only_beside_what_the_newsroom_writes(office: Newsroom, client: Client) -> None:
    client.force_login(office.person("admin", is_superuser=True))
    assert "data-completeness" not in client.get(edit_url(office.index)).content.decode()


def test_rules__queries_do_not_grow(newsroom: None, django_assert_max_num_queries: Any) -> None:
    counts = []
    for size in (1, 6):
        linked = [kit.make(NewsPage, f"Tujuan {size} {n}", live=False) for n in range(size)]
        shot = {"image": kit.picture(), "alt_text": "", "caption": ""}
        links = "".join(f'<a linktype="page" id="{one.pk}">x</a>' for one in linked)
        page = good(
            title=f"Halaman dengan banyak bagian {size}",
            body=[
                ("paragraph", f"<p>{links}</p>"),
                *[("image", shot)] * size,
                ("gallery", [shot] * size),
            ],
        )
        with django_assert_max_num_queries(30) as queries:
            required_of(page, fills=True)
            assert len(advice_on(page)) > size
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_editor__queries_do_not_grow(
    office: Newsroom, client: Client, settings: Any, django_assert_max_num_queries: Any
) -> None:
    """But for links to pages, which Wagtail's text editor looks up one by one."""
    memory = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    settings.CACHES = {**settings.CACHES, "renditions": memory}  # as it is outside of tests
    client.force_login(office.pengelola)

    def grown(size: int) -> Any:
        page = office.draft(office.classified(f"Layanan {size}"))
        shot = [
            {"image": kit.picture(f"P{n}"), "alt_text": "Perahu", "caption": ""}
            for n in range(size)
        ]
        links = [f'<a href="https://contoh-{n}.example/">y</a>' for n in range(size)]
        page.body = [
            *(("paragraph", f"<p>{link}</p>") for link in links),
            ("gallery", shot),
            *(("image", one) for one in shot),
        ]
        page.save_revision(user=office.pengelola)
        client.get(edit_url(page))
        return page

    counts = []
    for size in (1, 6):
        page = grown(size)
        with django_assert_max_num_queries(400) as queries:
            assert client.get(edit_url(page)).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]

"""The office's profile: what an editor may enter, and where readers find it."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from news import office_colours
from news.home_blocks import AccountBlock, SectionsStreamBlock, ServiceBlock
from news.models import HomePage, InformationPage, NewsPage
from news.web_addresses import dialled
from workflow_steps.content import content_of, digest_of
from workflow_steps.models import PublicationAct

from .pages_kit import make, picture
from .test_front_page import SERVICE, arrange, read

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("newsroom")]

PROFILE = {
    "office_name": "Dinas Komunikasi dan Informatika",
    "government_name": "Pemerintah Kabupaten Kutai Kartanegara",
    "address": "Jalan Contoh Nomor 1\nTenggarong",
    "phone": "(0541) 123456",
    "whatsapp": "0812-3456-7890",
    "email": "halo@kantor.example",
    "map_url": "https://www.openstreetmap.org/#map=15",
    "hours": [("hours", {"days": "Senin–Kamis", "hours": "07.30–16.00 WITA"})],
    "socials": [
        ("account", {"platform": "instagram", "address": "https://www.instagram.com/kantor/"})
    ],
    "services": [("service", SERVICE)],
}


# --- what readers find -----------------------------------------------------------------------


def test_footer__tells_everything_of_the_office_on_every_page(client):
    arrange(**PROFILE, logo=picture("Logo", (600, 200)), logo_alt="Lambang kabupaten")
    page = make(NewsPage, "Loket baru")

    for address, status in ((page.url, 200), ("/cari/", 200), ("/tidak-ada/", 404)):
        html = read(client, address, status)
        foot = html[html.index("<footer") :]
        for words in (
            "Dinas Komunikasi dan Informatika",
            "Pemerintah Kabupaten Kutai Kartanegara",
            "Jalan Contoh Nomor 1<br>Tenggarong",
            'href="tel:+62541123456"',
            'href="https://wa.me/6281234567890"',
            'href="mailto:halo@kantor.example"',
            "<dt>Senin–Kamis</dt><dd>07.30–16.00 WITA</dd>",
            'href="https://www.instagram.com/kantor/"',
            'href="https://www.lapor.go.id/"',
            'href="/berita/feed/"',
            'alt="Lambang kabupaten" width="336" height="112"',
        ):
            assert words in foot, (address, words)


def test_footer__of_an_empty_profile_names_the_site(client):
    html = read(client)

    assert "Kabupaten Kutai Kartanegara" in html[html.index("<footer") :]
    assert "tel:" not in html
    assert "/warna/" not in html


def test_colours__are_a_style_sheet_of_their_own(client):
    arrange(brand_colour="#7a1f2b", accent_colour="#ffd166")

    html = read(client)
    sheet = client.get("/warna/7a1f2b-ffd166.css")

    assert '<link rel="stylesheet" href="/warna/7a1f2b-ffd166.css">' in html
    assert sheet.headers["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in sheet.headers["Cache-Control"]
    assert "--brand:#7a1f2b" in sheet.content.decode()
    assert client.get("/warna/ffffff-ffd166.css").status_code == 404


def test_preview__shows_the_office_of_the_draft(office):
    home = HomePage.objects.get()
    home.office_name = "Dinas yang Baru"
    home.brand_colour = "#7a1f2b"

    html = home.make_preview_request(preview_mode="").rendered_content

    assert "Dinas yang Baru" in html[html.index("<footer") :]
    assert "/warna/7a1f2b" in html


# --- what an editor may enter ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("colours", "field", "words"),
    [
        ({"brand_colour": "#6699cc"}, "brand_colour", ("3,00:1", "4,5:1")),
        ({"brand_colour": "#0b5351", "accent_colour": "#0b5351"}, "accent_colour", ("4,5:1",)),
        ({"brand_colour": "#7f7f"}, "brand_colour", ("enam karakter",)),
        ({"phone": "hubungi kami"}, "phone", ("satu nomor telepon",)),
        ({"map_url": "http://peta.example/"}, "map_url", ("https://",)),
    ],
)
def test_wrong_value__is_refused_even_in_a_draft_and_says_why(colours, field, words):
    home = HomePage.objects.get()
    for name, value in colours.items():
        setattr(home, name, value)

    with pytest.raises(ValidationError) as caught:
        home.save_revision()

    message = " ".join(caught.value.message_dict[field])
    assert all(word in message for word in words), message


@pytest.mark.parametrize(
    ("block", "value", "words"),
    [
        (AccountBlock, {"platform": "x", "address": "https://x.com.example/"}, "alamat X"),
        (AccountBlock, {"platform": "x", "address": "http://x.com/kantor"}, "alamat X"),
        (ServiceBlock, {"title": "A", "icon": "link", "address": "http://a.example/"}, "https://"),
    ],
)
def test_address__of_another_host_or_unencrypted_is_refused(block, value, words):
    with pytest.raises(ValidationError) as caught:
        block().clean(block().normalize(value))

    assert words in str(caught.value.as_json_data())


def test_service__has_one_address(client):
    page = make(InformationPage, "Tentang kami")
    block = ServiceBlock()

    with pytest.raises(ValidationError):
        block.clean(block.normalize(SERVICE | {"page": page}))
    assert block.clean(block.normalize(SERVICE))["title"] == SERVICE["title"]


@pytest.mark.parametrize(
    ("number", "called"),
    [("(0541) 66-1097", "+62541661097"), ("+62 812 34", "+6281234"), ("112", "112")],
)
def test_number__is_dialled_from_anywhere(number, called):
    assert dialled(number) == called


def test_form__takes_colours_and_line_ends_as_they_come():
    form_class = HomePage.get_edit_handler().get_form_class()
    empty = {f"{name}-count": "0" for name in ("hours", "socials", "services", "sections")}
    form = form_class({"address": "Jalan 1\r\nTenggarong", "brand_colour": "7A1F2B", **empty})
    form.is_valid()

    assert form.cleaned_data["address"] == "Jalan 1\nTenggarong"
    assert form.cleaned_data["brand_colour"] == "#7a1f2b"


def test_colours__left_to_the_site_are_never_refused():
    assert office_colours.objections("", "") == {}
    assert office_colours.digits("", "") == office_colours.digits("#0B5351", "#F3C04B") == ""


def test_every_section__has_a_preview_in_the_picker(admin_client):
    for block in SectionsStreamBlock().child_blocks.values():
        address = reverse("wagtailadmin_block_preview")
        response = admin_client.get(address, {"id": block.definition_prefix})
        assert response.status_code == 200
        assert "section-title" in response.content.decode()
        assert block.get_description()


def test_settings_menu__leads_to_the_profile(office, client):
    client.force_login(office.webadmin)
    home = HomePage.objects.get()

    settings = client.get(reverse("wagtailadmin_home")).content.decode()
    answer = client.get(reverse("newsroom_office_profile"))

    assert reverse("newsroom_office_profile") in settings
    assert answer.url == f"{reverse('wagtailadmin_pages:edit', args=[home.pk])}#tab-kantor"
    editor = client.get(answer.url).content.decode()
    assert 'id="tab-kantor"' in editor
    assert 'name="brand_colour"' in editor


# --- behind the gate -----------------------------------------------------------------------------


def test_profile__is_initialled_content_and_an_empty_one_changes_no_older_digest():
    home = HomePage.objects.get()
    act = PublicationAct.objects.filter(page_id=home.pk).latest("pk")
    before = HomePage(title=home.title, slug=home.slug, intro=home.intro)
    names = set(content_of(before))

    for name, value in PROFILE.items():
        setattr(before, name, value)

    assert act.digest == digest_of(home)
    assert names <= {"type", "title", "slug", "intro", "files"}
    assert set(content_of(before)) == names | set(PROFILE)

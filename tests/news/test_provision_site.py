"""The site and its standing pages: built once, never over what the office made of them."""

import pytest
from wagtail.models import Page, Site

from news.models import HomePage, InformationClass, NewsCategory, NewsIndexPage
from news.provisioning.pages import provision_classification, provision_site
from tests.conftest import ensure_wagtail_roots
from workflow_steps.gate import in_force

pytestmark = pytest.mark.django_db


@pytest.fixture
def welcome() -> Page:
    """What Wagtail's own migrations leave behind, with or without migrations having run."""
    ensure_wagtail_roots()
    root = Page.get_first_root_node()
    page = root.get_children().filter(slug="home").first()
    if page is None:
        with in_force(None):
            title = "Welcome to your new Wagtail site!"
            page = root.add_child(instance=Page(title=title, slug="home"))
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "port": 80, "root_page": page}
    )
    return page


def test_provision_site__replaces_the_welcome_page(welcome, client, settings):
    settings.WAGTAILADMIN_BASE_URL = "https://berita.example.test"

    provision_site()

    site = Site.objects.get()
    assert site.root_page.specific == HomePage.objects.get(live=True)
    assert (site.hostname, site.port) == ("berita.example.test", 443)
    assert not Page.objects.filter(pk=welcome.pk).exists()
    assert client.get("/").status_code == 200
    assert client.get("/berita/").status_code == 200


def test_provision_site__twice_changes_nothing(welcome):
    def everything():
        return list(Page.objects.order_by("pk").values()), list(Site.objects.values())

    provision_site()
    before = everything()

    provision_site()

    assert everything() == before


def test_provision_site__works_on_an_empty_tree():
    with in_force(None):
        Page.objects.all().delete()
    Site.objects.all().delete()

    provision_site()

    assert Site.objects.get().root_page.specific == HomePage.objects.get()


def test_provision_site__leaves_what_the_office_edited(welcome):
    provision_site()
    plain = Page(title="X", slug="x", live=False)
    other = HomePage.objects.get().get_parent().add_child(instance=plain)
    Site.objects.update(site_name="Kabar Hulu", hostname="kabar.example.test", root_page=other)
    with in_force(None):
        HomePage.objects.update(title="Kabar Hulu", slug="kabar")
        NewsIndexPage.objects.update(title="Kabar")

    provision_site()

    site = Site.objects.get()
    assert (site.site_name, site.hostname, site.root_page) == (
        "Kabar Hulu",
        "kabar.example.test",
        other,
    )
    assert HomePage.objects.get().title == "Kabar Hulu"
    assert NewsIndexPage.objects.get().title == "Kabar"


def test_provision_site__keeps_a_welcome_page_in_use(welcome):
    welcome.save_revision()

    provision_site()

    assert Site.objects.get().root_page == welcome


def test_provision_classification__names_the_four_classes_of_the_law():
    provision_classification()

    assert {c.code: c.publishable for c in InformationClass.objects.all()} == {
        "berkala": True,
        "serta_merta": True,
        "setiap_saat": True,
        "dikecualikan": False,
    }
    assert all(c.description for c in InformationClass.objects.all())
    assert NewsCategory.objects.count() == 8


def test_provision_classification__does_not_bring_back_a_dropped_category():
    provision_classification()
    NewsCategory.objects.get(slug="pendidikan").delete()
    NewsCategory.objects.filter(slug="kesehatan").update(name="Kesehatan Warga", slug="sehat")
    InformationClass.objects.filter(code="berkala").update(name="Berkala")

    provision_classification()

    assert NewsCategory.objects.count() == 7
    assert InformationClass.objects.get(code="berkala").name == "Berkala"
    assert InformationClass.objects.count() == 4

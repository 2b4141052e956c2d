"""The site, its two standing pages, and the words that material is classified with."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.coreutils import get_supported_content_language_variant
from wagtail.models import Locale, Page, Site

from news.models import HomePage, InformationClass, NewsCategory, NewsIndexPage
from workflow_steps.gate import in_force
from workflow_steps.record import put_live

from . import front_page

CATEGORIES = {
    "Pelayanan Publik": "Perizinan, administrasi kependudukan, dan layanan warga lainnya.",
    "Infrastruktur": "Jalan, jembatan, air bersih, dan jaringan internet.",
    "Kesehatan": "Puskesmas, rumah sakit, dan kesehatan masyarakat.",
    "Pendidikan": "Sekolah, beasiswa, dan literasi.",
    "Kebudayaan & Pariwisata": "Adat, seni, festival, dan tujuan wisata.",
    "Cuaca & Kebencanaan": "Prakiraan, peringatan dini, dan penanganan bencana.",
    "Ekonomi & Pertanian": "Pasar, usaha kecil, pertanian, dan perikanan.",
    "Pemerintahan": "Kebijakan, anggaran, dan kegiatan pemerintah daerah.",
}

_Code = InformationClass.Code
INFORMATION_CLASSES = {
    _Code.BERKALA: (
        "Informasi berkala",
        "Wajib disediakan dan diumumkan secara berkala (UU 14/2008 Pasal 9).",
    ),
    _Code.SERTA_MERTA: (
        "Informasi serta-merta",
        "Wajib diumumkan segera bila mengancam hajat hidup orang banyak (UU 14/2008 Pasal 10).",
    ),
    _Code.SETIAP_SAAT: (
        "Informasi setiap saat",
        "Wajib tersedia setiap saat bagi siapa pun yang meminta (UU 14/2008 Pasal 11).",
    ),
    _Code.DIKECUALIKAN: (
        "Informasi yang dikecualikan",
        "Tidak dapat dibuka kepada publik; tidak pernah ditayangkan (UU 14/2008 Pasal 17).",
    ),
}


@transaction.atomic
def provision_site() -> Site:
    """The site record, the front page at ``/`` and the list at ``/berita/``."""
    language = get_supported_content_language_variant(settings.LANGUAGE_CODE)
    Locale.objects.get_or_create(language_code=language)
    root = Page.get_first_root_node() or Page.add_root(title="Root", slug="root")
    home = HomePage.objects.order_by("path").first() or _published(
        root,
        front_page.arrange(
            HomePage(
                title="Berita dan informasi publik",
                slug="beranda",
                intro="Kabar layanan, pembangunan, dan kegiatan pemerintah daerah.",
            )
        ),
    )
    site = _site_for(home)
    _remove_welcome_page()
    if (
        not NewsIndexPage.objects.exists()
        and not home.get_children().filter(slug="berita").exists()
    ):
        _published(home, NewsIndexPage(title="Berita", slug="berita", show_in_menus=True))
    return site


@transaction.atomic
def provision_classification() -> None:
    """Categories only into an empty list, for an office may drop one; the four classes by law."""
    if not NewsCategory.objects.exists():
        for name, description in CATEGORIES.items():
            slug = slugify(name.replace("&", "dan"))
            NewsCategory.objects.create(name=name, slug=slug, description=description)
    for code, (name, description) in INFORMATION_CLASSES.items():
        InformationClass.objects.get_or_create(
            code=code, defaults={"name": name, "description": description}
        )


def _published(parent: Page, page: Page) -> Page:
    """Standing pages carry no news: they come into the world live, by recorded authority."""
    page.live = False
    parent.add_child(instance=page)
    page.save_revision(changed=False)
    put_live(page, _("Standing page of the site, made when the newsroom was set up."))
    return page


def _site_for(home: HomePage) -> Site:
    """Point a site that nobody has set up yet at the front page; leave any other alone."""
    site = Site.objects.filter(is_default_site=True).first()
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    hostname = address.hostname or "localhost"
    port = address.port or (443 if address.scheme == "https" else 80)
    if site is None:
        return Site.objects.create(
            hostname=hostname,
            port=port,
            site_name=settings.WAGTAIL_SITE_NAME,
            root_page=home,
            is_default_site=True,
        )
    if site.root_page in _welcome_pages():
        site.root_page = home
        site.hostname, site.port = hostname, port
        site.site_name = site.site_name or settings.WAGTAIL_SITE_NAME
        site.save()
    return site


def _welcome_pages() -> list[Page]:
    """What Wagtail's first migration leaves (``0002_initial_data``), as nobody has touched it."""
    untouched = Q(slug="home", depth=2, latest_revision=None, numchild=0)
    return [page for page in Page.objects.filter(untouched) if page.specific_class is Page]


def _remove_welcome_page() -> None:
    """Only when no site shows it: deleting a site's root page would delete the site with it."""
    for page in _welcome_pages():
        if not page.sites_rooted_here.exists():
            with in_force(page.pk):
                page.delete()

"""The demo's front page with everything that an office can put on it; every number is invented."""

from io import BytesIO
from typing import Any

from django.core.files.images import ImageFile
from PIL import Image, ImageDraw

from news.collections import public_collection
from news.models import HomePage, InformationPage, PressImage
from news.provisioning.front_page import SERVICES
from workflow_steps.record import put_live

REASON = "Beranda dan profil kantor untuk demo."
ASK_FOR_INFORMATION = "Tata Cara Permohonan Informasi Publik"
PROFILE = {
    "office_name": "Dinas Komunikasi dan Informatika Kabupaten Kutai Kartanegara",
    "office_short_name": "Diskominfo Kukar",
    "government_name": "Pemerintah Kabupaten Kutai Kartanegara",
    "address": "Jalan Contoh Nomor 1\nTenggarong 75511\nKalimantan Timur",
    "phone": "(0541) 000000",
    "whatsapp": "0812-0000-0000",
    "email": "halo@diskominfo.example.go.id",
    "map_url": "https://www.openstreetmap.org/?mlat=-0.41&mlon=116.99#map=14/-0.41/116.99",
    "logo_alt": "Lambang kantor (contoh)",
}
HOURS = (
    ("Senin–Kamis", "07.30–16.00 WITA"),
    ("Jumat", "07.30–11.30 WITA"),
    ("Sabtu, Minggu, hari libur", "Tutup"),
)
ACCOUNTS = {
    "instagram": "https://www.instagram.com/contoh.kantor/",
    "facebook": "https://www.facebook.com/contoh.kantor",
    "youtube": "https://www.youtube.com/@contoh-kantor",
}
MORE_SERVICES = (
    {
        "title": "Data terbuka daerah",
        "description": "Unduh data yang boleh dipakai siapa saja.",
        "address": "https://data.example.go.id/",
        "icon": "document",
    },
)
SECTIONS: tuple[tuple[str, dict[str, str]], ...] = (
    ("announcements", {"count": "4"}),
    ("services", {}),
    ("category", {"category": "pelayanan-publik", "count": "3"}),
    ("galleries", {"heading": "Kukar dalam gambar", "count": "4"}),
    ("category", {"category": "infrastruktur", "count": "3"}),
    ("videos", {"count": "3"}),
    ("category", {"category": "kebudayaan-dan-pariwisata", "count": "3"}),
)
SIZE, SCALE = 480, 4
GREEN, GOLD, WHITE = "#0b5351", "#f3c04b", "#ffffff"


def fill_in() -> Any:
    """On recorded authority, as the standing pages came into the world; the logo's file."""
    home = HomePage.objects.get()
    for name, value in PROFILE.items():
        setattr(home, name, value)
    home.hours = [("hours", {"days": days, "hours": hours}) for days, hours in HOURS]
    home.socials = [
        ("account", {"platform": platform, "address": address})
        for platform, address in ACCOUNTS.items()
    ]
    home.services = [("service", service) for service in (*_services(), *MORE_SERVICES)]
    home.sections = list(SECTIONS)
    home.logo = _logo()
    home.save_revision(changed=False)
    put_live(home, REASON)
    return home.logo.file


def _services() -> list[dict[str, Any]]:
    """The ones of the setup; who asks for information finds how, if that page went live."""
    page = InformationPage.objects.live().filter(title=ASK_FOR_INFORMATION).first()
    return [
        service | {"page": page} if service["title"] == "PPID" else dict(service)
        for service in SERVICES
    ]


def _logo() -> PressImage:
    """A river under the sun in a round field: nobody's real coat of arms."""
    side = SIZE * SCALE
    picture = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((0, 0, side - 1, side - 1), fill=GREEN)
    middle, sun = side // 2, side // 7
    draw.ellipse((middle - sun, side // 4 - sun, middle + sun, side // 4 + sun), fill=GOLD)
    for row in range(3):
        _wave(draw, side, top=side * (52 + 13 * row) // 100, color=WHITE if row % 2 else GOLD)
    out = BytesIO()
    picture.resize((SIZE, SIZE), Image.Resampling.LANCZOS).save(out, "PNG")
    return PressImage.objects.create(
        title="Lambang kantor (contoh)",
        description="Matahari di atas sungai dalam bidang bundar hijau",
        file=ImageFile(BytesIO(out.getvalue()), "lambang-contoh.png"),
        collection=public_collection(),
    )


def _wave(draw: ImageDraw.ImageDraw, side: int, *, top: int, color: str) -> None:
    """Four shallow arcs, side by side."""
    step, depth = side // 6, side // 12
    for place in range(1, 5):
        left, low = place * step, place % 2 == 0
        box = (left, top - depth, left + step, top + depth)
        draw.arc(box, *((0, 180) if low else (180, 360)), fill=color, width=side // 40)

"""What the front page starts with: the office's name, and services that everybody can look up.

Nothing is invented. Telephone numbers, hours and the addresses that only the office knows are left
to it; a service without an address is not shown to readers.
"""

from typing import Any

from news.models import HomePage

PROFILE = {
    "office_name": "Dinas Komunikasi dan Informatika",
    "office_short_name": "Diskominfo",
    "government_name": "Pemerintah Kabupaten Kutai Kartanegara",
    "address": "Tenggarong, Kabupaten Kutai Kartanegara\nProvinsi Kalimantan Timur",
}

SERVICES = (
    {
        "title": "SP4N-LAPOR!",
        "description": "Sampaikan aspirasi dan pengaduan layanan publik.",
        "address": "https://www.lapor.go.id/",
        "icon": "complaint",
    },
    {
        "title": "PPID",
        "description": "Ajukan permohonan informasi publik.",
        "icon": "information",
    },
    {
        "title": "Kontak dan jam layanan",
        "description": "Alamat, telepon, dan jam buka kantor.",
        "icon": "contact",
    },
)

SECTIONS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("announcements", {"count": "4"}),
    ("services", {}),
    ("category", {"category": "pelayanan-publik", "count": "3"}),
    ("category", {"category": "infrastruktur", "count": "3"}),
    ("galleries", {"count": "4"}),
    ("videos", {"count": "3"}),
)


def arrange(home: HomePage) -> HomePage:
    """A front page that is being made; one that is there belongs to the office."""
    for name, value in PROFILE.items():
        setattr(home, name, value)
    home.services = [("service", dict(service)) for service in SERVICES]
    home.sections = [(kind, dict(value)) for kind, value in SECTIONS]
    return home

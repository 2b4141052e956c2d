"""Lines of the register without the weeks of work that make them."""

from datetime import UTC, datetime, timedelta
from typing import Any

from reports.models import PublicationRecord

START = datetime(2026, 1, 5, 1, 30, tzinfo=UTC)
DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


def record(number: int = 1, **fields: Any) -> PublicationRecord:
    """Unsaved."""
    at = START + timedelta(hours=3 * number)
    values = {
        "year": 2026,
        "number": number,
        "published_at": at,
        "completed_at": at,
        "approved_at": at - timedelta(minutes=20),
        "page_id": 1000 + number,
        "revision_id": 5000 + number,
        "round": 1,
        "title": f"Layanan adminduk keliling di Kecamatan Muara Kaman, hari ke-{number}",
        "page_type": "berita",
        "url": f"https://berita.example.go.id/berita/layanan-adminduk-keliling-{number}/",
        "category": "Layanan publik",
        "information_class": "Berkala",
        "source": "Dinas Kependudukan dan Pencatatan Sipil",
        "writer": "Pengelola Satu",
        "reviewer": "Administrator Web",
        "reviewer_office": "Pranata Komputer",
        "reviewer_capacity": "definitif",
        "approver": "Kabid Aptika",
        "approver_office": "Kepala Bidang Aptika",
        "approver_capacity": "definitif",
        "digest": DIGEST,
        "ledger_line": 10 * number,
    }
    return PublicationRecord(**values | fields)


def fill(count: int, **fields: Any) -> None:
    rows = (record(number, **fields) for number in range(1, count + 1))
    PublicationRecord.objects.bulk_create(rows, batch_size=500)

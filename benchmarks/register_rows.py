"""Lines of the register as long as real ones: a tenth withdrawn, a tenth corrected."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from reports.models import PublicationRecord

START = datetime(2026, 1, 1, 0, 30, tzinfo=UTC)
REASON = "Daftar harga keliru menyebut satuan; akan ditayangkan lagi setelah diperbaiki."


def records(count: int) -> Iterator[PublicationRecord]:
    for number in range(1, count + 1):
        at = START + timedelta(minutes=5 * number)
        fields: dict[str, Any] = {}
        if number % 10 == 0:
            fields = {"withdrawn_at": at, "withdrawn_by": "Admin", "withdrawal_reason": REASON}
        if number % 10 == 5:
            note = {"at": at.isoformat(), "text": REASON, "number": f"{number:04d}/2026"}
            fields = {"corrections": [note]}
        yield PublicationRecord(
            year=2026,
            number=number,
            published_at=at,
            completed_at=at,
            approved_at=at,
            page_id=number,
            revision_id=number,
            round=1,
            title=f"Layanan administrasi kependudukan keliling di Muara Kaman, hari ke-{number}",
            page_type="berita",
            url=f"https://berita.example.go.id/berita/layanan-adminduk-keliling-{number}/",
            category="Pelayanan Publik",
            information_class="Informasi berkala",
            source="Dinas Kependudukan dan Pencatatan Sipil",
            writer="Pengelola Website Satu",
            reviewer="Administrator Web",
            reviewer_office="Pranata Komputer",
            reviewer_capacity="definitif",
            approver="Kepala Bidang Aptika",
            approver_office="Kepala Bidang Aptika",
            approver_capacity="definitif",
            digest=f"{number:064x}",
            ledger_line=10 * number,
            **fields,
        )

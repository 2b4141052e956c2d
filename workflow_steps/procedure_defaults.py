"""The SOP as an office finds it on the first day: defaults to be edited, no real persons.

The text is data of the office and therefore Indonesian. The scanned source lost the flowchart's
symbols, so performers and events are defaults too.
"""

from datetime import date
from typing import Any

from .models import Procedure, ProcedureStep

DEFAULT_EFFECTIVE_FROM = date(2025, 1, 2)

_LAPTOP = "Laptop/PC, internet"
_UNIT = ProcedureStep.Unit

IDENTITY: dict[str, Any] = {
    "government": "Pemerintah Kabupaten Kutai Kartanegara",
    "office": "Dinas Komunikasi dan Informatika",
    "title": "Pengelolaan Website",
    "sop_number": "SOP/ … /DISKOMINFO/2025 (isi nomor resmi)",
    "date_made": date(2025, 1, 2),
    "date_revised": None,
    "legalised_by_title": "Kepala Dinas Komunikasi dan Informatika",
    "legalised_by_name": "(isi nama pejabat)",
    "legalised_by_nip": "",
    "legal_basis": [
        "Undang-Undang Nomor 14 Tahun 2008 tentang Keterbukaan Informasi Publik",
        "Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik",
        "Peraturan Presiden Nomor 95 Tahun 2018 tentang Sistem Pemerintahan Berbasis Elektronik",
        (
            "Peraturan Menteri PANRB Nomor 35 Tahun 2012 tentang Pedoman Penyusunan Standar "
            "Operasional Prosedur Administrasi Pemerintahan"
        ),
    ],
    "qualifications": [
        "Memahami tugas dan fungsi pengelolaan website pemerintah daerah",
        "Mampu menulis dan menyunting berita",
        "Mampu mengoperasikan komputer dan aplikasi pengelola website",
    ],
    "related_sops": ["SOP Pelayanan Informasi", "SOP Bidang IT"],
    "equipment": ["Laptop atau komputer", "Aplikasi pendukung", "Jaringan internet"],
    "warning": (
        "Apabila SOP ini tidak dilaksanakan, informasi pada website menjadi tidak mutakhir "
        "serta keamanan dan pemeliharaan website terganggu."
    ),
    "recording": "Data informasi/berita yang tayang dicatat per periode penayangan.",
}

STEPS: list[dict[str, Any]] = [
    {
        "name": "Mengumpulkan dan mengolah bahan berita (gambar, dokumen, video), lalu "
        "menyerahkannya kepada pengelola",
        "performer": "Kontributor / Pengelola Website",
        "equipment": _LAPTOP,
        "standard": (1, 1, _UNIT.WORKING_DAY),
        "output": "Bahan terkumpul",
        "opens_with": "Bahan diterima",
        "closes_with": "Bahan diserahkan",
    },
    {
        "name": "Mengklasifikasikan bahan dan menyunting",
        "performer": "Pengelola Website",
        "equipment": _LAPTOP,
        "standard": (1, 3, _UNIT.HOURS),
        "output": "Daftar klasifikasi selesai disunting",
        "opens_with": "Bahan diserahkan",
        "closes_with": "Bahan diklasifikasi",
    },
    {
        "name": "Mengunggah dan menata pada tampilan website",
        "performer": "Pengelola Website",
        "equipment": "Daftar klasifikasi selesai",
        "standard": (1, 3, _UNIT.HOURS),
        "output": "Berita terunggah",
        "opens_with": "Bahan diklasifikasi, atau berita dikembalikan",
        "closes_with": "Berita diajukan",
    },
    {
        "name": "Mengajukan draf tampilan kepada Kepala Bidang",
        "performer": "Web Administrator",
        "equipment": "Berita terunggah dan tertata",
        "standard": (1, 1, _UNIT.WORKING_DAY),
        "output": "Draf di meja Kepala Bidang",
        "opens_with": "Berita diajukan",
        "closes_with": "Pertama kali dibuka oleh pemberi paraf",
        "note": "Termasuk pemeriksaan editor",
    },
    {
        "name": "Menyaring dan memeriksa; setuju: paraf, tidak setuju: kembali ke pengelola",
        "performer": "Kepala Bidang Aptika",
        "equipment": "Berita dalam proses persetujuan",
        "standard": (1, 1, _UNIT.HOURS),
        "output": "Berita disetujui, atau dikembalikan",
        "opens_with": "Dibuka oleh pemberi paraf",
        "closes_with": "Disetujui atau dikembalikan",
        "note": "Pengembalian membuka putaran baru langkah 3 sampai 5",
    },
    {
        "name": "Menayangkan di website",
        "performer": "Web Administrator",
        "equipment": "Berita disetujui",
        "standard": (15, 15, _UNIT.MINUTES),
        "output": "Berita tayang",
        "opens_with": "Persetujuan akhir, atau jadwal tayang bila lebih lambat",
        "closes_with": "Berita tayang",
        "automatic": True,
    },
    {
        "name": "Mengadministrasikan (mencatat)",
        "performer": "Web Administrator",
        "equipment": "Berita tayang",
        "standard": (15, 15, _UNIT.MINUTES),
        "output": "Berita tercatat dalam register",
        "opens_with": "Berita tayang",
        "closes_with": "Catatan register lengkap",
        "automatic": True,
    },
]


def default_procedure() -> Procedure:
    """An unsaved draft with its seven steps."""
    identity = {
        name: "\n".join(value) if isinstance(value, list) else value
        for name, value in IDENTITY.items()
    }
    steps = []
    for number, row in enumerate(STEPS, start=1):
        shortest, longest, unit = row["standard"]
        texts = {name: value for name, value in row.items() if name != "standard"}
        steps.append(
            ProcedureStep(
                number=number, standard_min=shortest, standard_max=longest, unit=unit, **texts
            )
        )
    return Procedure(steps=steps, **identity)

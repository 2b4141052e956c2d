"""Samples of what stands around an article's text, and of the proof of its paraf."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from workflow_steps.live_check import Verdict

from .further_reading import FurtherReading
from .models import InformationClass
from .paraf import Signature
from .sharing import share_links

DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
OFFICE = Signature("Kepala Bidang Aplikasi Informatika", "Contoh Nama, S.Kom.")


def further(make_page: Callable[..., Any]) -> dict[str, Any]:
    pages = [
        make_page(title, "Warga mengurusnya di kantor desa.")
        for title in (
            "Jadwal perahu layanan bulan depan",
            "Syarat mengurus kartu keluarga di kantor desa",
            "Loket di Tenggarong buka sampai sore",
            "Layanan keliling kini menjangkau enam kecamatan",
        )
    ]
    return {"further": FurtherReading(pages, previous=pages[1], next=pages[0])}


def facts() -> dict[str, Any]:
    page = SimpleNamespace(
        source="Dinas Kependudukan dan Pencatatan Sipil",
        event_date=timezone.localdate(),
        event_place="Muara Kaman",
        information_class=InformationClass(name="Informasi berkala"),
    )
    return {"page": page}


def byline() -> dict[str, Any]:
    page = SimpleNamespace(first_published_at=timezone.now())
    correction = {"at": timezone.now(), "text": ""}
    return {"page": page, "reading_minutes": 3, "corrections": [correction]}


def sharing() -> dict[str, Any]:
    address = "https://berita.example.go.id/"
    return {"share_links": share_links(address, "Contoh"), "share_address": address}


def validity() -> list[dict[str, Any]]:
    today = timezone.localdate()
    days = ((today + timedelta(days=3), False), (today - timedelta(days=3), True))
    return [{"page": SimpleNamespace(valid_until=day, has_lapsed=over)} for day, over in days]


def section(make_page: Callable[..., Any]) -> dict[str, Any]:
    def entry(pk: int, title: str, *below: Any) -> Any:
        page = make_page(title, "")
        page.pk = pk
        return SimpleNamespace(page=page, below=below)

    tree = [entry(1, "Profil", entry(2, "Tugas dan fungsi"), entry(3, "Struktur organisasi"))]
    return {"entries": tree, "page": SimpleNamespace(pk=3)}


# --- the proof of a paraf -------------------------------------------------------------------------


def act(kind: str = "approval") -> Any:
    made = SimpleNamespace(
        pk=12,
        at=timezone.now(),
        since=timezone.now(),
        kind=kind,
        digest=DIGEST,
        get_kind_display=lambda: _("initialled"),
        capacity="",
        actor_name=OFFICE.name,
        actor_office=OFFICE.office,
        acting_for_name="",
        letter_number="",
    )
    made.approval = made.emergencypublication = made.withdrawal = made
    return made


def record() -> Any:
    return SimpleNamespace(
        signature=OFFICE,
        line=None,
        page_type="Berita",
        page=SimpleNamespace(pk=1),
        awaits_initial=False,
        differing_fields=["Judul"],
    )


def verdicts() -> list[dict[str, Any]]:
    return [
        {"record": record(), "check": _check(verdict)}
        for verdict in (Verdict.MATCHES, Verdict.DIFFERS, Verdict.ALTERED_RECORD)
    ]


def decided() -> dict[str, Any]:
    return {"act": act(), "record": record(), "check": _check(Verdict.MATCHES)}


def withdrawn() -> dict[str, Any]:
    return {"withdrawal": SimpleNamespace(at=timezone.now(), reason="Data penerima keliru dimuat.")}


def _check(verdict: Verdict) -> Any:
    passed = verdict == Verdict.MATCHES
    return SimpleNamespace(passed=passed, verdict=verdict, at=timezone.now(), digest=DIGEST)

"""The demo's letterhead: the office's own, with no name of a person."""

from wagtail.models import Site

from reports.models import Letterhead


def fill_in() -> None:
    Letterhead.objects.update_or_create(
        site=Site.objects.get(is_default_site=True),
        defaults={
            "address": "Jalan Contoh Nomor 1, Tenggarong 75511",
            "phone": "(0541) 000000",
            "contact": "diskominfo.example.go.id",
            "place": "Tenggarong",
            "signatory_title": "Kepala Bidang Aptika",
            "signatory_name": "Nama Pejabat (Contoh)",
            "signatory_rank": "Pembina, IV/a",
            "signatory_nip": "00000000 000000 0 000",
        },
    )

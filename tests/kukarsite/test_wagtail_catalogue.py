"""Wagtail's admin speaks Indonesian everywhere, and English to those who choose English."""

import json
import re
from pathlib import Path

import polib
import pytest
import wagtail
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext, ngettext, override

from scripts import wagtail_catalogue as catalogue

pytestmark = pytest.mark.skipif(
    wagtail.VERSION[:2] != (7, 4), reason="the catalogue follows the locked Wagtail"
)


def broken_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, find: str, **changes: object
) -> list[str]:
    """What --check says about our catalogue after one entry of it was changed."""
    for domain in catalogue.DOMAINS:
        ours = polib.pofile(str(catalogue.po_path(domain)))
        if domain == "django":
            entry = ours.find(find)
            assert entry is not None
            for name, value in changes.items():
                setattr(entry, name, value)
        target = tmp_path / "id" / "LC_MESSAGES" / f"{domain}.po"
        target.parent.mkdir(parents=True, exist_ok=True)
        ours.save(str(target))
    monkeypatch.setattr(catalogue, "LOCALE_DIR", tmp_path)
    catalogue.compile_all()
    return list(catalogue.problems("django"))


def test_catalogue__is_complete_well_formed_and_compiled(
    capsys: pytest.CaptureFixture[str],
) -> None:
    status = catalogue.main(["--check"])

    assert capsys.readouterr().out == ""
    assert status == 0


def test_catalogue__covers_every_installed_app_that_brings_texts() -> None:
    covered = {catalogue.package_folder(package) for package in catalogue.PACKAGES}
    with_texts = {
        Path(app.path)
        for app in apps.get_app_configs()
        if "site-packages" in app.path and any(Path(app.path, "locale").glob("*/LC_MESSAGES/*.po"))
    }

    assert with_texts <= covered


def test_check__names_a_text_without_indonesian(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = broken_copy(tmp_path, monkeypatch, "Locked pages", msgstr="")

    assert found == ["django: no Indonesian (wagtail/admin): 'Locked pages'"]


def test_check__names_a_lost_placeholder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = broken_copy(tmp_path, monkeypatch, "+%(counter)s more", msgstr_plural={0: "lagi"})

    assert found == ["django: placeholders differ: '+%(counter)s more' -> 'lagi'"]


def test_check__names_a_guess_and_a_text_nobody_uses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    guess = broken_copy(tmp_path, monkeypatch, "Locked pages", flags=["fuzzy"])
    gone = broken_copy(tmp_path, monkeypatch, "Publish", msgid="Publish nothing")

    assert "django: fuzzy: 'Locked pages'" in guess
    assert "django: no package uses this any more: 'Publish nothing'" in gone


def test_check__names_a_stale_compiled_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken_copy(tmp_path, monkeypatch, "Publish", msgstr="Tayangkan")
    path = catalogue.po_path("django")
    path.write_text(path.read_text("utf-8").replace('"Tayangkan"', '"Terbitkan"'), "utf-8")

    assert list(catalogue.problems("django")) == [
        "django: the .mo is not what the .po gives; run --compile"
    ]


@pytest.mark.parametrize(
    ("english", "indonesian"),
    [
        ("Publish", "Tayangkan"),
        ("Unpublish", "Turunkan"),
        ("Save draft", "Simpan draf"),
        ("Submit for moderation", "Ajukan untuk diperiksa"),
        ("Approve", "Setujui"),
        ("Request changes", "Kembalikan untuk diperbaiki"),
        ("live", "tayang"),
        ("Snippets", "Cuplikan"),
        ("This field is required.", "Isian ini wajib diisi."),
    ],
)
def test_admin_words__are_the_office_s(english: str, indonesian: str) -> None:
    with override("id-id"):
        assert gettext(english) == indonesian
    with override("en"):
        assert gettext(english) == english


def test_plural__carries_the_number_in_the_one_indonesian_form() -> None:
    with override("id-id"):
        for number in (1, 2):
            text = ngettext("Delete 1 page", "Delete %(counter)s pages", number)
            assert text % {"counter": number} == f"Hapus {number} halaman"
    with override("en"):
        assert ngettext("Delete 1 page", "Delete %(counter)s pages", 1) == "Delete 1 page"


@pytest.mark.django_db
def test_javascript_catalogue__is_indonesian(client: Client) -> None:
    script = client.get(reverse("wagtailadmin_javascript_catalog")).content.decode()

    newcatalog = re.search(r"const newcatalog = (\{.*?\n  \});", script, re.DOTALL)
    assert newcatalog is not None
    texts = json.loads(newcatalog[1])
    assert texts["Main menu"] == "Menu utama"
    assert texts["%(num)s error"] == ["%(num)s kesalahan"]

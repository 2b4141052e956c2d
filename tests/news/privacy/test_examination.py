"""Files of the library: read in a process with limits, once, and kept without what was found."""

import io
import json
import zipfile
from datetime import timedelta
from typing import Any
from unittest import mock

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from news import privacy_examination
from news.models import DocumentExamination, PressDocument
from news.privacy import finders

from .files import NIK, OTHER_NIK, pdf, spreadsheet

pytestmark = pytest.mark.once


def document(data: bytes, name: str = "Daftar penerima.xlsx") -> PressDocument:
    return PressDocument.objects.create(title="Daftar", file=ContentFile(data, name=name))


def bomb(megabytes: int) -> bytes:
    """A sheet whose text unpacks to far more than it weighs."""
    out = io.BytesIO(spreadsheet([["x"]]))
    with (
        zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("docProps/bom.xml", "w") as part,
    ):
        part.write(b"<x>" + b"a" * 1024 * 1024 * megabytes + b"</x>")
    return out.getvalue()


def endless(niks: int) -> bytes:
    out = io.BytesIO(spreadsheet([["x"]]))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/drawings/x.xml", f"<x>{f'<p>{NIK}</p>' * niks}</x>")
    return out.getvalue()


def test_process__memory_and_time_are_bounded() -> None:
    """Killed or refused by the limits, it is a file that somebody has to look at."""
    greedy = privacy_examination.run("xlsx", bomb(50), memory=120 * 1024 * 1024)
    slow = privacy_examination.run("xlsx", endless(500_000), seconds=1)
    assert greedy["problems"] in (["too_large"], ["damaged"], ["too_slow"])
    assert slow["problems"] == ["too_slow"]


def test_process__gets_nothing_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "rahasia")
    done = mock.Mock(returncode=0, stdout=b'{"groups": [], "problems": [], "pages": []}')
    with mock.patch("subprocess.run", return_value=done) as run:
        privacy_examination.run("pdf", b"")
    assert "rahasia" not in json.dumps(run.call_args.kwargs["env"])


def test_result__holds_no_value_that_was_found(newsroom: Any) -> None:
    privacy_examination.examine(document(spreadsheet([["Siti", NIK], ["Budi", OTHER_NIK]])))
    stored = json.dumps(DocumentExamination.objects.get().result)
    assert NIK not in stored
    assert NIK[4:14] not in stored
    assert "6402••••••••••03" in json.loads(stored)["groups"][0]["entries"][0]["shown"]


def test_examination__is_made_once_for_the_same_file(newsroom: Any) -> None:
    data = spreadsheet([["Siti", NIK]])
    first, second = document(data), document(data, "Salinan.xlsx")
    with mock.patch.object(privacy_examination, "run", wraps=privacy_examination.run) as run:
        assert privacy_examination.examine(first) == privacy_examination.examine(second)
        assert run.call_count == 1
        # Another version of the finders looks again.
        with mock.patch.object(privacy_examination, "VERSION", finders.VERSION + 1):
            privacy_examination.examine(first)
        assert run.call_count == 2


def test_upload__is_examined_ahead(newsroom: Any, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        document(pdf(f"NIK {NIK}"), "edaran.pdf")
        document(b"film", "rapat.mp4")
    assert DocumentExamination.objects.count() == 1
    with mock.patch.object(privacy_examination, "run") as run:
        assert privacy_examination.examine_recent(timezone.now()) == 0
        assert not run.called


def test_due_work__examines_what_no_worker_did(newsroom: Any) -> None:
    document(pdf(f"NIK {NIK}"), "edaran.pdf")
    old = document(pdf("lama"), "lama.pdf")
    PressDocument.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=30))
    assert privacy_examination.examine_recent(timezone.now()) == 1
    assert privacy_examination.examine_recent(timezone.now()) == 0

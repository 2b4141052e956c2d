"""Pages with something in them, and the question asked about it."""

from typing import Any

from django.core.files.base import ContentFile
from django.urls import reverse

from news import privacy_check
from news.models import PressDocument
from tests.driver import Newsroom

REASON = "Nomor loket pelayanan, memang untuk umum."
PHONE = "0812-5555-0142"


def said(page: Any, text: str, user: Any) -> Any:
    """A new draft of the page whose only paragraph says so."""
    draft = page.get_latest_revision_as_object()
    draft.body = [("paragraph", f"<p>{text}</p>")]
    draft.save_revision(user=user)
    return Newsroom.fresh(page)


def with_document(page: Any, data: bytes, name: str, user: Any) -> Any:
    file = PressDocument.objects.create(title="Daftar", file=ContentFile(data, name=name))
    draft = page.get_latest_revision_as_object()
    draft.body = [*draft.body.raw_data, {"type": "documents", "value": [file.pk]}]
    draft.save_revision(user=user)
    return Newsroom.fresh(page)


def draft_of(page: Any) -> Any:
    return Newsroom.fresh(page).get_latest_revision_as_object()


def url(page: Any) -> str:
    return reverse("newsroom_privacy", args=[page.pk])


def answer(client: Any, address: str, **changes: Any) -> Any:
    """Opens the question and sends back what a person fills in."""
    form = client.get(address).context
    data = {
        "shown": form["form"]["shown"].value(),
        "draft": form["passed"],
        "next": form["next_url"],
        "checked": "on",
        "reason": REASON,
    }
    return client.post(address.partition("?")[0], data | changes)


def confirm(page: Any, user: Any) -> Any:
    draft = draft_of(page)
    return privacy_check.confirm(draft, user, privacy_check.open_findings(draft), REASON)

"""A notice as a mail: plain, short, with the place of the act."""

from typing import Any
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import override
from wagtail.users.models import UserProfile

from ..models import Notice
from . import words

TEMPLATE = "workflow_steps/notices/mail.txt"


def message_for(notice: Notice, connection: Any) -> EmailMessage:
    with override(_language_of(notice.recipient)):
        body = render_to_string(TEMPLATE, _context(notice)).strip()
        subject = words.subject(notice)
    return EmailMessage(
        subject=subject,
        body=body,
        from_email=settings.WAGTAILADMIN_NOTIFICATION_FROM_EMAIL,
        to=[notice.recipient.email],  # type: ignore[union-attr]
        headers={"Message-ID": message_id(notice), "Auto-Submitted": "auto-generated"},
        connection=connection,
    )


def message_id(notice: Notice) -> str:
    """The same for each attempt, so that a mail program shows a repeated one once."""
    host = urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname
    return f"<notice.{notice.pk}.{int(notice.created_at.timestamp())}@{host}>"


def address(url: str) -> str:
    return urljoin(settings.WAGTAILADMIN_BASE_URL, url)


def _language_of(person: Any) -> str:
    """Their own choice; whoever caused the mail may have another one."""
    chosen = UserProfile.objects.filter(user=person).values_list("preferred_language", flat=True)
    return chosen.first() or settings.LANGUAGE_CODE


def _context(notice: Notice) -> dict[str, Any]:
    return {
        "notice": notice,
        "sentence": words.sentence(notice),
        "reason": notice.data.get("reason", ""),
        "note": notice.data.get("note", ""),
        "waiting": [_line(row) for row in notice.data.get("waiting", [])],
        "more": notice.data.get("more", 0),
        "news": notice.data.get("news", []),
        "act": words.act(notice),
        "address": address(notice.url),
        "preferences": address(reverse("wagtailadmin_account") + "#tab-notifications"),
        "always": notice.kind == Notice.Kind.EMERGENCY,
    }


def _line(row: dict[str, Any]) -> dict[str, Any]:
    return row | {
        "what": words.to_do(row["step"]),
        "due_at": parse_datetime(row["due_at"]),
        "address": address(row["url"]),
    }

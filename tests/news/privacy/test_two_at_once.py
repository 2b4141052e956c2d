"""Two tabs answer the same question at the same instant, on real PostgreSQL."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client

from news.models import PrivacyConfirmation
from news.views.privacy import pass_for
from reports.models import WorkEvent
from tests.driver import Newsroom
from tests.workflow_steps.test_two_at_once import at_once, live_office

from .desk import REASON, said, url
from .files import NIK

__all__ = ["live_office"]

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="needs PostgreSQL"),
]


def test_two_answers__one_is_recorded_and_the_page_is_submitted_once(
    live_office: Newsroom,
) -> None:
    page = said(live_office.draft(live_office.classified()), f"NIK {NIK}", live_office.pengelola)
    passed = pass_for(page)

    def answer(user: Any) -> Any:
        client = Client()
        client.force_login(user)
        shown = client.get(url(page)).context["form"]["shown"].value()
        data = {"shown": shown, "draft": passed, "checked": "on", "reason": REASON}
        return lambda: client.post(url(page), data).status_code

    people = (live_office.pengelola, live_office.webadmin)
    assert at_once(*map(answer, people)) == [302, 302]
    assert PrivacyConfirmation.objects.count() == 1
    for kind in (WorkEvent.Kind.PRIVACY_CONFIRMED, WorkEvent.Kind.PAGE_SUBMITTED):
        assert WorkEvent.objects.filter(kind=kind).count() == 1

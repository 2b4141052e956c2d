"""Whoever gives permissions reads them in our language."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from tests.driver import Newsroom

pytestmark = pytest.mark.once


def test_permission__is_named_in_the_readers_language(db: None) -> None:
    asked = {"content_type__app_label": "reports", "codename": "view_workevent"}
    assert Permission.objects.get(**asked).name == "Dapat melihat baris buku peristiwa"
    with override("en"):
        assert Permission.objects.get(**asked).name == "Can view ledger line"
    assert "name" in Permission.objects.defer("name").get(**asked).get_deferred_fields()
    assert Permission.objects.values_list("name").get(**asked) == ("Can view ledger line",)


def test_form_of_a_group__names_every_permission(office: Newsroom, client: Client) -> None:
    client.force_login(office.person("admin", is_superuser=True))
    html = client.get(reverse("wagtailusers_groups:add")).content.decode()
    assert "Dapat menambah webhook" in html
    assert "Can add" not in html


def test_every_permission__has_words_of_ours(db: None) -> None:
    names = {
        permission.name
        for permission in Permission.objects.filter(
            content_type__app_label__in=["workflow_steps", "news", "reports", "wagtailcore"]
        )
    }
    assert {
        name for name in names if name.startswith(("Can ", "Publish", "Lock", "Unlock"))
    } == set()

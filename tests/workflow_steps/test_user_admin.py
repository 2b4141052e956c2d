"""Offices of people, through Wagtail's own user screens."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from workflow_steps.models import User


@pytest.mark.django_db
def test_user_form__one_name_and_an_office_are_saved(
    client: Client, make_user: Callable[..., User]
) -> None:
    client.force_login(make_user(is_superuser=True))
    person = make_user("Kontributor", username="ani")
    url = reverse("wagtailusers_users:edit", args=[person.pk])
    assert b'name="office_title"' in client.get(url).content
    response = client.post(
        url,
        {
            "username": "ani",
            "email": "ani@example.test",
            "first_name": "Ani",
            "last_name": "",
            "office_title": "Pranata Humas",
            "employee_number": "",
            "is_active": "on",
            "groups": list(person.groups.values_list("pk", flat=True)),
        },
    )
    assert response.status_code == 302
    person.refresh_from_db()
    assert (str(person), person.office_title) == ("Ani", "Pranata Humas")

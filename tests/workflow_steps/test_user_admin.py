"""Offices of people, through Wagtail's own user screens."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
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


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("19800101 200501 1 001", "198001012005011001"), ("123", None), ("abc", None), ("", "")],
)
@pytest.mark.django_db
def test_user_form__nip_has_18_figures(
    client: Client, make_user: Callable[..., User], typed: str, kept: str | None
) -> None:
    client.force_login(make_user(is_superuser=True))
    person = make_user(username="ani", employee_number="1" * 18)
    data = {"username": "ani", "email": "ani@example.test", "first_name": "Ani", "is_active": "on"}
    url = reverse("wagtailusers_users:edit", args=[person.pk])
    response = client.post(url, data | {"employee_number": typed})
    person.refresh_from_db()
    if kept is None:
        assert "NIP terdiri atas 18 angka." in response.content.decode()
        assert person.employee_number == "1" * 18
    else:
        assert person.employee_number == kept


@pytest.mark.django_db
def test_user_list__names_roles_at_the_same_cost(
    client: Client, make_user: Callable[..., User]
) -> None:
    client.force_login(make_user(is_superuser=True))
    both = make_user("Kontributor")
    both.groups.add(Group.objects.get(name="Pengelola Website"))
    url = reverse("wagtailusers_users:index")
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        content = client.get(url).content.decode()
    assert "Kontributor, Pengelola Website" in content
    for _number in range(5):
        make_user("Kontributor")
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(many) == len(few)


@pytest.mark.django_db
@pytest.mark.parametrize(("group", "warned"), [(None, True), ("Kontributor", False)])
def test_user_form__says_that_somebody_without_a_role_cannot_enter(
    client: Client, make_user: Callable[..., User], group: str | None, warned: bool
) -> None:
    client.force_login(make_user(is_superuser=True))
    data = {
        "username": "baru",
        "email": "baru@example.test",
        "first_name": "Baru",
        "password1": "Rahasia-kukar-9",
        "password2": "Rahasia-kukar-9",
        "groups": list(Group.objects.filter(name=group).values_list("pk", flat=True)),
    }
    response = client.post(reverse("wagtailusers_users:add"), data, follow=True)
    person = User.objects.get(username="baru")
    link = reverse("wagtailusers_users:edit", args=[person.pk]) + "#tab-roles"
    assert any(link in str(said) for said in response.context["messages"]) == warned

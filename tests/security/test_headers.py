"""What every response says about itself to the browser."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.documents import get_document_model
from wagtail.models import Collection

from workflow_steps.models import User

pytestmark = pytest.mark.once


@pytest.fixture
def library(db: None) -> None:
    """The root collection, which migrations make and a database made without them lacks."""
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")


def policy(response: Any) -> dict[str, list[str]]:
    parts = response["Content-Security-Policy"].split(";")
    return {name: values for name, *values in (part.split() for part in parts if part.strip())}


STRICT = {
    "default-src": ["'self'"],
    "object-src": ["'none'"],
    "base-uri": ["'self'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'self'"],
}


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/healthz", "/tidak-ada/", "/administrasi/"])
def test_public_pages__strictest_policy__even_when_not_found(client: Client, address: str) -> None:
    response = client.get(address)
    assert policy(response) == STRICT
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/admin/login/", "/admin/account/", "/admin/tidak-ada/"])
def test_admin__what_wagtail_needs_and_no_more(
    client: Client, admin_user: User, address: str
) -> None:
    if "login" not in address:
        client.force_login(admin_user)
    response = client.get(address)
    assert policy(response) == {
        **STRICT,
        "script-src": ["'self'", "'unsafe-inline'"],
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:", "blob:"],
    }


@pytest.mark.usefixtures("library")
def test_document__opened_in_the_browser__may_run_nothing(client: Client, admin_user: User) -> None:
    client.force_login(admin_user)  # the public gets only what an initialled page offers
    document = get_document_model().objects.create(
        title="Surat", file=ContentFile(b"<script>alert(1)</script>", name="surat.html")
    )
    response = client.get(document.url)
    assert response.status_code == 200
    assert response["Content-Security-Policy"] == "default-src 'none'"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith("attachment")


@pytest.mark.usefixtures("library")
def test_document__sent_by_nginx__named_by_its_place_under_media(
    client: Client, admin_user: User, settings: Any, tmp_path: Path
) -> None:
    client.force_login(admin_user)
    settings.MEDIA_ROOT = str(tmp_path)
    settings.SENDFILE_BACKEND = "kukarsite.x_accel"
    document = get_document_model().objects.create(
        title="Surat edaran", file=ContentFile(b"isi", name="surat edaran.pdf")
    )
    response = client.get(document.url)
    place = Path(document.file.path).relative_to(tmp_path)
    assert response["X-Accel-Redirect"] == f"/_media/{place.as_posix()}"
    assert response.content == b""


@pytest.mark.django_db
def test_session_cookie__out_of_reach_of_scripts(client: Client, admin_user: User) -> None:
    admin_user.set_password("a-long-password-indeed")
    admin_user.save()
    client.post(
        "/admin/login/",
        {"username": admin_user.get_username(), "password": "a-long-password-indeed"},
    )
    cookie = client.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"

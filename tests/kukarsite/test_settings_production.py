"""Production starts complete or not at all."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured

from kukarsite.checks import check_no_demo_users, demo_users, refuse_demo_users

pytestmark = pytest.mark.once

ROOT = Path(settings.BASE_DIR)
COMPLETE = {
    "SECRET_KEY": "kd8Zs0wq-VfJ3mT7yLbN5xRc2HgPu9EaQi4oWtX6vYzB1nMj-Kl",
    "DATABASE_URL": "postgres://kukarsite:secret@127.0.0.1/kukarsite",
    "ALLOWED_HOSTS": "berita.example.go.id",
    "BASE_URL": "https://berita.example.go.id",
    "EMAIL_URL": "smtp+tls://redaksi:secret@mail.example.go.id:587",
    "DEFAULT_FROM_EMAIL": "redaksi@example.go.id",
}


def start(
    tmp_path: Path, environment: dict[str, str], *command: str
) -> subprocess.CompletedProcess[str]:
    """Run a command under the production settings with this environment and nothing else."""
    kept = {key: os.environ[key] for key in ("PATH", "SYSTEMROOT") if key in os.environ}
    return subprocess.run(  # noqa: S603
        [sys.executable, *command],
        cwd=ROOT,
        env={
            **kept,
            "DJANGO_SETTINGS_MODULE": "kukarsite.settings.production",
            "VAR_DIR": str(tmp_path),
            **environment,
        },
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_production__nothing_configured__lists_everything_at_once(tmp_path: Path) -> None:
    result = start(tmp_path, {}, "manage.py", "check")
    assert result.returncode != 0
    for name in COMPLETE:
        assert f"{name} is missing" in result.stderr


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"DEBUG": "true"}, "DEBUG is switched on"),
        ({"SECRET_KEY": "only-for-development-never-for-a-real-office"}, "SECRET_KEY is too short"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS must name the hosts"),
        ({"BASE_URL": "http://berita.example.go.id"}, "BASE_URL must be a full https:// address"),
    ],
)
def test_production__one_thing_wrong__names_it_and_nothing_else(
    tmp_path: Path, change: dict[str, str], complaint: str
) -> None:
    result = start(tmp_path, {**COMPLETE, **change}, "-c", "import django; django.setup()")
    assert result.returncode != 0
    listed = re.findall(r"^  - (.*)$", result.stderr, re.MULTILINE)
    assert len(listed) == 1
    assert complaint in listed[0]


def test_production__complete__deployment_check_is_clean(tmp_path: Path) -> None:
    result = start(tmp_path, COMPLETE, "manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert result.returncode == 0, result.stderr
    assert "no issues" in result.stdout


def test_production__database_does_not_answer__web_server_refuses_to_start(tmp_path: Path) -> None:
    empty = {**COMPLETE, "DATABASE_URL": f"sqlite:///{tmp_path / 'empty.sqlite3'}"}
    result = start(tmp_path, empty, "-c", "import kukarsite.wsgi")
    assert result.returncode != 0
    assert "has no tables yet" in result.stderr
    assert "manage.py migrate" in result.stderr


def test_production_only__settings_say_so() -> None:
    assert settings.KUKARSITE_PRODUCTION is False


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("username", "email", "password"),
    [("kabid", "", "kukar-demo"), ("siapa-saja", "siapa@example.test", "anything-else-at-all")],
)
def test_demo_users__in_the_database__production_refuses(
    username: str, email: str, password: str, settings: Any
) -> None:
    get_user_model().objects.create_user(username, email, password)
    settings.KUKARSITE_PRODUCTION = True
    [error] = check_no_demo_users(databases=["default"])
    assert (error.id, username in error.msg) == ("kukarsite.E001", True)
    with pytest.raises(ImproperlyConfigured, match=username):
        refuse_demo_users()


@pytest.mark.django_db
def test_demo_users__same_name_but_a_person_of_the_office__welcome() -> None:
    get_user_model().objects.create_user("kabid", "kabid@example.go.id", "a-password-of-their-own")
    assert demo_users() == []
    refuse_demo_users()


@pytest.mark.django_db
def test_demo_users__outside_production__no_complaint() -> None:
    get_user_model().objects.create_user("kabid", "kabid@example.test", "kukar-demo")
    assert check_no_demo_users(databases=["default"]) == []


def test_every_environment_variable__is_documented() -> None:
    read = set()
    for path in (ROOT / "kukarsite" / "settings").glob("*.py"):
        read |= set(re.findall(r'\benv(?:\.\w+)?\(\s*"([A-Z_]+)"', path.read_text("utf-8")))
    documented = (ROOT / "docs" / "konfigurasi.md").read_text("utf-8")
    assert "DATABASE_URL" in read
    assert [name for name in sorted(read) if f"`{name}`" not in documented] == []

"""The demo's users have a published password; production refuses to run beside them."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError
from django.db.models import Q

DEMO_USERNAMES = ("kontributor", "pengelola", "webadmin", "kabid", "admin")
DEMO_PASSWORD = "kukar-demo"  # noqa: S105 published on purpose, see README
DEMO_MAIL_DOMAIN = "@example.test"

HINT = (
    "Production needs a database of its own: create an empty one, then run "
    "manage.py migrate and manage.py setup_newsroom."
)


def demo_users() -> list[str]:
    """Name every account that the demo made: its mail domain, or its name and password."""
    suspects = get_user_model()._default_manager.filter(
        Q(email__iendswith=DEMO_MAIL_DOMAIN) | Q(username__in=DEMO_USERNAMES)
    )
    return sorted(
        user.get_username()
        for user in suspects
        if user.email.lower().endswith(DEMO_MAIL_DOMAIN) or user.check_password(DEMO_PASSWORD)
    )


@register(Tags.database)
def check_no_demo_users(
    app_configs: Sequence[AppConfig] | None = None,
    databases: Sequence[str] | None = None,
    **kwargs: Any,
) -> list[CheckMessage]:
    """Run by ``check --database default`` and by ``migrate``."""
    if not settings.KUKARSITE_PRODUCTION or not databases:
        return []
    try:
        found = demo_users()
    except DatabaseError:  # before the first migrate there are no tables, hence no users
        return []
    if not found:
        return []
    return [
        Error(
            f"This database holds the demo's users: {', '.join(found)}.",
            hint=HINT,
            id="kukarsite.E001",
        )
    ]


def refuse_demo_users() -> None:
    """Stop the web server before its first request (system checks do not run under gunicorn)."""
    try:
        found = demo_users()
    except DatabaseError as error:
        raise ImproperlyConfigured(
            "kukarsite does not start: the database does not answer or has no tables yet. "
            "Check DATABASE_URL and run manage.py migrate."
        ) from error
    if found:
        raise ImproperlyConfigured(
            f"kukarsite does not start: this database holds the demo's users: "
            f"{', '.join(found)}. {HINT}"
        )

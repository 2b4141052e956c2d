"""Production: everything comes from the environment, and nothing starts half configured.

All problems are listed at once, so that an operator needs one round and not six.
"""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403
from .base import DATABASES, DEVELOPMENT_SECRET_KEY, TASKS, env

KUKARSITE_PRODUCTION = True
DEBUG = False

SECRET_KEY = env.str("SECRET_KEY", default="")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
BASE_URL = env.str("BASE_URL", default="")

# --- Refuse to start half configured --------------------------------------------


def _problems() -> list[str]:
    address = urlsplit(BASE_URL)
    debug = env.str("DEBUG", default="").lower() not in ("", "0", "false", "no", "off")
    weak_key = len(SECRET_KEY) < 50 or SECRET_KEY == DEVELOPMENT_SECRET_KEY
    rules = [
        (not SECRET_KEY, "SECRET_KEY is missing (50 random characters or more)"),
        (SECRET_KEY and weak_key, "SECRET_KEY is too short (50 random characters or more)"),
        (
            not env.str("DATABASE_URL", default=""),
            "DATABASE_URL is missing (for example postgres://user:password@host/name)",
        ),
        (not ALLOWED_HOSTS, "ALLOWED_HOSTS is missing (this site's host names, comma-separated)"),
        ("*" in ALLOWED_HOSTS, "ALLOWED_HOSTS must name the hosts; * would accept any"),
        (not BASE_URL, "BASE_URL is missing (for example https://berita.example.go.id)"),
        (
            BASE_URL and not (address.scheme == "https" and address.hostname),
            "BASE_URL must be a full https:// address",
        ),
        (
            not env.str("EMAIL_URL", default=""),
            "EMAIL_URL is missing (for example smtp+tls://user:password@host:587)",
        ),
        (
            not env.str("DEFAULT_FROM_EMAIL", default=""),
            "DEFAULT_FROM_EMAIL is missing (the sender of every message)",
        ),
        (debug, "DEBUG is switched on; it shows secrets to visitors: remove it"),
    ]
    return [message for broken, message in rules if broken]


if _found := _problems():
    raise ImproperlyConfigured(
        "kukarsite does not start, its configuration is not complete (docs/konfigurasi.md):\n  - "
        + "\n  - ".join(_found)
    )

NEWSROOM_LINK_CHECKS = env.bool("LINK_CHECKS", default=True)  # by the worker, not by requests

# --- HTTPS everywhere -----------------------------------------------------------------

SECURE_SSL_REDIRECT = env.bool("SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # asked by the machine itself, over HTTP
if env.bool("TRUST_PROXY_HEADERS", default=False):
    # Only behind a proxy that sets this header itself: otherwise any visitor could.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=365 * 24 * 3600)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("HSTS_INCLUDE_SUBDOMAINS", default=False)
SECURE_HSTS_PRELOAD = env.bool("HSTS_PRELOAD", default=False)
# A regency's domain also carries the sites of other offices: whether they can all do HTTPS is
# not for this site to decide, so subdomains and preloading are an explicit choice.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

SESSION_COOKIE_SECURE = True
SESSION_COOKIE_AGE = env.int("SESSION_HOURS", default=12) * 3600
CSRF_COOKIE_SECURE = True
CSRF_TRUSTED_ORIGINS = [f"https://{urlsplit(BASE_URL).netloc}"]

# --- Files -----------------------------------------------------------------------------

if env.bool("NGINX_SENDS_FILES", default=False):
    SENDFILE_BACKEND = "kukarsite.x_accel"

# --- Database --------------------------------------------------------------------------

DATABASES["default"].setdefault("CONN_MAX_AGE", env.int("CONN_MAX_AGE", default=60))
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

# --- Work in the background: kukarsite-worker.service (manage.py db_worker) ----------------

TASKS["newsroom"]["BACKEND"] = "django_tasks_db.DatabaseBackend"

# --- Log: one line per event on stderr, for journald or a container's log -----------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "format": "{asctime} level={levelname} logger={name} pid={process:d} {message}",
            "style": "{",
        },
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        # Django's own configuration would add a handler that mails every error.
        "django": {"handlers": [], "propagate": True},
        # Two lines for each saved page, of no use to an operator.
        "django_tasks": {"level": "WARNING"},
    },
}

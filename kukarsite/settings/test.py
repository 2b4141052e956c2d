"""Tests: fast hashing, mail in memory, files in a throw-away folder."""

import atexit
import shutil
import tempfile
from pathlib import Path

from .dev import *  # noqa: F403
from .dev import DATABASES, env

DEBUG = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
THROW_AWAY = Path(tempfile.mkdtemp(prefix="kukarsite-test-"))
atexit.register(shutil.rmtree, THROW_AWAY, ignore_errors=True)
MEDIA_ROOT = THROW_AWAY / "media"
WAGTAILADMIN_BASE_URL = "http://testserver"
# Kept pages and sizes of pictures would outlive the test that rolls theirs back.
CACHES = {
    "default": env.cache("CACHE_URL", default="locmemcache://"),
    "pages": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
    "surroundings": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
    "renditions": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}
WHITENOISE_AUTOREFRESH = True

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, not memory: live-server threads need their own connections.
    DATABASES["default"]["TEST"] = {"NAME": str(THROW_AWAY / "test.sqlite3")}

# AVIF takes ten times as long as WebP; the tests that are about it switch it on.
NEWSROOM_IMAGE_FORMATS = ["webp"]
NEWSROOM_RENDITIONS_ON_PUBLISH = False
# Else one request in a second asks once more, and tests that count queries fail by chance.
NEWSROOM_PAGE_CACHE_CHECK = 24 * 3600

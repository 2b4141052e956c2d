"""Development and demo: nothing to configure, mail goes to the console."""

from .base import *  # noqa: F403
from .base import CACHES, DEVELOPMENT_SECRET_KEY, STATIC_ROOT, VAR_DIR, env

# The SQLite file needs its folder before the first command.
for folder in (VAR_DIR, STATIC_ROOT):
    folder.mkdir(parents=True, exist_ok=True)

DEBUG = env.bool("DEBUG", default=True)
SECRET_KEY = env.str("SECRET_KEY", default=DEVELOPMENT_SECRET_KEY)
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", "testserver"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Whoever edits a template wants to see it.
CACHES["pages"] = env.cache("PAGE_CACHE_URL", default="dummycache://")
CACHES["surroundings"] = env.cache("SURROUNDINGS_CACHE_URL", default="dummycache://")
# The demo makes its pictures' sizes after it is up (scripts/serve_demo.py).
NEWSROOM_RENDITIONS_ON_PUBLISH = env.bool("RENDITIONS_ON_PUBLISH", default=False)
# An index of the reports holds further columns on PostgreSQL; SQLite does without them.
SILENCED_SYSTEM_CHECKS = ["models.W040"]

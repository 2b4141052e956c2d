"""Settings shared by development, tests and production.

Everything an installation may change comes from environment variables; the
table in ``docs/konfigurasi.md`` documents each of them.
"""

from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.utils.translation import gettext_lazy as _

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))

KUKARSITE_PRODUCTION = False  # only settings.production says True
DEVELOPMENT_SECRET_KEY = "only-for-development-never-for-a-real-office"  # noqa: S105

# --- Applications -----------------------------------------------------------

INSTALLED_APPS = [
    "kukarsite",
    "reports",
    "news",
    "workflow_steps",
    "workflow_steps.apps.NewsroomUsersConfig",
    "wagtail.sites",
    "wagtail.contrib.redirects",
    "wagtail.contrib.search_promotions",
    "wagtail.contrib.settings",
    "wagtail.contrib.table_block",
    "wagtail.embeds",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "wagtail_modeladmin",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # Outside what is the same for every reader of a page, the policy too: it is kept with the page.
    "news.page_cache.middleware.PageCacheMiddleware",
    "kukarsite.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "workflow_steps.middleware.RecordOpeningMiddleware",
    "workflow_steps.notices.bell.NoticesReadMiddleware",
    # Innermost, so that it wraps the view and nothing else.
    "workflow_steps.middleware.AtomicAdminWritesMiddleware",
]

ROOT_URLCONF = "kukarsite.urls"
WSGI_APPLICATION = "kukarsite.wsgi.application"
AUTH_USER_MODEL = "workflow_steps.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    },
]

# --- Database and cache ------------------------------------------------------

DATABASES = {
    "default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'kukarsite.sqlite3'}")
}

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Safe under a few writers: readers never block (WAL), a writer takes its lock
    # at BEGIN instead of failing half way (IMMEDIATE), and waits its turn (timeout, seconds).
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;"
        ),
    }

CACHES = {
    "default": env.cache("CACHE_URL", default="locmemcache://"),
    # Answers of public pages, in each process's own memory (ADR 0012).
    "pages": env.cache("PAGE_CACHE_URL", default="locmemcache://pages?max_entries=1000"),
    # What stands around every page, likewise (news/kept.py).
    "surroundings": env.cache("SURROUNDINGS_CACHE_URL", default="locmemcache://surroundings"),
}
# Seconds after which a process looks whether another one has published something.
NEWSROOM_PAGE_CACHE_CHECK = env.float("PAGE_CACHE_CHECK_SECONDS", default=1.0)
# What a cache in front of the site may do with public pages; browsers ask every time.
NEWSROOM_SHARED_CACHE = {
    "s_maxage": env.int("SHARED_CACHE_SECONDS", default=10),
    "stale_while_revalidate": 30,
    "stale_if_error": 3600,
}

# --- Language, zone, formats ---------------------------------------------------

# "id-id" and not "id": Wagtail ships its Indonesian catalogue as id_ID, and gettext falls
# back from id_ID to id, so this one code finds Django's, Wagtail's and ours (ADR 0002).
LANGUAGE_CODE = "id-id"
LANGUAGES = [("id-id", _("Bahasa Indonesia")), ("en", _("English"))]
WAGTAIL_CONTENT_LANGUAGES = [("id-id", _("Bahasa Indonesia"))]
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale" / "wagtail"]
TIME_ZONE = "Asia/Makassar"
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE, "Asia/Jakarta", "Asia/Jayapura", "UTC"]
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = False
FORMAT_MODULE_PATH = ["kukarsite.formats"]

# --- Files ------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(VAR_DIR / "media")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a long StreamField exceeds Django's default
DATA_UPLOAD_MAX_NUMBER_FILES = 200  # more than a phone hands in at once; a form says so

# --- Mail ---------------------------------------------------------------------------

EMAIL_CONFIG = env.email("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="redaksi@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=30)
# After which a mail that a dead worker was sending is sent again; longer than EMAIL_TIMEOUT.
NEWSROOM_MAIL_CLAIM_SECONDS = env.int("MAIL_CLAIM_SECONDS", default=600)
# Share of its standard time after which a step is "due soon".
NEWSROOM_DUE_SOON_SHARE = env.float("DUE_SOON_SHARE", default=0.75)

# --- Work in the background (workflow_steps/background.py) --------------------------------

# "default" is Wagtail's (its search and reference indexes): at once, as it is used to.
TASKS: dict[str, Any] = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "newsroom": {
        "BACKEND": "django_tasks.backends.immediate.ImmediateBackend",
        "QUEUES": ["newsroom"],
    },
}

# --- Wagtail ------------------------------------------------------------------------

WAGTAIL_SITE_NAME = env.str("SITE_NAME", default="Kabupaten Kutai Kartanegara")
WAGTAILADMIN_BASE_URL = env.str("BASE_URL", default="http://127.0.0.1:8000")
WAGTAILADMIN_NOTIFICATION_FROM_EMAIL = DEFAULT_FROM_EMAIL
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
WAGTAILIMAGES_IMAGE_MODEL = "news.PressImage"
WAGTAILDOCS_DOCUMENT_MODEL = "news.PressDocument"
WAGTAILIMAGES_IMAGE_FORM_BASE = "news.library_forms.PressImageForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "news.library_forms.PressDocumentForm"
WAGTAIL_FINISH_WORKFLOW_ACTION = "workflow_steps.finish.publish_approved_revision"
# A changed page must pass every task again.
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
WAGTAIL_ALLOW_UNICODE_SLUGS = False
# As dates and moments are shown in fields; the formats of each language accept them.
WAGTAIL_DATE_FORMAT = "%d/%m/%Y"
WAGTAIL_DATETIME_FORMAT = "%d/%m/%Y %H.%M"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "heic", "jpg", "jpeg", "png", "webp"]
WAGTAILDOCS_EXTENSIONS = ["docx", "mov", "mp4", "pdf", "vtt", "webm", "xlsx"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = env.int("MAX_IMAGE_MB", default=20) * 1024 * 1024
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

# --- Newsroom: what a contributor may hand in (see docs/konfigurasi.md) ----------------

NEWSROOM_FILE_TYPES = env.list(
    "FILE_TYPES",
    default=["jpg", "png", "webp", "heic", "pdf", "docx", "xlsx", "mp4", "mov", "webm"],
)
NEWSROOM_MAX_ATTACHMENTS = env.int("MAX_ATTACHMENTS", default=40)
NEWSROOM_MAX_IMAGE_PIXELS = env.int("MAX_IMAGE_MEGAPIXELS", default=80) * 1_000_000
NEWSROOM_MAX_DOCUMENT_SIZE = env.int("MAX_DOCUMENT_MB", default=25) * 1024 * 1024
NEWSROOM_MAX_VIDEO_SIZE = env.int("MAX_VIDEO_MB", default=300) * 1024 * 1024
NEWSROOM_VIDEO_HOSTS = env.list(
    "VIDEO_HOSTS",
    default=["youtube.com", "www.youtube.com", "m.youtube.com", "youtu.be", "vimeo.com"],
)
# Sizes of pictures are made in these formats, and when a page goes live instead of on the first
# visit (news/rendition_work.py).
NEWSROOM_IMAGE_FORMATS = ["webp", "avif"]
NEWSROOM_RENDITIONS_ON_PUBLISH = env.bool("RENDITIONS_ON_PUBLISH", default=True)
# Working minutes until an emergency publication has to be initialled.
NEWSROOM_EMERGENCY_INITIAL_MINUTES = env.int("EMERGENCY_INITIAL_MINUTES", default=120)

# --- Newsroom: what the editor is advised of (news/completeness) ------------------------

NEWSROOM_MIN_MAIN_IMAGE_WIDTH = env.int("MIN_MAIN_IMAGE_WIDTH", default=800)
# Links to other sites are asked about in the background, each once in so many hours.
NEWSROOM_LINK_CHECKS = env.bool("LINK_CHECKS", default=False)
NEWSROOM_LINK_CHECK_HOURS = env.int("LINK_CHECK_HOURS", default=24)
# Hosts inside the office's own network that links and webhooks may reach, as "host" or "host:port"
# (workflow_steps/outbound.py); everything else must have a public address.
NEWSROOM_OUTBOUND_INTERNAL_HOSTS = env.list("OUTBOUND_INTERNAL_HOSTS", default=[])

# --- Security (production hardens the rest) -----------------------------------------------

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
# The public site asks no other host for anything and runs no inline script or style.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
    },
}
# Wagtail's admin: inline scripts of its date widgets and inline panels, inline styles of its tag
# fields and tooltips, pictures in its style sheets (data:) and of an upload not yet sent (blob:).
# Still no other host.
ADMIN_CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        **CONTENT_SECURITY_POLICY["DIRECTIVES"],
        "script-src": [SELF, UNSAFE_INLINE],
        "style-src": [SELF, UNSAFE_INLINE],
        "img-src": [SELF, "data:", "blob:"],
    },
}
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"  # Wagtail opens its own preview to frames of the same origin
LOGIN_URL = "wagtailadmin_login"

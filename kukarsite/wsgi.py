"""WSGI entry point; production settings unless told otherwise."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kukarsite.settings.production")

application = get_wsgi_application()

from django.conf import settings  # noqa: E402

if settings.KUKARSITE_PRODUCTION:
    from kukarsite.checks import refuse_demo_users

    refuse_demo_users()

"""Every address of the site (names fixed by the design)."""

from django.conf import settings
from django.conf.urls.static import static
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from kukarsite import health
from news import sitemaps

handler404 = "kukarsite.error_pages.not_found"
handler500 = "kukarsite.error_pages.server_error"

urlpatterns = [
    path("admin/", include("workflow_steps.urls")),
    path("admin/", include("news.admin_urls")),
    path("admin/", include("reports.admin_urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("dokumen/", include(wagtaildocs_urls)),
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("", include("news.urls")),
]

if settings.DEBUG:
    urlpatterns += static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT)

urlpatterns += [path("", include(wagtail_urls))]

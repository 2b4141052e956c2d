"""Which Content-Security-Policy a response carries.

The public site needs nothing but itself, so it gets the strictest policy there is. Wagtail's
admin still prints inline scripts (date widgets, inline panels) and sets inline styles, so it
gets a policy of its own, under its own address, and the public site never pays for it.
"""

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.functional import cached_property


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """django-csp's middleware, with a second policy for everything under the admin."""

    @cached_property
    def admin_prefix(self) -> str:
        return reverse("wagtailadmin_home")

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and parts.config is None and self.is_admin(request):
            parts.config = settings.ADMIN_CONTENT_SECURITY_POLICY["DIRECTIVES"]
        return parts

    def is_admin(self, request: HttpRequest) -> bool:
        return request.path.startswith(self.admin_prefix)

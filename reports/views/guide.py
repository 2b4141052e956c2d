"""The quick guides, for everybody who may enter the admin."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.generic import View

from workflow_steps.help.roles import Role

from ..exports import pdf_response
from ..guide_pdf import TEMPLATE, document


class GuideView(View):
    http_method_names = ["get"]

    def get(self, request: HttpRequest, role: str) -> HttpResponse:
        if role not in Role.values:
            raise Http404
        return pdf_response(f"panduan-{role}", TEMPLATE, document(Role(role)))

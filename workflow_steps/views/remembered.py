"""A list is found again as it was left: one's filters are kept for the session."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property

SESSION_KEY = "newsroom_filters"
FORGET = "hapus-saringan"
ALL = "semua"  # a link that says "all" shows all, and forgets nothing
LEFT_OUT = frozenset({"p", "export", "print", "_w_filter_fragment", FORGET, ALL})
KEPT_LISTS, LONGEST = 30, 2_000


def showing_all(url: str) -> str:
    """The address of a list as it is without the filters that are kept for it."""
    return url if "?" in url else f"{url}?{ALL}=1"


class RemembersFilters:
    """Put before a Wagtail listing.

    Kept is what somebody sets in the list itself, for which Wagtail's script fetches the results
    alone. A link with parameters shows what it says and changes nothing that is kept, and the
    address of the list alone leads to the list with its filters: they stand in the address, and
    one tap (``forget_url``) takes them away.
    """

    request: HttpRequest
    args: Any
    kwargs: Any
    results_only: bool
    index_url_name: Any

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.results_only:
            self._keep()
        elif FORGET in request.GET:
            self._kept(forget=True)
            return redirect(self.list_url)
        elif not request.GET and (query := self._kept()):
            return redirect(f"{self.list_url}?{query}")
        shown: HttpResponse = super().get(request, *args, **kwargs)  # type: ignore[misc]
        return shown

    @cached_property
    def list_url(self) -> str:
        """Not ``index_url``, which some views know only later."""
        return reverse(self.index_url_name, args=self.args, kwargs=self.kwargs)

    @cached_property
    def forget_url(self) -> str:
        """Shown where something narrows the list (``shared/listing/filter_partials.html``)."""
        narrowed = any(value for name, value in self._narrowing())
        return f"{self.list_url}?{FORGET}=1" if narrowed else ""

    def _narrowing(self) -> list[tuple[str, str]]:
        query = self.request.GET
        return [
            (name, value)
            for name in query
            if name not in LEFT_OUT
            for value in query.getlist(name)
            if value
        ]

    def _keep(self) -> None:
        query = self.request.GET.copy()
        query.clear()
        for name, value in self._narrowing():
            query.appendlist(name, value)
        text = query.urlencode()
        kept: dict[str, str] = self.request.session.get(SESSION_KEY, {})
        if len(text) > LONGEST or kept.get(self.list_url, "") == text:
            return
        others = [(url, value) for url, value in kept.items() if url != self.list_url]
        here = [(self.list_url, text)] if text else []
        self.request.session[SESSION_KEY] = dict([*others, *here][-KEPT_LISTS:])

    def _kept(self, *, forget: bool = False) -> str:
        kept: dict[str, str] = self.request.session.get(SESSION_KEY, {})
        query = kept.get(self.list_url, "")
        if forget and query:
            self.request.session[SESSION_KEY] = {
                url: value for url, value in kept.items() if url != self.list_url
            }
        return query

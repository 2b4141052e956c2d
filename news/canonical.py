"""The one address under which search engines should know what is being read."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest


def canonical_address(page: Any, request: HttpRequest, chosen: dict[str, Any]) -> str:
    """The page's own address with what chooses its contents: filters, number of the list.

    Whatever else stands in the address (campaign marks, unknown words) makes no other page.
    """
    address: str = page.get_full_url(request) or ""
    kept = {name: value for name, value in chosen.items() if value}
    return f"{address}?{urlencode(kept)}" if address and kept else address

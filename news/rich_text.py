"""Links in texts, as readers get them."""

from typing import Any

from wagtail.rich_text.pages import PageLinkHandler


class PublicPageLinkHandler(PageLinkHandler):
    """A link to a page that was never public leads nowhere until that page is.

    Wagtail writes the draft's own address into the page that links to it, and the writer of the
    draft may change that at any time.
    """

    @classmethod
    def get_many(cls, attrs_list: list[dict[str, Any]]) -> list[Any]:
        pages = super().get_many(attrs_list)
        return [page if page and (page.live or page.first_published_at) else None for page in pages]

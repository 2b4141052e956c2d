from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsConfig(AppConfig):
    name = "news"
    verbose_name = _("News")

    def ready(self) -> None:
        from . import privacy_examination, receivers  # noqa: F401
        from .page_cache import receivers as page_cache_receivers  # noqa: F401
        from .search import store

        store.register(self)
        privacy_examination.register()

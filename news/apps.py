from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from workflow_steps import background


class NewsConfig(AppConfig):
    name = "news"
    verbose_name = _("News")

    def ready(self) -> None:
        from . import holdings, notices, privacy_examination, receivers, waiting  # noqa: F401
        from .links import work as link_work
        from .page_cache import receivers as page_cache_receivers  # noqa: F401
        from .search import store

        store.register(self)
        holdings.register()
        notices.register()
        waiting.register()
        background.register_due_work("links", link_work.run)
        privacy_examination.register()

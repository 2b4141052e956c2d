from django.apps import AppConfig


class KukarsiteConfig(AppConfig):
    name = "kukarsite"

    def ready(self) -> None:
        from . import checks  # noqa: F401 registers itself
        from .permission_words import register
        from .wagtail_labels import give_labels

        give_labels()
        register()

from django.apps import AppConfig


class KukarsiteConfig(AppConfig):
    name = "kukarsite"

"""Make the index of ``/cari/`` again from the pages as they are."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import ngettext

from news.search import entries


class Command(BaseCommand):
    help = (
        "Rebuild the search index of the public site: after restoring a backup, after changing "
        "pages behind the application's back, or after an upgrade that says so."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        count = entries.rebuild()
        if options["verbosity"]:
            message = ngettext(
                "%(count)s page can be found.", "%(count)s pages can be found.", count
            )
            self.stdout.write(self.style.SUCCESS(message % {"count": count}))

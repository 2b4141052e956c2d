"""``manage.py make_renditions``: the sizes of every live page's pictures, the newest first.

After a change of formats or sizes, or of the media folder. What is there already stays.
"""

import os
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from news.listing import newsroom_types, published
from news.rendition_work import make_renditions


class Command(BaseCommand):
    help = "Make the sizes of the pictures of all live pages, the newest first."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--gently", action="store_true", help="leave the machine to others")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["gently"] and hasattr(os, "nice"):
            os.nice(15)
        failed = 0
        for page in published(*newsroom_types()).iterator(chunk_size=100):
            failed += make_renditions(page.specific)
        if failed:
            message = _("%(count)s sizes of pictures could not be made; the log names them.")
            raise CommandError(message % {"count": failed})

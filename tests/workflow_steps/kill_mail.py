"""A mail server made of files, which at one message keeps its worker waiting for ever."""

import os
import time
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.mail.backends.base import BaseEmailBackend

HANGS = "hangs"  # the sign that it does: a file with the number of the process


class OneFileEach(BaseEmailBackend):
    """``KILL_AFTER`` mails go through, the next hangs: before it is taken, or after it."""

    sent = 0

    def send_messages(self, email_messages: Sequence[Any]) -> int:
        folder = Path(os.environ["KILL_MAIL_DIR"])
        for message in email_messages:
            last = self.sent == int(os.environ.get("KILL_AFTER", "-1"))
            taken_first = os.environ.get("KILL_WHEN") == "taken"
            if last and not taken_first:
                self._hang(folder)
            name = folder / f"{uuid.uuid4()}.eml"
            name.write_bytes(message.message().as_bytes())
            if last:
                self._hang(folder)
            OneFileEach.sent += 1
        return len(email_messages)

    def _hang(self, folder: Path) -> None:
        (folder / HANGS).write_text(str(os.getpid()))
        time.sleep(600)

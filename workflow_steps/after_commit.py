"""What is done once after a transaction, however often it was asked for inside."""

from collections.abc import Callable
from typing import Any

from django.db import connection, transaction


class _Once:
    done = False

    def __init__(self, function: Callable[[], Any]) -> None:
        self.function = function

    def __call__(self) -> None:
        if not self.done:
            self.done = True
            self.function()


def once_after_commit(name: str, function: Callable[[], Any]) -> None:
    """Call ``function`` after the commit; of several with the same name, the first.

    Asked again after a savepoint was rolled back, it is still called.
    """
    pending: dict[str, _Once] = connection.__dict__.setdefault("_once_after_commit", {})
    once = pending.get(name)
    if once is None or once.done:
        once = pending[name] = _Once(function)
    transaction.on_commit(once, robust=True)

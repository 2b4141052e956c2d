"""Ask another site whether an address of it answers.

Every hop of a redirection is judged anew by ``outbound.request``, which reaches public hosts only.
First without the content (HEAD); sites that do not know that, or refuse it, are asked once more.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urljoin

from django.conf import settings

from news.models.links import LinkCheck
from workflow_steps import outbound

State, Reason = LinkCheck.State, LinkCheck.Reason
MOST_HOPS = 5
SECONDS_EACH = 8.0
SECONDS_IN_ALL = 20.0
READ_BYTES = 1024
MOVED = frozenset({301, 302, 303, 307, 308})
GONE = {404: Reason.NOT_FOUND, 410: Reason.GONE}
# They answer, but not to us: robots are kept out, or one has to log in.
CLOSED = frozenset({401, 402, 403, 405, 406, 407, 429, 451, 999})

Request = Callable[..., outbound.Answer]


@dataclass(frozen=True)
class Found:
    state: str
    status: int | None = None
    reason: str = ""


def ask(address: str, request: Request = outbound.request) -> Found:
    until = time.monotonic() + SECONDS_IN_ALL
    try:
        for _hop in range(MOST_HOPS + 1):
            answer = _answer(address, request, until)
            where = answer.headers.get("location", "")
            if answer.status not in MOVED or not where:
                return judge(answer.status)
            address = urljoin(address, where)
    except outbound.Refused:
        return Found(State.REFUSED, reason=Reason.PRIVATE)
    except outbound.Failed as fault:
        return Found(*_failure(str(fault)))
    return Found(State.BROKEN, answer.status, Reason.REDIRECTS)


def _answer(address: str, request: Request, until: float) -> outbound.Answer:
    answer = _once("HEAD", address, request, until)
    if answer.status >= 400:
        return _once("GET", address, request, until)
    return answer


def _once(method: str, address: str, request: Request, until: float) -> outbound.Answer:
    left = min(SECONDS_EACH, until - time.monotonic())
    if left <= 0:
        raise outbound.Failed("timed out")
    headers = {"User-Agent": user_agent(), "Accept": "text/html,*/*;q=0.8"}
    return request(method, address, headers=headers, timeout=left, keep=READ_BYTES)


def user_agent() -> str:
    """Says who asks and why, so that whoever minds can write or refuse."""
    return f"kukarsite-link-check (+{settings.WAGTAILADMIN_BASE_URL})"


def judge(status: int) -> Found:
    if status < 400 or status in CLOSED:
        return Found(State.ANSWERS, status)
    if status in GONE:
        return Found(State.BROKEN, status, GONE[status])
    return Found(State.UNSURE, status, Reason.STATUS)


def _failure(words: str) -> tuple[str, None, str]:
    if words == "no such name":
        return State.UNSURE, None, Reason.NO_NAME
    if words == "timed out":
        return State.UNSURE, None, Reason.TIMEOUT
    if words.startswith("certificate"):
        return State.BROKEN, None, Reason.CERTIFICATE
    return State.UNSURE, None, Reason.NO_ANSWER

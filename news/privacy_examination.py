"""Files of the library as the finders see them: read once, ahead, in a process of their own.

What is kept of it is in ``DocumentExamination``, known by the file's bytes.
"""

import json
import logging
import subprocess
import sys
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils.crypto import salted_hmac
from django_tasks import task
from wagtail.documents import get_document_model

from workflow_steps.background import BACKEND, QUEUE, enqueue_after_commit, register_due_work
from workflow_steps.content import MISSING_FILE, file_sha256

from .models import DocumentExamination
from .privacy.examine import MOST_MEMORY, MOST_SECONDS, READERS
from .privacy.finders import VERSION
from .privacy.readers.reading import Problem

logger = logging.getLogger(__name__)
MOST_BYTES = 60 * 1024 * 1024
GIVES_UP_AFTER = 60  # seconds on the clock; the process itself gives up before
RECENT = timedelta(days=2)
AT_ONCE = 20

Key = tuple[str, str]  # SHA-256, extension


def fingerprint(kind: str, value: str) -> str:
    """Stands for a value without telling it, even to whoever knows that it is a short number."""
    return salted_hmac("news.privacy", f"{kind}:{value}", algorithm="sha256").hexdigest()[:32]


def key_of(document: Any) -> Key | None:
    """``None`` for what holds no text: a film."""
    extension = document.file_extension.lower()
    return (file_sha256(document.file), extension) if extension in READERS else None


def stored(keys: Iterable[Key]) -> dict[Key, dict[str, Any]]:
    """The results that are there already, in one query."""
    wanted = set(keys)
    if not wanted:
        return {}
    rows = DocumentExamination.objects.filter(
        sha256__in={sha256 for sha256, _extension in wanted}, version=VERSION
    )
    found = rows.values_list("sha256", "extension", "result")
    return {(sha256, ext): result for sha256, ext, result in found if (sha256, ext) in wanted}


def examine(document: Any) -> dict[str, Any]:
    """The result for one file, read now unless it has been."""
    key = key_of(document)
    if key is None or key[0] == MISSING_FILE:
        return _failed(Problem.DAMAGED) if key else {}
    if (result := stored([key]).get(key)) is not None:
        return result
    result = sealed(_read(document, key[1]))
    sha256, extension = key
    # Two at once come to the same result.
    DocumentExamination.objects.bulk_create(
        [DocumentExamination(sha256=sha256, extension=extension, version=VERSION, result=result)],
        ignore_conflicts=True,
    )
    return result


def _read(document: Any, extension: str) -> dict[str, Any]:
    if document.file.size > MOST_BYTES:
        return _failed(Problem.TOO_LARGE)
    with document.file.storage.open(document.file.name, "rb") as stream:
        return run(extension, stream.read())


def run(
    extension: str, data: bytes, memory: int = MOST_MEMORY, seconds: int = MOST_SECONDS
) -> dict[str, Any]:
    """What ``news.privacy.examine`` says, or that it could not."""
    command = [sys.executable, "-m", "news.privacy.examine"]
    try:
        done = subprocess.run(  # noqa: S603
            [*command, extension, str(memory), str(seconds)],
            input=data,
            capture_output=True,
            timeout=GIVES_UP_AFTER,
            check=False,
            cwd=settings.BASE_DIR,
            env={"LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"},
        )
    except subprocess.TimeoutExpired:
        return _failed(Problem.TOO_SLOW)
    if done.returncode < 0:  # killed for what it took
        return _failed(Problem.TOO_SLOW)
    if done.returncode:
        logger.error("A document could not be examined: %s", done.stderr.decode()[-500:])
        return _failed(Problem.DAMAGED)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _failed(problem: Problem) -> dict[str, Any]:
    return {"groups": [], "problems": [str(problem)], "pages": []}


def sealed(answer: dict[str, Any]) -> dict[str, Any]:
    """The answer without the values themselves."""
    return {**answer, "groups": [sealed_group(group) for group in answer["groups"]]}


def sealed_group(group: dict[str, Any]) -> dict[str, Any]:
    kind, beyond = group["kind"], group["beyond_digest"]
    entries = [
        {name: member for name, member in entry.items() if name != "value"}
        | {"fingerprint": fingerprint(kind, entry["value"])}
        for entry in group["entries"]
    ]
    return {**group, "entries": entries, "beyond_digest": beyond and fingerprint(kind, beyond)}


# --- ahead of time ------------------------------------------------------------------------


@task(queue_name=QUEUE, backend=BACKEND)
def examine_document(document_id: int) -> None:
    document = get_document_model().objects.filter(pk=document_id).first()
    if document is not None:
        examine(document)


def examine_later(instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """When a document is added or its file exchanged; costs the upload nothing in production."""
    if not raw and instance.file and instance.file_extension.lower() in READERS:
        enqueue_after_commit(examine_document, instance.pk)


def examine_recent(now: datetime) -> int:
    """What no worker has looked at, because it was away or died."""
    recent = get_document_model().objects.filter(created_at__gte=now - RECENT)
    keys = {document: key for document in recent if (key := key_of(document)) is not None}
    known = stored(keys.values())
    missing = [
        document for document, key in keys.items() if key not in known and key[0] != MISSING_FILE
    ]
    for document in missing[:AT_ONCE]:
        examine(document)
    return len(missing[:AT_ONCE])


def register() -> None:
    register_due_work("privacy", examine_recent)

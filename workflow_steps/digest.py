"""The digest of a page's content (invariant 1 of the publication gate), without Django.

Content is a dict of plain JSON values. Its digest is SHA-256 over canonical JSON: sorted keys,
no spaces, UTF-8, times in UTC with microseconds. What is empty is left out first, so that a page
type can gain a field, empty by default, without any older digest changing.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any


def encode(value: Any) -> Any:
    """What JSON has no form for, as canonical JSON writes it."""
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise ValueError("Only aware times can be recorded.")
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot be recorded.")


def canonical_json(fields: Mapping[str, Any]) -> str:
    """The one text that stands for ``fields``; ``TypeError`` for what JSON cannot hold."""
    return json.dumps(
        fields,
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
        allow_nan=False,
        default=encode,
    )


def is_empty(value: Any) -> bool:
    """Nothing a reader could see: ``None``, ``False``, an empty text, list or dict."""
    return value is None or value is False or (isinstance(value, str | list | dict) and not value)


def pruned(value: Any) -> Any:
    """The value without its empty members; list items keep their places."""
    if isinstance(value, Mapping):
        members = {key: pruned(member) for key, member in value.items()}
        return {key: member for key, member in members.items() if not is_empty(member)}
    if isinstance(value, list | tuple):
        return [pruned(member) for member in value]
    return value


def digest(content: Mapping[str, Any]) -> str:
    """64 hex digits that stand for exactly this content."""
    return hashlib.sha256(canonical_json(pruned(content)).encode()).hexdigest()


def plain(content: Mapping[str, Any]) -> dict[str, Any]:
    """The content as JSON gives it back: what is stored beside its digest."""
    result: dict[str, Any] = json.loads(canonical_json(pruned(content)))
    return result


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """Names of the fields that differ, sorted; both as ``plain`` returns them."""
    old, new = pruned(before), pruned(after)
    return sorted(
        name
        for name in old.keys() | new.keys()
        # As JSON: to Python 1 and True are the same.
        if canonical_json({"": old.get(name)}) != canonical_json({"": new.get(name)})
    )

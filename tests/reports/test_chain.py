"""The hash chain by itself: whatever is done to a line, the verifier names the first misfit."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports import chain

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)
FIELDS = st.dictionaries(st.text(min_size=1, max_size=8), VALUES, max_size=4)


def build(all_fields: list[dict[str, Any]]) -> list[chain.Line]:
    lines, previous = [], chain.GENESIS
    for number, fields in enumerate(all_fields, start=1):
        current = chain.line_hash(previous, fields)
        lines.append(chain.Line(number, previous, current, fields))
        previous = current
    return lines


def fault(lines: list[chain.Line], end: chain.Line | None) -> chain.Fault | None:
    return chain.first_fault(
        lines,
        head_sequence=end.sequence if end else 0,
        head_hash=end.hash if end else chain.GENESIS,
    )


@given(st.lists(FIELDS, max_size=8))
def test_chain__untouched_fits(all_fields: list[dict[str, Any]]) -> None:
    lines = build(all_fields)
    assert fault(lines, lines[-1] if lines else None) is None


@given(st.lists(FIELDS, min_size=1, max_size=8), st.data())
def test_chain__changed_line_is_named(
    all_fields: list[dict[str, Any]], data: st.DataObject
) -> None:
    lines = build(all_fields)
    at = data.draw(st.integers(0, len(lines) - 1))
    changed = {**lines[at].fields, "\N{CROSS MARK}": 1}
    forged = [*lines[:at], replace(lines[at], fields=changed), *lines[at + 1 :]]
    assert fault(forged, lines[-1]) == chain.Fault(at + 1, chain.CHANGED)


@given(st.lists(FIELDS, min_size=1, max_size=8), st.data())
def test_chain__rehashed_line_breaks_what_follows(
    all_fields: list[dict[str, Any]], data: st.DataObject
) -> None:
    lines = build(all_fields)
    at = data.draw(st.integers(0, len(lines) - 1))
    changed = {**lines[at].fields, "\N{CROSS MARK}": 1}
    rehashed = replace(
        lines[at], fields=changed, hash=chain.line_hash(lines[at].previous_hash, changed)
    )
    forged = [*lines[:at], rehashed, *lines[at + 1 :]]
    expected = chain.BROKEN_LINK if at + 1 < len(lines) else chain.TRUNCATED
    assert fault(forged, lines[-1]) == chain.Fault(at + 2, expected)


@given(st.lists(FIELDS, min_size=1, max_size=8), st.data())
def test_chain__removed_line_is_named(
    all_fields: list[dict[str, Any]], data: st.DataObject
) -> None:
    lines = build(all_fields)
    at = data.draw(st.integers(0, len(lines) - 1))
    expected = chain.MISSING if at + 1 < len(lines) else chain.TRUNCATED
    assert fault([*lines[:at], *lines[at + 1 :]], lines[-1]) == chain.Fault(at + 1, expected)


def test_canonical_json__order_of_keys_and_zone_do_not_matter() -> None:
    noon = datetime(2026, 11, 22, 12, tzinfo=UTC)
    same = noon.astimezone(timezone(timedelta(hours=8)))
    assert chain.canonical_json({"b": 1, "a": noon}) == chain.canonical_json({"a": same, "b": 1})


@pytest.mark.parametrize("value", [float("nan"), datetime(2026, 1, 1), object()])  # noqa: DTZ001
def test_canonical_json__refuses_what_has_no_one_form(value: object) -> None:
    with pytest.raises((ValueError, TypeError)):
        chain.canonical_json({"x": value})


# --- the faster writer ----------------------------------------------------------------------

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**80), 2**80)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(data=st.dictionaries(st.text(), JSON, max_size=4), title=st.text())
def test_walk__believes_whatever_was_hashed(data: dict[str, Any], title: str) -> None:
    """Numbers and signs of any kind: the two writers of JSON never contradict each other."""
    fields = {"sequence": 1, "title": title, "at": datetime(2026, 11, 24, tzinfo=UTC), "data": data}
    line = chain.Line(1, chain.GENESIS, chain.line_hash(chain.GENESIS, fields), fields)
    assert chain.Walk().follow([line]) is None
    other = chain.Line(1, chain.GENESIS, line.hash, fields | {"title": title + "."})
    fault = chain.Walk().follow([other])
    assert fault
    assert fault.reason == chain.CHANGED

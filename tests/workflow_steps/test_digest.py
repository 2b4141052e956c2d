"""The digest of plain content: what it ignores, and that it ignores nothing else."""

import copy
import random
import unicodedata
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from workflow_steps.digest import canonical_json, differences, digest, is_empty, plain, pruned

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
LEAF = st.one_of(TEXT, st.integers(-9, 9), st.booleans(), st.none())
VALUE = st.recursive(
    LEAF,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)
CONTENT = st.dictionaries(TEXT, VALUE, max_size=6)
EMPTY: st.SearchStrategy[Any] = st.sampled_from([None, False, "", [], {}, {"a": {"b": None}}])


def shuffled(value: Any, choice: random.Random) -> Any:
    """The same with every dict's keys in another order."""
    if isinstance(value, dict):
        keys = list(value)
        choice.shuffle(keys)
        return {key: shuffled(value[key], choice) for key in keys}
    if isinstance(value, list):
        return [shuffled(member, choice) for member in value]
    return value


def leaves(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    members = value.items() if isinstance(value, dict) else enumerate(value)
    return [
        found
        for key, member in members
        for found in (
            leaves(member, (*path, key)) if isinstance(member, dict | list) else [(*path, key)]
        )
    ]


@given(CONTENT, st.randoms(use_true_random=True))
def test_digest__ignores_the_order_of_keys(content: dict[str, Any], choice: random.Random) -> None:
    assert digest(shuffled(content, choice)) == digest(content)


@given(CONTENT, TEXT, EMPTY)
def test_digest__an_empty_field_more_changes_nothing(
    content: dict[str, Any], name: str, empty: Any
) -> None:
    """So a page type can gain a field and no older paraf loses its page."""
    assume(name not in content)
    assert digest(content | {name: empty}) == digest(content)


@given(CONTENT, st.data())
def test_digest__every_value_counts(content: dict[str, Any], data: st.DataObject) -> None:
    before = pruned(content)
    places = leaves(before)
    assume(places)
    after = copy.deepcopy(before)
    *way, last = data.draw(st.sampled_from(places))
    inner = after
    for key in way:
        inner = inner[key]
    now = inner[last]
    inner[last] = data.draw(LEAF.filter(lambda new: not is_empty(new) and repr(new) != repr(now)))
    assert digest(after) != digest(before)
    assert differences(before, after) == [[*way, last][0]]


def test_differences__names_whatever_changes_the_digest() -> None:
    before, after = {"table": {"header": 1}}, {"table": {"header": True}}
    assert digest(before) != digest(after)
    assert differences(before, after) == ["table"]


@given(CONTENT, CONTENT)
def test_digest__differs_exactly_where_the_differences_are(
    before: dict[str, Any], after: dict[str, Any]
) -> None:
    same = canonical_json(pruned(before)) == canonical_json(pruned(after))
    assert (digest(before) == digest(after)) is same
    if same:
        assert differences(before, after) == []


@given(CONTENT)
def test_plain__is_what_json_gives_back_and_stays_so(content: dict[str, Any]) -> None:
    stored = plain(content)
    assert plain(stored) == stored
    assert digest(stored) == digest(content)
    assert differences(content, stored) == []


@given(TEXT)
def test_digest__text_is_taken_letter_by_letter(text: str) -> None:
    """Composed and decomposed letters are two texts, each always with the same digest."""
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert (digest({"t": composed}) == digest({"t": decomposed})) is (composed == decomposed)
    assert digest({"t": text}) == digest({"t": "".join(text)})


def test_digest__items_of_a_list_keep_their_places() -> None:
    row = {"cells": [["a", ""], ["", "a"]]}
    assert digest(row) != digest({"cells": [["a", ""], ["a", ""]]})
    assert digest({"cells": ["", "a"]}) != digest({"cells": ["a"]})
    assert digest({"cells": [""]}) != digest({"cells": []}), "an empty cell is a cell"


def test_digest__zero_is_a_value() -> None:
    assert len({digest({"n": value}) for value in (0, 1, True, "0", "1", None)}) == 6


def test_digest__a_moment_is_the_same_in_every_zone() -> None:
    moment = datetime(2026, 11, 2, 1, 30, tzinfo=UTC)
    wita = moment.astimezone(timezone(timedelta(hours=8)))
    assert digest({"at": moment}) == digest({"at": wita})
    assert digest({"at": moment}) != digest({"at": moment + timedelta(microseconds=1)})
    assert digest({"on": date(2026, 11, 2)}) == digest({"on": "2026-11-02"})


@pytest.mark.parametrize(
    "value",
    [datetime(2026, 1, 1), float("nan"), float("inf"), {1, 2}, b"x", object()],  # noqa: DTZ001
)
def test_digest__refuses_what_has_no_one_form(value: Any) -> None:
    with pytest.raises((TypeError, ValueError)):
        digest({"value": value})

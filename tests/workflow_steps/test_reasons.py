"""A reason is what others can read of it (invariants 4, 6 and 7)."""

import pytest
from django.core.exceptions import ValidationError

from news import material_flow
from tests.driver import Newsroom
from workflow_steps import publication
from workflow_steps.forms import clean_reason
from workflow_steps.refusals import DecisionRefused, PublicationRefused

UNREADABLE = {
    "hangul filler": "\u3164",
    "halfwidth hangul filler": "\uffa0",
    "hangul choseong filler": "\u115f",
    "hangul jungseong filler": "\u1160",
    "braille blank": "\u2800",
    "null notehead": "\U0001d159",
    "grapheme joiner": "\u034f",
    "mongolian selector": "\u180b",
    "variation selector": "\ufe0f",
    "zero width space": "\u200b",
    "tag": "\U000e0041",
    "marks": "\u0301",
}


@pytest.mark.parametrize("sign", UNREADABLE.values(), ids=list(UNREADABLE))
def test_reason__of_what_nobody_can_read_is_none(sign: str) -> None:
    for text in (sign * 12, f"Salah.{sign * 12}", f"{sign}S{sign}a" * 4):
        with pytest.raises(ValidationError):
            clean_reason(text)


def test_reason__is_not_made_longer_by_spaces() -> None:
    with pytest.raises(ValidationError):
        clean_reason("Salah" + " \u3000" * 20 + ".")


@pytest.mark.parametrize(
    "text",
    [
        "Salah nama",
        "Tanggalnya keliru.",
        "Gambar 3: \u201cKukar\u201d \u2260 Kutim",
        "a\u0301e\u0301" * 5,
        "ﬁ" * 5,
    ],
)
def test_reason__of_ten_readable_signs_is_one(text: str) -> None:
    assert clean_reason(text) == text


@pytest.mark.parametrize("sign", ["\u3164", "\ufe0f"])
def test_decisions__need_a_reason_that_can_be_read(office: Newsroom, sign: str) -> None:
    page = office.waiting_for_approval()
    with pytest.raises(DecisionRefused):
        office.decide(page, office.kabid, "reject", comment=sign * 12)
    live = office.published()
    with pytest.raises(PublicationRefused):
        publication.withdraw(live, office.webadmin, sign * 12)
    material = office.receive("Ketiga")
    with pytest.raises(ValidationError):
        material_flow.decline(material, office.pengelola, sign * 12)

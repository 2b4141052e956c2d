"""States change in one place, once, and every change is announced."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from wagtail.models import ModelLogEntry

from news import material_flow, signals
from news.models import InformationClass, NewsCategory, SourceMaterial

pytestmark = pytest.mark.django_db
State = SourceMaterial.State
REASON = "Sudah diberitakan pekan lalu."


@pytest.fixture
def announced():
    """What was announced, in order, with the state at that moment."""
    heard = []
    names = ("received", "handed_over", "classified", "declined", "linked")
    listeners = []
    for name in names:
        signal = getattr(signals, f"material_{name}")

        def listen(sender, material, name=name, **kwargs):
            heard.append((name, material.state))

        signal.connect(listen)
        listeners.append((signal, listen))
    yield heard
    for signal, listen in listeners:
        signal.disconnect(listen)


def classify(office, material, user=None):
    material_flow.classify(
        material,
        user or office.pengelola,
        category=NewsCategory.objects.first(),
        information_class=InformationClass.objects.first(),
        writer=office.pengelola,
        priority="high",
        note="Utamakan.",
    )


def test_the_whole_way__changes_state_announces_and_logs(office, announced):
    material = office.receive()
    material_flow.hand_over(material, office.kontributor)
    classify(office, material)

    saved = SourceMaterial.objects.get()
    assert saved.state == State.CLASSIFIED
    assert (saved.handed_over_by, saved.decided_by) == (office.kontributor, office.pengelola)
    assert (saved.writer, saved.priority, saved.note) == (office.pengelola, "high", "Utamakan.")
    assert announced == [
        ("received", "received"),
        ("handed_over", "handed_over"),
        ("classified", "classified"),
    ]
    logged = ModelLogEntry.objects.for_instance(saved).order_by("timestamp", "pk")
    assert [entry.action.rsplit(".")[-1] for entry in logged] == [
        "receive",
        "hand_over",
        "classify",
    ]


@pytest.mark.parametrize("handed_over", [False, True])
def test_declining__is_possible_before_and_after_the_handover(office, announced, handed_over):
    material = office.receive()
    if handed_over:
        office.hand_over(material)

    material_flow.decline(material, office.pengelola, f"  {REASON} ")

    saved = SourceMaterial.objects.get()
    assert (saved.state, saved.declined_reason) == (State.DECLINED, REASON)
    assert announced[-1] == ("declined", "declined")


@pytest.mark.parametrize("reason", ["", "          ", "terlalu", "   kurang   "])
def test_declining_without_a_real_reason__is_refused(office, reason):
    material = office.receive()

    with pytest.raises(ValidationError):
        material_flow.decline(material, office.pengelola, reason)

    assert SourceMaterial.objects.get().state == State.RECEIVED


def actions(office):
    return {
        "hand_over": lambda m: material_flow.hand_over(m, office.kontributor),
        "classify": lambda m: classify(office, m),
        "decline": lambda m: material_flow.decline(m, office.pengelola, REASON),
        "amend": lambda m: material_flow.amend(m, office.kontributor),
    }


@pytest.mark.parametrize(
    ("state", "allowed"),
    [
        (State.RECEIVED, {"hand_over", "decline", "amend"}),
        (State.HANDED_OVER, {"classify", "decline"}),
        (State.CLASSIFIED, set()),
        (State.DECLINED, set()),
    ],
)
@pytest.mark.parametrize("action", ["hand_over", "classify", "decline", "amend"])
def test_an_action_in_the_wrong_state__is_refused_and_changes_nothing(
    office, announced, state, allowed, action
):
    material = office.receive()
    SourceMaterial.objects.update(state=state)
    before = SourceMaterial.objects.values().get()
    announced.clear()

    if action in allowed:
        actions(office)[action](material)
        return
    with pytest.raises(material_flow.MaterialStateError):
        actions(office)[action](material)

    assert SourceMaterial.objects.values().get() == before
    assert not announced


def test_a_stale_copy__learns_who_was_faster_and_when(office, time_machine):
    time_machine.move_to("2026-11-23T06:30:00Z")
    material = office.receive()
    office.hand_over(material)
    stale = SourceMaterial.objects.get()
    classify(office, material)

    with pytest.raises(material_flow.MaterialStateError) as caught:
        material_flow.decline(stale, office.webadmin, REASON)

    assert str(office.pengelola) in caught.value.messages[0]
    assert "14.30 WITA" in caught.value.messages[0]


def test_a_failing_listener__undoes_the_change(office):
    material = office.receive()

    def fail(**kwargs):
        raise RuntimeError("the ledger cannot be written")

    signals.material_handed_over.connect(fail)
    try:
        with pytest.raises(RuntimeError):
            material_flow.hand_over(material, office.kontributor)
    finally:
        signals.material_handed_over.disconnect(fail)

    assert SourceMaterial.objects.get().state == State.RECEIVED


def test_the_same_token_twice__leads_to_the_first_material(office):
    token = "7d6cbb4c-0f2e-4f5a-9d6b-6f4b8f6f0001"
    first = SourceMaterial(title="Pertama", source_unit="OPD", intake_token=token)
    material_flow.receive(first, office.kontributor)

    again = SourceMaterial(title="Pertama", source_unit="OPD", intake_token=token)
    with pytest.raises(material_flow.AlreadyReceived) as caught:
        material_flow.receive(again, office.kontributor)

    assert caught.value.material == first


def test_a_database_error_of_another_kind__is_not_taken_for_a_double_click(office):
    with pytest.raises(IntegrityError), transaction.atomic():
        material_flow.receive(SourceMaterial(title=None, source_unit="OPD"), office.kontributor)

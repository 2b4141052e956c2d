"""Two people, or two clicks, at the same instant: one of them wins and the other one is told."""

import threading
from typing import Any

import pytest
from django.db import connection, connections

from news import material_flow
from news.models import NewsPage, SourceMaterial

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="needs row locks"),
]
TOKEN = "7d6cbb4c-0f2e-4f5a-9d6b-6f4b8f6f0002"


def at_once(*acts):
    """Run each act in a thread of its own, released together; what each one came to."""
    gate = threading.Barrier(len(acts))
    results: list[Any] = [None] * len(acts)

    def run(index, act):
        gate.wait()
        try:
            results[index] = act()
        except Exception as error:
            results[index] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_two_handovers__are_one(office):
    assert connection.vendor == "postgresql"
    material = office.receive()

    results = at_once(*[lambda: office.hand_over(SourceMaterial.objects.get(pk=material.pk))] * 2)

    refused = [result for result in results if result is not None]
    assert len(refused) == 1
    assert isinstance(refused[0], material_flow.MaterialStateError)


def test_two_clicks_on_one_form__are_one_material(office):
    def send():
        material = SourceMaterial(title="Sekali", source_unit="OPD", intake_token=TOKEN)
        return material_flow.receive(material, office.kontributor)

    results = at_once(send, send)

    assert SourceMaterial.objects.count() == 1
    assert [type(result) for result in results].count(material_flow.AlreadyReceived) == 1


def test_two_clicks_on_make_page__are_one_page(office):
    material = office.classified()

    def make():
        return material_flow.make_page(
            [material], office.pengelola, parent=office.index, token=TOKEN
        )

    results = at_once(make, make)

    assert NewsPage.objects.count() == 1
    assert [type(result) for result in results].count(material_flow.PageAlreadyMade) == 1

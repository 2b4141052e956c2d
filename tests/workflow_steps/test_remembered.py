"""A list is found again as it was left, and an address with parameters means what it says."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from tests.driver import Newsroom

pytestmark = pytest.mark.once

# The list and where Wagtail's script fetches its results; a filter that each has.
LISTS = {
    "material": ("material:index", "material:index_results", "state=handed_over"),
    "classification list": (
        "material:classification_list",
        "material:classification_list_results",
        "source_unit=dinas",
    ),
    "inbox": ("newsroom_inbox", "newsroom_inbox_results", "time=overdue"),
    "my items": ("newsroom_my_items", "newsroom_my_items_results", "place=returned"),
    "queue": ("report_queue", "report_queue_results", "step=3"),
    "register": ("publication_register", "publication_register_results", "category=x"),
    "timelines": ("item_timelines", "item_timelines_results", "item_type=page"),
}


@pytest.fixture
def editor(office: Newsroom, client: Client) -> Client:
    """Somebody who sees every list."""
    person = office.pengelola
    person.groups.add(*office.kabid.groups.all(), *office.webadmin.groups.all())
    client.force_login(person)
    return client


@pytest.mark.parametrize("name", LISTS)
def test_lists__keep_what_was_set_in_them(editor: Client, name: str) -> None:
    index, results, query = (LISTS[name][0], LISTS[name][1], LISTS[name][2])
    url = reverse(index)
    assert editor.get(url).status_code == 200, "nothing kept yet"
    assert editor.get(f"{reverse(results)}?{query}&p=2&_w_filter_fragment=1").status_code == 200
    assert editor.get(url)["Location"] == f"{url}?{query}"
    shown = editor.get(f"{url}?{query}")
    assert f'href="{url}?hapus-saringan=1"' in shown.content.decode()
    assert editor.get(f"{url}?hapus-saringan=1")["Location"] == url
    assert editor.get(url).status_code == 200


def test_explorer__keeps_filters_by_folder(office: Newsroom, editor: Client) -> None:
    url = reverse("wagtailadmin_explore", args=[office.index.pk])
    results = reverse("wagtailadmin_explore_results", args=[office.index.pk])
    editor.get(f"{results}?state=draft")
    assert editor.get(url)["Location"] == f"{url}?state=draft"
    above = reverse("wagtailadmin_explore", args=[office.index.get_parent().pk])
    assert editor.get(above).status_code == 200


def test_an_address_with_parameters__wins_and_changes_nothing_kept(editor: Client) -> None:
    url, results = reverse("material:index"), reverse("material:index_results")
    editor.get(f"{results}?state=classified")
    response = editor.get(f"{url}?state=declined")
    assert response.status_code == 200
    assert response.context["view"].filters.form.cleaned_data["state"] == "declined"
    assert editor.get(url)["Location"] == f"{url}?state=classified"


def test_all_on_the_desk__shows_all_and_forgets_nothing(office: Newsroom, editor: Client) -> None:
    for number in range(7):
        office.hand_over(office.receive(f"Bahan {number}"))
    url = reverse("material:index")
    editor.get(f"{reverse('material:index_results')}?state=declined")
    found = re.findall(rf'href="({url}[^"]*)">Semua', editor.get("/admin/").content.decode())
    assert found, "no list has more than the desk shows"
    for link in found:
        assert editor.get(unescape(link)).status_code == 200, "shown as it is, not the filters kept"
    assert editor.get(url)["Location"] == f"{url}?state=declined"


def test_taking_the_last_filter_away__is_kept_too(editor: Client) -> None:
    url, results = reverse("material:index"), reverse("material:index_results")
    editor.get(f"{results}?state=classified&q=jalan")
    editor.get(f"{results}?state=&q=")
    assert editor.get(url).status_code == 200


def test_what_is_kept__is_ones_own_and_ends_with_the_session(
    office: Newsroom, editor: Client
) -> None:
    url = reverse("material:index")
    editor.get(f"{reverse('material:index_results')}?state=classified")
    other = Client()
    other.force_login(office.kabid)
    assert other.get(url).status_code == 200


def test_what_is_kept__stays_small(editor: Client) -> None:
    url, results = reverse("material:index"), reverse("material:index_results")
    editor.get(f"{results}?q={'a' * 5000}")
    assert editor.get(url).status_code == 200

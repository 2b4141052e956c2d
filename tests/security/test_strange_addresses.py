"""Whatever is typed into an address is answered, never with a server error."""

import pytest
from django.test import Client

from tests.driver import Newsroom

LISTS = ["bahan/", "bahan/list/", "reports/register/", "waktu-langkah/", "buku-peristiwa/"]
QUERIES = [
    "q=%00",
    "state=x&writer=abc&ordering=x&p=-4",
    "created_at_from=0001-01-01&decided_at_from=0001-01-01&published_at_from=0001-01-01",
    "created_at_to=9999-12-31&decided_at_to=9999-12-31&published_at_to=9999-12-31",
    "closed_at__gte=x&at__gte=x",
    "step=abc&kind=%00",
    "title=%00&source_unit=%00&page_type=%00",
    "o=99.x",
]


@pytest.mark.parametrize("path", LISTS)
def test_admin_list__answers_any_query(office: Newsroom, client: Client, path: str) -> None:
    client.force_login(office.person("bos", is_superuser=True))
    for query in QUERIES:
        response = client.get(f"/admin/{path}?{query}", follow=True)
        assert response.status_code == 200, query


def test_public_list__answers_a_nul_category(office: Newsroom, client: Client) -> None:
    assert client.get("/berita/?kategori=%00").status_code == 404

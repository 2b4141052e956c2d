"""Role by route: who gets in, who is turned away, and what each sees."""

import uuid

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from news import material_flow
from news.models import InformationClass, NewsCategory, SourceMaterial

pytestmark = [pytest.mark.django_db, pytest.mark.once]

ALLOWED, TURNED_AWAY, LOGIN, GONE = "allowed", "turned away", "login", "not there"
ROLES = (
    "owner", "other kontributor", "pengelola", "webadmin", "kabid", "no group", "anonymous",
)  # fmt: skip

# Per route, in the order of ROLES: A allowed, - turned away, L sent to the login page.
TABLE = {
    ("GET", "index"): "AAAAA-L",
    ("GET", "index_results"): "AAAAA-L",
    ("GET", "add"): "AAA---L",
    ("POST", "add"): "AAA---L",
    ("GET", "inspect"): "A-AAA-L",
    ("GET", "edit"): "A-A---L",
    ("POST", "edit"): "A-A---L",
    ("POST", "hand_over"): "A-A---L",
    ("GET", "classify"): "--A---L",
    ("POST", "classify"): "--A---L",
    ("GET", "make_page"): "--AA--L",
    ("POST", "make_page"): "--AA--L",
    ("GET", "link"): "--AA--L",
    ("POST", "link"): "--AA--L",
    ("GET", "classification_list"): "AAAAA-L",
    ("GET", "classification_list_results"): "AAAAA-L",
}
WITH_MATERIAL = ("inspect", "edit", "hand_over", "classify")


@pytest.fixture
def log_in(client, office):
    """A browser for a role of the table."""

    def as_(role):
        people = {
            "owner": office.kontributor,
            "other kontributor": None,
            "pengelola": office.pengelola,
            "webadmin": office.webadmin,
            "kabid": office.kabid,
        }
        if role == "anonymous":
            return client
        user = people.get(role)
        if user is None:
            group = "Kontributor" if role == "other kontributor" else None
            user = office.person(role.replace(" ", ""), group)
            if group is None:
                user.user_permissions.add(Permission.objects.get(codename="access_admin"))
        client.force_login(user)
        return client

    return as_


def outcome(response):
    if response.status_code == 404:
        return GONE
    location = response.get("Location", "")
    if "/login/" in location:
        return LOGIN
    return TURNED_AWAY if location == reverse("wagtailadmin_home") else ALLOWED


@pytest.mark.parametrize("role", ROLES)
def test_every_route__lets_in_exactly_the_roles_of_the_table(log_in, office, role):
    classified, page = office.classified("Sudah diklasifikasi"), office.draft(complete=False)
    browser = log_in(role)
    verdicts = {"A": ALLOWED, "-": TURNED_AWAY, "L": LOGIN}
    wrong = {}
    for (method, route), row in TABLE.items():
        material = office.receive()
        if route == "classify":
            office.hand_over(material)
        args = [material.pk] if route in WITH_MATERIAL else []
        args = [page.pk] if route == "link" else args
        url = reverse(f"material:{route}", args=args)
        data = {
            "title": "Judul",
            "source_unit": "OPD",
            "attachments-TOTAL_FORMS": 0,
            "attachments-INITIAL_FORMS": 0,
            "materials": [classified.pk],
            "page_type": "news",
            "token": str(uuid.uuid4()),
        }
        response = browser.post(url, data) if method == "POST" else browser.get(url)
        expected = verdicts[row[ROLES.index(role)]]
        if outcome(response) != expected:
            wrong[method, route] = outcome(response), expected
    assert not wrong


def test_a_route_that_is_not_in_the_table__does_not_exist():
    from news.viewsets import MaterialViewSet

    names = {url.name for url in MaterialViewSet().get_urlpatterns()}

    assert names == {route for _method, route in TABLE}


@pytest.mark.parametrize("role", ["owner", "other kontributor"])
def test_turned_away__changes_nothing(log_in, office, role):
    material = office.receive()
    office.hand_over(material)
    before = SourceMaterial.objects.values().get()
    browser = log_in(role)

    for name in ("classify", "edit"):
        browser.post(
            reverse(f"material:{name}", args=[material.pk]),
            {"title": "Diubah", "declined_reason": "x" * 20, "action-decline": "1"},
        )

    assert SourceMaterial.objects.values().get() == before


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        ("owner", {"Milik saya"}),
        ("other kontributor", set()),
        ("pengelola", {"Milik saya", "Milik pengelola"}),
        ("webadmin", {"Milik saya", "Milik pengelola"}),
        ("kabid", {"Milik saya", "Milik pengelola"}),
    ],
)
@pytest.mark.parametrize("route", ["index", "classification_list"])
def test_the_lists__show_contributors_only_their_own(log_in, office, role, seen, route):
    office.classified("Milik saya")
    theirs = SourceMaterial(title="Milik pengelola", source_unit="OPD")
    material_flow.receive(theirs, office.pengelola, and_hand_over=True)
    office.classify(theirs)

    response = log_in(role).get(reverse(f"material:{route}"))

    assert {material.title for material in response.context["object_list"]} == seen


def test_a_contributor__reads_but_no_longer_edits_what_was_handed_over(log_in, office):
    material = office.receive()
    office.hand_over(material)
    browser = log_in("owner")

    inspect = reverse("material:inspect", args=[material.pk])
    edit = browser.get(reverse("material:edit", args=[material.pk]))

    assert edit["Location"] == inspect
    assert browser.get(inspect).context["can_edit"] is False


def test_a_declined_material__tells_its_contributor_why(log_in, office):
    material = office.receive()
    material_flow.decline(material, office.pengelola, "Sudah diberitakan pekan lalu.")

    page = log_in("owner").get(reverse("material:inspect", args=[material.pk]))

    assert "Sudah diberitakan pekan lalu." in page.content.decode()


@pytest.mark.parametrize(
    ("role", "items"),
    [
        ("owner", {"material-list", "material-add"}),
        (
            "pengelola",
            {
                "material-list",
                "material-add",
                "material-waiting",
                "material-page",
                "material-classification-list",
            },
        ),
        ("webadmin", {"material-list"}),
        ("kabid", {"material-list"}),
        ("no group", set()),
    ],
)
def test_the_menu__offers_only_what_the_role_can_use(log_in, office, rf, role, items):
    from news.viewsets import material_menu_item

    browser = log_in(role)
    request = browser.get(reverse("wagtailadmin_home")).wsgi_request

    shown = material_menu_item().menu.menu_items_for_request(request)

    assert {item.name for item in shown} == items


# --- classifying on the screen ---------------------------------------------------------------


@pytest.fixture
def handed_over(office):
    material = office.receive()
    office.hand_over(material)
    return material


def decision(office, action, **changes):
    return {
        "category": NewsCategory.objects.first().pk,
        "information_class": InformationClass.objects.first().pk,
        "writer": office.pengelola.pk,
        "priority": "urgent",
        "note": "Segera.",
        "declined_reason": "",
        f"action-{action}": "1",
    } | changes


def test_classify__saves_the_decision(log_in, office, handed_over):
    log_in("pengelola").post(
        reverse("material:classify", args=[handed_over.pk]), decision(office, "classify")
    )

    handed_over.refresh_from_db()
    assert (handed_over.state, handed_over.priority) == ("classified", "urgent")
    assert handed_over.writer == office.pengelola


@pytest.mark.parametrize("field", ["category", "information_class", "writer"])
def test_an_incomplete_classification__is_refused_and_keeps_the_note(
    log_in, office, handed_over, field
):
    response = log_in("pengelola").post(
        reverse("material:classify", args=[handed_over.pk]),
        decision(office, "classify", **{field: ""}),
    )

    handed_over.refresh_from_db()
    assert handed_over.state == "handed_over"
    assert list(response.context["form"].errors) == [field]
    assert "Segera." in response.content.decode()


def test_a_contributor__cannot_be_made_the_writer(log_in, office, handed_over):
    response = log_in("pengelola").post(
        reverse("material:classify", args=[handed_over.pk]),
        decision(office, "classify", writer=office.kontributor.pk),
    )

    assert list(response.context["form"].errors) == ["writer"]


def test_a_short_reason__is_refused_and_keeps_what_was_typed(log_in, office, handed_over):
    response = log_in("pengelola").post(
        reverse("material:classify", args=[handed_over.pk]),
        decision(office, "decline", declined_reason="tidak"),
    )

    handed_over.refresh_from_db()
    assert handed_over.state == "handed_over"
    assert list(response.context["form"].errors) == ["declined_reason"]
    assert "Segera." in response.content.decode()


def test_declining__needs_no_classification(log_in, office, handed_over):
    data = {"priority": "normal", "declined_reason": "Bukan bahan berita.", "action-decline": "1"}

    log_in("pengelola").post(reverse("material:classify", args=[handed_over.pk]), data)

    handed_over.refresh_from_db()
    assert (handed_over.state, handed_over.declined_reason) == ("declined", "Bukan bahan berita.")


def test_a_stale_tab__is_told_who_was_faster_and_keeps_what_was_typed(log_in, office, handed_over):
    browser = log_in("pengelola")
    url = reverse("material:classify", args=[handed_over.pk])
    browser.get(url)
    material_flow.decline(handed_over, office.webadmin, "Sudah diberitakan.")

    response = browser.post(url, decision(office, "classify"))

    handed_over.refresh_from_db()
    assert handed_over.state == "declined"
    assert str(office.webadmin) in response.context["form"].non_field_errors()[0]
    assert "Segera." in response.content.decode()
    assert browser.get(url)["Location"] == reverse("material:inspect", args=[handed_over.pk])


def test_the_note_for_the_writer__is_not_for_the_contributor(log_in, office, handed_over):
    office.classify(handed_over)
    SourceMaterial.objects.filter(pk=handed_over.pk).update(note="Jangan sebut nama anak.")
    url = reverse("material:inspect", args=[handed_over.pk])

    told = log_in("pengelola").get(url).content.decode()
    assert "<h2" in told.split("Jangan sebut nama anak.")[0].rsplit("Catatan untuk penulis", 1)[0]
    assert f"Bahan {handed_over.pk}" in told
    for role in ("owner", "kabid"):
        assert "Jangan sebut nama anak." not in log_in(role).get(url).content.decode()
    export = reverse("material:classification_list") + "?export=csv"
    rows = b"".join(log_in("owner").get(export).streaming_content).decode()
    assert handed_over.title in rows
    assert "Jangan sebut nama anak." not in rows


def test_material_with_a_page__offers_the_page_first(log_in, office, handed_over):
    office.classify(handed_over)
    url = reverse("material:inspect", args=[handed_over.pk])
    make = reverse("material:make_page") + f"?material={handed_over.pk}"
    browser = log_in("pengelola")
    assert f'class="button" href="{make}"' in browser.get(url).content.decode()

    page = office.draft(handed_over, complete=False)

    content = browser.get(url).content.decode()
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert f'class="button" href="{edit}"' in content
    assert f'class="button button-secondary" href="{make}"' in content
    assert f"Bahan {handed_over.pk}" in browser.get(reverse("material:index")).content.decode()

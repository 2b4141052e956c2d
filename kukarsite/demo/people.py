"""The demo's people: an office each, and no names of persons."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from kukarsite.checks import DEMO_MAIL_DOMAIN
from kukarsite.provisioning import groups


@dataclass(frozen=True)
class Person:
    username: str
    name: str
    office: str
    group: str = ""


PEOPLE = (
    Person("kontributor", "Kontributor", "Petugas Penghubung Informasi", groups.KONTRIBUTOR),
    Person("kontributor2", "Kontributor Kedua", "Petugas Penghubung Informasi", groups.KONTRIBUTOR),
    Person("pengelola", "Pengelola", "Pengelola Website", groups.PENGELOLA),
    Person("pengelola2", "Pengelola Kedua", "Pengelola Website", groups.PENGELOLA),
    Person("webadmin", "Web Administrator", "Pranata Komputer", groups.WEB_ADMIN),
    Person("kabid", "Kabid Aptika", "Kepala Bidang Aptika", groups.KABID),
    Person("admin", "Admin", "Administrator Sistem"),
)


@dataclass(frozen=True)
class Staff:
    """Who does what in the play."""

    users: dict[str, Any]

    def contributor(self, number: int) -> Any:
        return self.users["kontributor2" if number % 4 == 3 else "kontributor"]

    def writer(self, number: int) -> Any:
        return self.users["pengelola2" if number % 3 == 2 else "pengelola"]

    @property
    def desk(self) -> Any:
        return self.users["pengelola"]

    @property
    def editor(self) -> Any:
        return self.users["webadmin"]

    @property
    def approver(self) -> Any:
        return self.users["kabid"]


def strangers() -> list[str]:
    """People who bear a name of the demo's and are not the demo's."""
    named = get_user_model()._default_manager.filter(username__in=[p.username for p in PEOPLE])
    others = named.exclude(email__iendswith=DEMO_MAIL_DOMAIN)
    return sorted(others.values_list("username", flat=True))


def are_there() -> bool:
    return get_user_model()._default_manager.filter(username=PEOPLE[0].username).exists()


def hire(password: str) -> Staff:
    hashed = make_password(password)
    return Staff({person.username: _hired(person, hashed) for person in PEOPLE})


def _hired(person: Person, hashed: str) -> Any:
    user = get_user_model()._default_manager.create(
        username=person.username,
        password=hashed,
        first_name=person.name,
        last_name="Demo",
        email=f"{person.username}{DEMO_MAIL_DOMAIN}",
        office_title=person.office,
        is_staff=not person.group,
        is_superuser=not person.group,
    )
    if person.group:
        user.groups.add(Group.objects.get(name=person.group))
    return user


def reset_passwords(password: str) -> None:
    hashed = make_password(password)
    names = [person.username for person in PEOPLE]
    get_user_model()._default_manager.filter(username__in=names).update(password=hashed)

"""Where letters of appointment (Plt./Plh.) are kept: the approvers put them there themselves."""

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, CollectionViewRestriction, GroupCollectionPermission

LETTERS_COLLECTION = "Surat penunjukan"


def provision_letters(group_name: str) -> None:
    """A collection for people who can log in, in which this group may add and choose documents.

    Without it the group could fill in everything but the letter. A group that may add documents
    anywhere, in a collection of whatever name, is as the office wants it.
    """
    group = Group.objects.get(name=group_name)
    root = Collection.get_first_root_node()
    if root is None or GroupCollectionPermission.objects.filter(group=group).exists():
        return
    collection = root.add_child(name=LETTERS_COLLECTION)
    CollectionViewRestriction.objects.create(
        collection=collection, restriction_type=CollectionViewRestriction.LOGIN
    )
    for codename in ("add_document", "choose_document"):
        GroupCollectionPermission.objects.create(
            group=group,
            collection=collection,
            permission=Permission.objects.get(
                content_type__app_label="wagtaildocs", codename=codename
            ),
        )

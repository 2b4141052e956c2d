"""The two collections files move between: handed-in material, and what the public may fetch."""

from wagtail.models import Collection, CollectionViewRestriction

PRIVATE_COLLECTION = "Bahan berita"
PUBLIC_COLLECTION = "Dokumen publik"


def private_collection() -> Collection:
    """Where handed-in files land (step 1): only people who can log in may fetch them."""
    collection, created = _top_level_collection(PRIVATE_COLLECTION)
    if created:
        CollectionViewRestriction.objects.create(
            collection=collection, restriction_type=CollectionViewRestriction.LOGIN
        )
    return collection


def public_collection() -> Collection:
    """Where a document goes once a live page uses it (step 6)."""
    return _top_level_collection(PUBLIC_COLLECTION)[0]


def _top_level_collection(name: str) -> tuple[Collection, bool]:
    root = Collection.get_first_root_node() or Collection.add_root(name="Root")
    existing = root.get_children().filter(name=name).first()
    if existing is not None:
        return existing, False
    return root.add_child(name=name), True

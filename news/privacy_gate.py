"""Ties the check for personal data to the pages; apart from it, since models build upon this."""


class PrivacyCheckedMixin:
    """Put before ``GatedPageMixin`` in page types that people write."""

    def refuse_unsettled(self) -> None:
        from .privacy_check import refuse_unless_confirmed

        super().refuse_unsettled()  # type: ignore[misc]
        refuse_unless_confirmed(self)

    def notes_before_public(self) -> list[str]:
        from .privacy_check import notes

        return [*super().notes_before_public(), *notes(self)]  # type: ignore[misc]

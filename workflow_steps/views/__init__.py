"""The screens of the admin that are not a viewset's."""

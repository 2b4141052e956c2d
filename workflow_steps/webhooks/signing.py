"""The secret of an endpoint, and how a request proves that it comes from here.

The secret is made of the installation's key and the endpoint's salt, so it stands in no database
and no backup of one. It is shown once; another salt makes another secret.
"""

import base64
import hashlib
import hmac
import secrets

from django.utils.crypto import salted_hmac

HEADER = "X-Kukarsite-Signature"


def new_salt() -> str:
    return secrets.token_urlsafe(32)


def secret_of(salt: str) -> str:
    digest = salted_hmac("kukarsite.webhook", salt, algorithm="sha256").digest()
    return "whs_" + base64.urlsafe_b64encode(digest).decode("ascii").rstrip("=")


def signature(secret: str, moment: int, body: bytes) -> str:
    """``t`` is part of what is signed, so that a request that was recorded grows old."""
    signed = f"{moment}.".encode() + body
    return f"t={moment},v1={hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()}"

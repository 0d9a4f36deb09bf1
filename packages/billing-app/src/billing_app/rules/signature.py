"""
Did the sender sign exactly these bytes, a moment ago? Standard Webhooks 1.0 (C-38).

Our own lines and no library: whatever the bytes and headers are, the answer is a refusal.
"""

import base64
import binascii
import datetime as dt
import hashlib
import hmac
import re
from collections.abc import Iterable, Mapping, Sequence

from billing_app.errors import SignatureInvalid

TOLERANCE = dt.timedelta(minutes=5)
PREFIX = "whsec_"
LONGEST_ID = 200
# A sender rotates two secrets, or three; more is somebody who makes us work.
MOST_SIGNATURES = 20
_ID = re.compile(rf"[!-~]{{1,{LONGEST_ID}}}\Z")
_SECONDS = re.compile(r"[0-9]{1,12}\Z")


def key_of(secret: str) -> bytes:
    """
    The key in a secret: what follows `whsec_`, in base64.

    Raises:
        ValueError: if that is no base64, or no key.
    """
    key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    if not key:
        raise binascii.Error("there is no key")
    return key


def sign(secret: str, message_id: str, timestamp: int, body: bytes) -> str:
    """
    The signature of a message: HMAC-SHA256 over id.timestamp.body.
    """
    signed = f"{message_id}.{timestamp}.".encode() + body
    digest = hmac.new(key_of(secret), signed, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(digest).decode()}"


def signatures(secrets: Iterable[str], message_id: str, timestamp: int, body: bytes) -> str:
    """
    The header of a message that is signed with every secret, during rotation.
    """
    return " ".join(sign(secret, message_id, timestamp, body) for secret in secrets)


def require_signature(
    secrets: Sequence[str], headers: Mapping[str, str], body: bytes, *, now: dt.datetime
) -> str:
    """
    The id of a message that one of the secrets has signed at most 5 minutes before or after now.

    Raises:
        SignatureInvalid: in every other case.
    """
    given = {str(name).lower(): str(value) for name, value in headers.items()}
    message_id = given.get("webhook-id", "")
    seconds = given.get("webhook-timestamp", "")
    if not _ID.match(message_id):
        raise SignatureInvalid("its webhook-id is missing or unreadable")
    if not _SECONDS.match(seconds):
        raise SignatureInvalid("its webhook-timestamp is missing or unreadable")
    if abs(now.timestamp() - int(seconds)) > TOLERANCE.total_seconds():
        raise SignatureInvalid("it is more than 5 minutes old, or from the future")
    passed = given.get("webhook-signature", "").split(" ")[:MOST_SIGNATURES]
    wanted = [sign(secret, message_id, int(seconds), body).encode() for secret in secrets]
    offered = [each.encode("utf-8", "backslashreplace") for each in passed]
    if not any(hmac.compare_digest(one, other) for one in wanted for other in offered):
        raise SignatureInvalid("no signature of it is ours")
    return message_id

"""
How is a public identifier made?
"""

import secrets
import time
import uuid

_VERSION = 0x7 << 76
_VARIANT = 0b10 << 62


def new_id() -> uuid.UUID:
    """
    A UUIDv7 (RFC 9562, 5.7): 48 bits of Unix milliseconds, then random bits, so ids sort by age.

    Migrations name this function as a default; it stays importable for ever.
    """
    milliseconds = time.time_ns() // 1_000_000
    random = secrets.randbits(74)
    high, low = random >> 62, random & ((1 << 62) - 1)
    return uuid.UUID(int=milliseconds << 80 | _VERSION | high << 64 | _VARIANT | low)

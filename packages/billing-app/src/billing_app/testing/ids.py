"""
Which identifiers do the seeded rows have?
"""

from uuid import UUID


def _id(number: int) -> UUID:
    return UUID(f"01900000-0000-7000-8000-{number:012x}")


ACME, GLOBEX, KYOTO, KUWAIT = _id(0xA), _id(0xB), _id(0xC), _id(0xD)
ACME_ACCOUNT, GLOBEX_ACCOUNT = _id(0xACC), _id(0xBCC)
KYOTO_ACCOUNT, KUWAIT_ACCOUNT = _id(0xCCC), _id(0xDCC)

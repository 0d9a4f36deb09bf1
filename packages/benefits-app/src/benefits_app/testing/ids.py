"""
Which identifiers do the seeded rows have? Fixed, so that other packages' seeds can meet them.
"""

from uuid import UUID


def _id(number: int) -> UUID:
    return UUID(f"01900000-0000-7000-8000-{number:012x}")


ACME = _id(0xA)
GLOBEX = _id(0xB)

ACME_2026, ACME_2027 = _id(0x126), _id(0x127)
GLOBEX_2026, GLOBEX_2027 = _id(0x226), _id(0x227)

ACME_MEDICAL, ACME_DENTAL, ACME_CYCLE = _id(0x101), _id(0x102), _id(0x103)
GLOBEX_MEDICAL = _id(0x201)

ACME_MEDICAL_STANDARD_2026, ACME_MEDICAL_STANDARD_2027 = _id(0x1A0), _id(0x1A1)
ACME_DENTAL_STANDARD_2026, ACME_DENTAL_STANDARD_2027 = _id(0x1B0), _id(0x1B1)
ACME_CYCLE_STANDARD_2026, ACME_CYCLE_STANDARD_2027 = _id(0x1C0), _id(0x1C1)
GLOBEX_MEDICAL_STANDARD_2026, GLOBEX_MEDICAL_STANDARD_2027 = _id(0x2A0), _id(0x2A1)

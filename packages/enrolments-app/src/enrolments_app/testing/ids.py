"""
Which identifiers do the fakes and the seeded rows have?
"""

from uuid import UUID


def _id(number: int) -> UUID:
    return UUID(f"01900000-0000-7000-8000-{number:012x}")


ACME, GLOBEX, KYOTO = _id(0xA), _id(0xB), _id(0xC)
MEDICAL, DENTAL, CYCLE, GLOBEX_MEDICAL = _id(0x101), _id(0x102), _id(0x103), _id(0x201)
MEDICAL_2027, DENTAL_2027, CYCLE_2027 = _id(0x1A1), _id(0x1B1), _id(0x1C1)
MEDICAL_PLUS_2027, MEDICAL_2028 = _id(0x1A2), _id(0x1A8)
GLOBEX_MEDICAL_2027 = _id(0x2A1)
KYOTO_MEDICAL, KYOTO_MEDICAL_2027 = _id(0x301), _id(0x3A1)
PLAN = _id(0x300)
YEAR_2027, YEAR_2028, GLOBEX_YEAR_2027 = _id(0x127), _id(0x128), _id(0x227)
KYOTO_YEAR_2027 = _id(0x327)
WINDOW = _id(0x501)

ACME_EMPLOYEES = range(1, 7)
GLOBEX_EMPLOYEES = range(7, 10)
KYOTO_EMPLOYEES = range(10, 13)

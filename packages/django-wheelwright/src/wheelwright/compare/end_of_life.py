"""
Until when does its maker support a version of Python or Django? Who lets an older one go breaks nobody.

The dates are the last month of security fixes: PEP 664, 693, 719, 745, 790 and Django's release
roadmap. A version that is not listed counts as supported.
"""

import datetime as dt
from collections.abc import Mapping

ENDS: Mapping[str, Mapping[str, dt.date]] = {
    "python": {
        "2.7": dt.date(2020, 1, 1),
        "3.3": dt.date(2017, 9, 29),
        "3.4": dt.date(2019, 3, 18),
        "3.5": dt.date(2020, 9, 30),
        "3.6": dt.date(2021, 12, 23),
        "3.7": dt.date(2023, 6, 27),
        "3.8": dt.date(2024, 10, 31),
        "3.9": dt.date(2025, 10, 31),
        "3.10": dt.date(2026, 10, 31),
        "3.11": dt.date(2027, 10, 31),
        "3.12": dt.date(2028, 10, 31),
        "3.13": dt.date(2029, 10, 31),
        "3.14": dt.date(2030, 10, 31),
    },
    "django": {
        "1.8": dt.date(2018, 4, 1),
        "1.9": dt.date(2017, 4, 4),
        "1.10": dt.date(2017, 12, 2),
        "1.11": dt.date(2020, 4, 30),
        "2.0": dt.date(2019, 4, 30),
        "2.1": dt.date(2019, 12, 31),
        "2.2": dt.date(2022, 4, 30),
        "3.0": dt.date(2021, 4, 30),
        "3.1": dt.date(2021, 12, 31),
        "3.2": dt.date(2024, 4, 30),
        "4.0": dt.date(2023, 4, 30),
        "4.1": dt.date(2023, 12, 31),
        "4.2": dt.date(2026, 4, 30),
        "5.0": dt.date(2025, 4, 30),
        "5.1": dt.date(2025, 12, 31),
        "5.2": dt.date(2028, 4, 30),
        "6.0": dt.date(2027, 4, 30),
        "6.1": dt.date(2027, 12, 31),
    },
}


def series(product: str) -> tuple[str, ...]:
    """
    The versions of a product that are known here.
    """
    return tuple(ENDS[product])


def is_supported(product: str, version: str, on: dt.date) -> bool:
    """
    Whether its maker supports a version on a day.
    """
    return ENDS[product].get(version, dt.date.max) >= on

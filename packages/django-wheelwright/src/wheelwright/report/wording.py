"""
How are numbers and lists said in a sentence?
"""

from collections.abc import Sequence


def counted(number: int, one: str, many: str = "") -> str:
    """
    “1 row”, “5,000 rows”.
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(words: Sequence[str]) -> str:
    """
    “a, b and c”.
    """
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"

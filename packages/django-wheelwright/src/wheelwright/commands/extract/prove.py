"""
`wheelwright extract prove`.
"""

from wheelwright.extract.errors import NotBuiltYet


def prove() -> None:
    """
    Not part of this version.
    """
    raise NotBuiltYet("prove")

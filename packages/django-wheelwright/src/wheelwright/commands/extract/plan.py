"""
`wheelwright extract plan`.
"""

from wheelwright.extract.errors import NotBuiltYet


def plan() -> None:
    """
    Not part of this version.
    """
    raise NotBuiltYet("plan")

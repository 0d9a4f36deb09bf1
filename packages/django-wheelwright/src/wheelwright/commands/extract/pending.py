"""
`wheelwright extract pending`.
"""

from wheelwright.extract.errors import NotBuiltYet


def pending() -> None:
    """
    Not part of this version.
    """
    raise NotBuiltYet("pending")

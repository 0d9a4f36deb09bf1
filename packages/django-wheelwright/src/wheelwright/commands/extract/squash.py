"""
`wheelwright extract squash`.
"""

from wheelwright.extract.errors import NotBuiltYet


def squash() -> None:
    """
    Not part of this version.
    """
    raise NotBuiltYet("squash")

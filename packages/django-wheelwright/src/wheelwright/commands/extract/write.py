"""
`wheelwright extract write`.
"""

from wheelwright.extract.errors import NotBuiltYet


def write() -> None:
    """
    Not part of this version.
    """
    raise NotBuiltYet("write")

"""
`wheelwright extract package`.
"""

from wheelwright.extract.errors import NotBuiltYet


def package() -> None:
    """
    Not part of this version.
    """
    raise NotBuiltYet("package")

"""
Why can two releases not be compared? Never a verdict about their versions.
"""

from wheelwright.surface.errors import CannotCompare


class NotNewer(CannotCompare):
    """
    The candidate is another package, or no later version, than its predecessor.
    """


class NoPredecessor(CannotCompare):
    """
    There is no release to compare with.
    """


class WithdrawnPredecessor(CannotCompare):
    """
    The release to compare with was withdrawn or yanked.
    """

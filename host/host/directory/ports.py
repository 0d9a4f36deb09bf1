"""
Who must hear of a change in the directory?
"""

from typing import Protocol

from host.directory.data import PersonChange


class DirectoryObserver(Protocol):
    """
    Hears of every change to somebody's employment or birth date, in its transaction: an observer
    that raises undoes the change. Setting: DIRECTORY_OBSERVERS, a list.
    """

    def person_changed(self, change: PersonChange) -> None:
        """
        React to a change that commits if, and only if, the reaction does.
        """
        ...

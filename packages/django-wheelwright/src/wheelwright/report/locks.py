"""
Whom does a table lock stop, in words that need no knowledge of PostgreSQL?
"""

import enum
import re

from wheelwright.agent import lock_modes


class Stops(enum.IntEnum):
    """
    Who has to wait while a lock is held (PostgreSQL documentation, table-level locks).
    """

    NOBODY = 0
    WRITERS = 1
    EVERYBODY = 2

    @property
    def word(self) -> str:
        return self.name.lower()


WEIGHTS = {lock_modes.WRITERS: Stops.WRITERS, lock_modes.EVERYBODY: Stops.EVERYBODY}


def stops(mode: str) -> Stops:
    """
    Readers and writers of rows; that other schema changes wait as well is not counted.
    """
    return WEIGHTS.get(lock_modes.STOPS.get(mode, ""), Stops.NOBODY)


def sql_name(mode: str) -> str:
    """
    AccessExclusiveLock as PostgreSQL's manual writes it: ACCESS EXCLUSIVE.
    """
    words = re.findall(r"[A-Z][a-z]*", mode.removesuffix("Lock"))
    return " ".join(words).upper() or mode


def duration(seconds: float) -> str:
    """
    A time to read: 0.4 ms, 31 ms, 1.9 s, 75 s, 3,200 s.
    """
    milliseconds = seconds * 1000
    if milliseconds < 9.95:
        return f"{milliseconds:.1f} ms"
    if milliseconds < 999.5:
        return f"{milliseconds:.0f} ms"
    return f"{seconds:.1f} s" if seconds < 9.95 else f"{seconds:,.0f} s"

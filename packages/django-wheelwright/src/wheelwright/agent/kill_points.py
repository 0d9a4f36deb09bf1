"""
Where does a run of the migrations stop, to be killed there or to wait for a word from outside?
"""

import os
import signal
from collections.abc import Callable, Sequence
from typing import Any

from wheelwright.agent.events import Hear, Say
from wheelwright.agent.lock_modes import WEAK

PER_MIGRATION = 6
IN_ALL = 40

type Place = dict[str, Any]
type Ask = Callable[[str], list[tuple[Any, ...]]]


class StopPoints:
    """
    What a recorder passes by: before and after each statement, after each commit and migration.

    A place is a migration's label, the number of one of its statements, and `when`: once it was
    `executed`, once its transaction `committed`, or once the migration is `recorded`.
    """

    def __init__(
        self,
        say: Say,
        hear: Hear | None = None,
        *,
        kill: Place | None = None,
        pause: Place | None = None,
        gates: Sequence[str] | None = None,
    ) -> None:
        self.say = say
        self.hear = hear
        self.kill = kill
        self.pause = pause
        self.gates = None if gates is None else frozenset(gates)
        self.passed: dict[str, int] = {}

    def begin(self, pid: int) -> None:
        """
        The first statement comes when whoever keeps it company has taken their places.
        """
        if self.gates is None:
            self.say("backend", pid=pid)
        else:
            self._wait("backend", {"pid": pid})

    def before(self, facts: Place, ask: Ask, *, writes: bool) -> None:
        """
        A statement is about to be sent.
        """
        if self._is(self.pause, facts, "about to run"):
            self._wait("pause", facts)
        if self.gates is not None and not writes:
            ((patience,),) = ask("SELECT current_setting('lock_timeout')")
            self._wait("about to run", {**facts, "lock_timeout": patience})

    def after(
        self, facts: Place, locks: Sequence[tuple[str, str]], changed: int, *, autocommit: bool
    ) -> None:
        """
        A statement was executed and newly holds these locks, or changed rows.
        """
        self._die_at(facts, "executed")
        if self.gates is None or autocommit:
            return
        strong = [(table, mode) for table, mode in locks if mode not in WEAK]
        rows = [(table, mode) for table, mode in locks if mode == "RowExclusiveLock" and changed]
        taken = [(table, mode) for table, mode in strong or rows if table in self.gates]
        migration = facts["migration"]
        count = self.passed.get(migration, 0)
        if taken and count < PER_MIGRATION and sum(self.passed.values()) < IN_ALL:
            self.passed[migration] = count + 1
            self._wait("gate", {**facts, "locks": taken, "rows_only": not strong})

    def committed(self, migration: str, number: int) -> None:
        """
        A transaction ended well, and with it every statement up to this one.
        """
        place = self.kill
        if place is None or place["when"] != "committed" or place["migration"] != migration:
            return
        if number >= place["number"]:
            os.kill(os.getpid(), signal.SIGKILL)

    def recorded(self, migration: str) -> None:
        """
        A migration is in Django's own list.
        """
        self.say("recorded", migration=migration)
        self._die_at({"migration": migration, "number": 0}, "recorded")

    def _wait(self, event: str, facts: Place) -> None:
        if self.hear is not None:
            self.say(event, **facts)
            self.hear()

    def _die_at(self, facts: Place, when: str) -> None:
        if self._is(self.kill, facts, when):
            os.kill(os.getpid(), signal.SIGKILL)

    @staticmethod
    def _is(place: Place | None, facts: Place, when: str) -> bool:
        return place is not None and (
            place["migration"] == facts["migration"]
            and place["number"] == facts["number"]
            and place["when"] == when
        )

"""
Which transactions of several statements does the code of this environment run while it is tested?
"""

import functools
import re
from collections.abc import Callable
from typing import Any

from django.db import connection, transaction

from wheelwright.agent.events import Say

WRITES = re.compile(
    r"\s*(?:INSERT|UPDATE|DELETE)\b|.*\bFOR\s+(?:NO\s+KEY\s+)?UPDATE\b", re.I | re.S
)
LONGEST = 400
MOST = 100


class Scenarios:
    """
    Listens to every block of `atomic`, and says what the outermost ones of the code itself wrote.
    """

    def __init__(self, say: Say) -> None:
        self.say = say
        self.blocks: list[list[str]] = []
        self.known: set[tuple[str, ...]] = set()

    def listen(self) -> None:
        """
        Listen until the process ends.
        """
        connection.execute_wrappers.append(self._hear)
        enter, leave = transaction.Atomic.__enter__, transaction.Atomic.__exit__

        @functools.wraps(enter)
        def entered(atomic: Any) -> None:
            enter(atomic)
            if not getattr(atomic, "_from_testcase", False):
                self.blocks.append([])

        @functools.wraps(leave)
        def left(atomic: Any, *error: Any) -> None:
            if not getattr(atomic, "_from_testcase", False) and self.blocks:
                self._left(self.blocks.pop())
            leave(atomic, *error)

        transaction.Atomic.__enter__ = entered  # type: ignore[method-assign]
        transaction.Atomic.__exit__ = left  # type: ignore[method-assign]

    def _hear(
        self,
        execute: Callable[..., Any],
        sql: str,
        params: Any,
        many: bool,
        context: dict[str, Any],
    ) -> Any:
        if self.blocks and WRITES.match(str(sql)):
            self.blocks[-1].append(str(sql)[:LONGEST])
        return execute(sql, params, many, context)

    def _left(self, written: list[str]) -> None:
        if self.blocks:
            self.blocks[-1] += written
        elif len(set(written)) > 1 and tuple(written) not in self.known and len(self.known) < MOST:
            self.known.add(tuple(written))
            self.say("scenario", sent=list(dict.fromkeys(written)))

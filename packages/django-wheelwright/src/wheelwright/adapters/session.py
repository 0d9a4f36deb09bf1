"""
How is one command put to the agent of an environment, and ended if it hangs?
"""

import contextlib
import json
import os
import pathlib
import select
import tempfile
import threading
import time
from collections.abc import Callable
from typing import Any

from wheelwright.adapters.parent import Parent
from wheelwright.errors import CellBroken

TICK = 0.5  # seconds until a stopped run is noticed
LAST_WORDS = 10.0  # seconds that a killed command may take to be gone

type Event = dict[str, Any]
# Answers a command that talks; None if this event asks for nothing.
type Reply = Callable[[Event], Any]


class Refused(Exception):
    """
    A command raised inside the environment.
    """

    def __init__(self, kind: str, message: str, trace: str) -> None:
        super().__init__(kind, message, trace)
        self.kind = kind
        self.message = message
        self.trace = trace

    def __str__(self) -> str:
        message = " ".join(self.message.split()).rstrip(".")
        return f"{self.kind}: {message}" if message else self.kind


class Answers:
    """
    The events one command said, in order, and how it ended: negative if a signal ended it.
    """

    def __init__(self, events: list[Event], *, status: int = 0, hung: bool = False) -> None:
        self.events = events
        self.status = status
        self.hung = hung

    def named(self, name: str) -> list[dict[str, Any]]:
        """
        The events of one kind.
        """
        return [event for event in self.events if event["event"] == name]

    def first(self, name: str) -> dict[str, Any] | None:
        """
        The first event of a kind, if there is one.
        """
        return next(iter(self.named(name)), None)


class Deadline:
    """
    The time that a cell has, counted from now.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._over_at = time.monotonic() + seconds

    @property
    def left(self) -> float:
        return self._over_at - time.monotonic()


class Session:
    """
    One line to the warm process of an environment: a command at a time.
    """

    def __init__(
        self, parent: Parent, *, name: str, deadline: Deadline, stop: threading.Event
    ) -> None:
        self.parent = parent
        self.name = name
        self.stop = stop
        self.deadline = deadline
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="session-", dir=parent.scratch))
        self.output = self.folder / "output"
        self.output.touch()
        self._requests = self._answers = -1
        self._buffer = b""

    def wait_ready(self) -> None:
        """
        Wait until Django is set up, and open the session.

        Raises:
            Refused: if the environment cannot even do that.
        """
        if self._requests >= 0:
            return
        said = self.parent.wait_ready(self.deadline.left, self.stop)
        if said is not None:
            raise Refused(said["type"], said["message"], said["trace"])
        self._buffer = b""
        folder = tempfile.mkdtemp(prefix="pipes-", dir=self.folder)
        requests, answers = f"{folder}/requests", f"{folder}/answers"
        for pipe in (requests, answers):
            os.mkfifo(pipe, 0o600)
        self._answers = os.open(answers, os.O_RDONLY | os.O_NONBLOCK)
        # For reading, too: otherwise this would wait for the session, which may never come.
        self._requests = os.open(requests, os.O_RDWR)
        self.parent.open_session(requests=requests, answers=answers, output=str(self.output))

    def ask(self, command: str, *, database: str | None = None, **arguments: Any) -> Answers:
        """
        Run one command in a process of its own.

        Raises:
            Refused: if it raised.
            CellBroken: if it died or ran out of time.
        """
        answers = self.converse(command, database=database, **arguments)
        if answers.hung:
            raise self._silent(command)
        error = answers.first("error")
        if error:
            raise Refused(error["type"], error["message"], error["trace"])
        if answers.status:
            raise CellBroken(
                f"The {self.name} code died during {command} (status {answers.status}).",
                "The end of its output:",
                self.tail(),
            )
        return answers

    def converse(
        self,
        command: str,
        *,
        database: str | None = None,
        reply: Reply | None = None,
        within: float | None = None,
        **arguments: Any,
    ) -> Answers:
        """
        Run one command that may be spoken to, killed, or hang; how it ended is for the caller.

        Raises:
            CellBroken: if the process that runs commands is gone, or the cell's time is over.
        """
        self.wait_ready()
        self._tell({"command": command, "database": database, **arguments, "talks": bool(reply)})
        patience = self.deadline.left if within is None else min(within, self.deadline.left)
        over_at = time.monotonic() + patience
        events: list[Event] = []
        hung = False
        while True:
            line = self._line(over_at, command)
            if line is None and (hung or self.deadline.left <= 0):
                raise self._silent(command)
            if line is None:
                hung = True
                self.kill()
                over_at = time.monotonic() + LAST_WORDS
                continue
            event = _parse(line)
            if event["event"] == "end":
                return Answers(events, status=event["status"], hung=hung)
            events.append(event)
            if reply and not hung:
                self._reply(reply, event)

    def _reply(self, reply: Reply, event: Event) -> None:
        try:
            answer = reply(event)
        except BaseException:
            self.close()  # the command waits for an answer that nobody has any more
            raise
        if answer is not None:
            self._tell({"reply": answer})

    def kill(self) -> None:
        """
        End the running command by SIGKILL, from any thread; the session goes on.
        """
        with contextlib.suppress(OSError):  # the session may be closed
            self._tell({"kill": True})

    def _tell(self, line: dict[str, Any]) -> None:
        os.write(self._requests, json.dumps(line).encode() + b"\n")

    def _silent(self, command: str) -> CellBroken:
        self.close()
        return CellBroken(
            f"The cell's {self.deadline.seconds:.0f} s were over when the {self.name} code was at "
            f"{command}.",
            "Raise --timeout if it is only slow. The end of its output:",
            self.tail(),
        )

    def _line(self, over_at: float, command: str) -> bytes | None:
        """
        The next line, or None when its time is up.
        """
        while b"\n" not in self._buffer:
            left = over_at - time.monotonic()
            ready, _, _ = select.select([self._answers], [], [], max(min(left, TICK), 0))
            if self.stop.is_set():
                self.close()
                raise CellBroken("The run was stopped.", "Start it again.")
            if not ready and left > 0 and self.parent.alive:
                continue
            if not ready and left <= 0:
                return None
            chunk = os.read(self._answers, 1 << 16) if ready else b""
            if not chunk:
                raise CellBroken(
                    f"The {self.name} code's process ended during {command}.",
                    "The end of its output:",
                    self.tail(),
                )
            self._buffer += chunk
        line, self._buffer = self._buffer.split(b"\n", 1)
        return line

    def tail(self) -> str:
        """
        The last lines of whatever the packages printed.
        """
        printed = self.output.read_bytes() or self.parent.output.read_bytes()
        return b"\n".join(printed.splitlines()[-12:]).decode(errors="replace")

    def close(self) -> None:
        """
        End it; closing its pipe also ends a command that is still running.
        """
        if self._requests < 0:
            return
        os.close(self._requests)
        # Its end of the other pipe closes when the session is gone, and its connections with it.
        deadline = time.monotonic() + 5
        while (left := deadline - time.monotonic()) > 0:
            ready, _, _ = select.select([self._answers], [], [], left)
            if not ready or not os.read(self._answers, 1 << 16):
                break
        os.close(self._answers)
        self._requests = self._answers = -1


def _parse(line: bytes) -> Event:
    """
    One event; a process that was killed can leave an empty or half a line behind.
    """
    try:
        event: Event = json.loads(line)
    except ValueError:
        return {"event": "torn"}
    return event

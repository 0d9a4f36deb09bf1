"""
How is the agent of one environment started, asked and, if it hangs, ended?
"""

import collections
import json
import os
import pathlib
import select
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Mapping
from typing import Any, Self

from wheelwright.errors import CellBroken

# The package `wheelwright` is not installed in there: this gives its agent, and nothing else, a name.
BOOT = (
    "import sys, types; m = types.ModuleType('wheelwright'); m.__path__ = [sys.argv[1]]; "
    "sys.modules['wheelwright'] = m; sys.argv[:2] = sys.argv[:1]; "
    "from wheelwright.agent.loop import main; main(int(sys.argv.pop(1)), int(sys.argv.pop(1)))"
)
TICK = 0.5  # seconds until a stopped run is noticed
PACKAGE = pathlib.Path(__file__).resolve().parent.parent


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
    The events one command said, in order.
    """

    def __init__(self, events: list[dict[str, Any]]) -> None:
        self.events = events

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


class Worker:
    """
    A warm process in one environment, with Django set up.
    """

    def __init__(
        self,
        python: pathlib.Path,
        *,
        name: str,
        cwd: pathlib.Path,
        environment: Mapping[str, str],
        timeout: float,
        stop: threading.Event,
    ) -> None:
        self.name = name
        self.stop = stop
        self.timeout = timeout
        self.output = tempfile.TemporaryFile(prefix="wheelwright-output-")  # noqa: SIM115 - close() ends it
        theirs_in, self._requests = os.pipe()
        answers, theirs_out = os.pipe()
        self._answers = answers
        self._buffer = b""
        try:
            self._process = subprocess.Popen(
                [python, "-c", BOOT, PACKAGE, str(theirs_in), str(theirs_out)],
                cwd=cwd,
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=self.output,
                stderr=subprocess.STDOUT,
                pass_fds=(theirs_in, theirs_out),
                start_new_session=True,
            )
        finally:
            os.close(theirs_in)
            os.close(theirs_out)
        self._ready = False

    def wait_ready(self) -> None:
        """
        Wait until Django is set up.

        Raises:
            Refused: if the environment cannot even do that.
        """
        if not self._ready:
            self._read("start")
            self._ready = True

    def ask(self, command: str, *, database: str | None = None, **arguments: Any) -> Answers:
        """
        Run one command in a process of its own.

        Raises:
            Refused: if it raised.
            CellBroken: if it died or ran out of time.
        """
        self.wait_ready()
        request = {"command": command, "database": database, **arguments}
        os.write(self._requests, json.dumps(request).encode() + b"\n")
        return self._read(command)

    def _read(self, command: str) -> Answers:
        deadline = time.monotonic() + self.timeout
        events: list[dict[str, Any]] = []
        while True:
            line = self._line(deadline, command)
            event = json.loads(line)
            if event["event"] == "error":
                events.append(event)
            elif event["event"] == "end":
                break
            else:
                events.append(event)
        error = next((e for e in events if e["event"] == "error"), None)
        if error:
            raise Refused(error["type"], error["message"], error["trace"])
        if event["status"]:
            raise CellBroken(
                f"The {self.name} code died during {command} (status {event['status']}).",
                "The end of its output:",
                self.tail(),
            )
        return Answers(events)

    def _line(self, deadline: float, command: str) -> bytes:
        while b"\n" not in self._buffer:
            left = deadline - time.monotonic()
            ready, _, _ = select.select([self._answers], [], [], max(min(left, TICK), 0))
            if self.stop.is_set():
                self.close()
                raise CellBroken("The run was stopped.", "Start it again.")
            if not ready and left > 0:
                continue
            if not ready:
                self.close()
                raise CellBroken(
                    f"The {self.name} code gave no answer to {command} within {self.timeout:.0f} s.",
                    "Raise --timeout if it is only slow. The end of its output:",
                    self.tail(),
                )
            chunk = os.read(self._answers, 1 << 16)
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
        self.output.seek(0)
        lines = collections.deque(self.output, maxlen=12)
        return b"".join(lines).decode(errors="replace")

    def close(self) -> None:
        """
        End the process; closing its pipe also ends a command that is still running.
        """
        if self._requests < 0:
            return
        os.close(self._requests)
        self._requests = -1
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        if self._answers >= 0:
            os.close(self._answers)
            self._answers = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
        self.output.close()

"""
How is the warm process of one environment started, shared by cells and ended?
"""

import contextlib
import json
import os
import pathlib
import select
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Self

from wheelwright.errors import CellBroken

# The package `wheelwright` is not installed in there: this gives its agent, and nothing else, a name.
BOOT = (
    "import sys, types; m = types.ModuleType('wheelwright'); m.__path__ = [sys.argv[1]]; "
    "sys.modules['wheelwright'] = m; sys.argv[:2] = sys.argv[:1]; "
    "from wheelwright.agent.loop import main; "
    "main(int(sys.argv.pop(1)), int(sys.argv.pop(1)), *[sys.argv.pop() for _ in sys.argv[1:]])"
)
TICK = 0.5  # seconds until a stopped run is noticed
PACKAGE = pathlib.Path(__file__).resolve().parent.parent


class Parent:
    """
    A process in one environment that sets up Django once and forks a session for whoever asks.
    """

    def __init__(
        self,
        python: pathlib.Path,
        *,
        cwd: pathlib.Path,
        environment: Mapping[str, str],
        scratch: pathlib.Path,
        warm: Sequence[str] = (),
    ) -> None:
        self.scratch = scratch
        self.output = scratch / f"parent-{id(self):x}.output"
        theirs_in, self._requests = os.pipe()
        self._answers, theirs_out = os.pipe()
        try:
            with self.output.open("wb") as output:
                self._process = subprocess.Popen(
                    [python, "-c", BOOT, PACKAGE, str(theirs_in), str(theirs_out), *warm],
                    cwd=cwd,
                    env=dict(environment),
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=subprocess.STDOUT,
                    pass_fds=(theirs_in, theirs_out),
                    start_new_session=True,
                )
        finally:
            os.close(theirs_in)
            os.close(theirs_out)
        self._lock = threading.Lock()
        self._ready = False
        self._refusal: dict[str, Any] | None = None

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def wait_ready(self, timeout: float, stop: threading.Event) -> dict[str, Any] | None:
        """
        Wait until Django is set up; the answer is the error if it cannot be.

        Raises:
            CellBroken: if it dies of it or takes too long.
        """
        with self._lock:
            if not self._ready:
                self._refusal = self._set_up(time.monotonic() + timeout, stop)
                self._ready = True
            return self._refusal

    def _set_up(self, deadline: float, stop: threading.Event) -> dict[str, Any] | None:
        said = b""
        while b'"event": "end"' not in said or not said.endswith(b"\n"):
            left = deadline - time.monotonic()
            ready, _, _ = select.select([self._answers], [], [], max(min(left, TICK), 0))
            if stop.is_set():
                raise CellBroken("The run was stopped.", "Start it again.")
            if not ready and left > 0:
                continue
            chunk = os.read(self._answers, 1 << 16) if ready else b""
            if not chunk:
                how = "ended" if ready else "took too long"
                raise CellBroken(
                    f"The process that sets up Django {how}.",
                    "The end of its output:",
                    self.output.read_text(errors="replace"),
                )
            said += chunk
        events = [json.loads(line) for line in said.splitlines()]
        return next((event for event in events if event["event"] == "error"), None)

    def open_session(self, **pipes: str) -> None:
        """
        Fork a session that reads and answers on these named pipes.
        """
        with self._lock, contextlib.suppress(BrokenPipeError):  # whoever reads will see it is gone
            os.write(self._requests, json.dumps(pipes).encode() + b"\n")

    def close(self) -> None:
        """
        End the process.
        """
        os.close(self._requests)
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        os.close(self._answers)


class Parents:
    """
    The warm processes of one run, each started once and ended when no cell needs it any more.
    """

    def __init__(self, *, spare: int) -> None:
        self._spare = spare
        self._lock = threading.Lock()
        self._running: dict[str, Parent] = {}
        self._users: dict[str, int] = {}

    @contextlib.contextmanager
    def use(self, key: str, start: Callable[[], Parent]) -> Iterator[Parent]:
        """
        The process of this key for as long as the block runs.
        """
        with self._lock:
            parent = self._running.pop(key, None)
            if parent is None or not parent.alive:
                parent = start()
            self._running[key] = parent  # the last one used comes last
            self._users[key] = self._users.get(key, 0) + 1
        try:
            yield parent
        finally:
            with self._lock:
                self._users[key] -= 1
                idle = [k for k in self._running if not self._users[k]]
                for old in idle[: max(len(idle) - self._spare, 0)]:
                    self._running.pop(old).close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with self._lock:
            for parent in self._running.values():
                parent.close()
            self._running.clear()

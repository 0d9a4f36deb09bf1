"""
How many processor seconds do a command and all that it starts take?
"""

import contextlib
import dataclasses
import os
import pathlib
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence

GROUPS = pathlib.Path("/sys/fs/cgroup/cpuacct")
TICK = 0.02


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Took:
    """
    Seconds of a processor, and on the wall.
    """

    processor: float
    wall: float
    said: str = ""


class Meter:
    """
    Processor seconds of a command and of all that it starts, also of what nobody waits for: from a
    control group of its own where one can be made, else by looking often.
    """

    def __init__(self) -> None:
        self.folder: pathlib.Path | None = GROUPS / f"benchmark-{os.getpid()}"
        try:
            self.folder.mkdir()
            (self.folder / "cpuacct.usage").read_text()
        except OSError:
            self.folder = None

    def run(
        self, words: Sequence[str], *, cwd: pathlib.Path, environment: Mapping[str, str]
    ) -> Took:
        """
        Raises:
            SystemExit: with the end of its output, if it could not run.
        """
        before, began = self._used(), time.perf_counter()
        done = subprocess.Popen(
            words,
            cwd=cwd,
            env={**os.environ, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            preexec_fn=self._join if self.folder else None,
        )
        seen = _Seen(done.pid) if self.folder is None else None
        said, _ = done.communicate()
        wall = time.perf_counter() - began
        if done.returncode:
            sys.exit(f"{' '.join(map(str, words))}\n{said[-3000:]}")
        used = self._used() - before if seen is None else seen.stop()
        return Took(processor=used, wall=wall, said=said)

    def _join(self) -> None:
        assert self.folder
        (self.folder / "cgroup.procs").write_text(str(os.getpid()))

    def _used(self) -> float:
        if self.folder is None:
            return 0.0
        return int((self.folder / "cpuacct.usage").read_text()) / 1e9

    def close(self) -> None:
        if self.folder:
            with contextlib.suppress(OSError):
                self.folder.rmdir()


class _Seen:
    """
    The most that each process of a tree was seen to have used.
    """

    def __init__(self, pid: int) -> None:
        self.known = {pid}
        self.used: dict[int, float] = {}
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._look, daemon=True)
        self.thread.start()

    def _look(self) -> None:
        hertz = os.sysconf("SC_CLK_TCK")
        while not self.over.wait(TICK):
            for entry in pathlib.Path("/proc").glob("[0-9]*/stat"):
                with contextlib.suppress(OSError, ValueError, IndexError):
                    parts = entry.read_text().rpartition(")")[2].split()
                    pid = int(entry.parent.name)
                    if int(parts[1]) in self.known or pid in self.known:
                        self.known.add(pid)
                        self.used[pid] = (int(parts[11]) + int(parts[12])) / hertz

    def stop(self) -> float:
        self.over.set()
        self.thread.join()
        return sum(self.used.values())


def server_used(pid: int) -> float:
    """
    Processor seconds of a server: its main process, with what it has waited for.
    """
    hertz = os.sysconf("SC_CLK_TCK")
    total = 0.0
    for entry in pathlib.Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError, ValueError, IndexError):
            parts = entry.read_text().rpartition(")")[2].split()
            if int(entry.parent.name) == pid or int(parts[1]) == pid:
                total += sum(map(int, parts[11:15])) / hertz
    return total

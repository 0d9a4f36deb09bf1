"""
A PostgreSQL of a test's own, which can be killed and started again on its data.
"""

import contextlib
import os
import pathlib
import signal
import subprocess
import sys
import time

# Says where the server is, and keeps it until nobody reads on.
_KEEP = "import os, sys; print(os.environ['DATABASE_URL'], flush=True); sys.stdin.read()"


class OwnServer:
    """
    A server with the durability of a real one, its data in a folder.
    """

    def __init__(self, folder: pathlib.Path) -> None:
        self.folder = folder
        self.url = ""
        self.postmaster = 0
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """
        Start it. Orphans of a postmaster that was killed may hold the data for a moment.
        """
        for _ in range(20):
            self._process = self._begun()
            assert self._process.stdout is not None
            self.url = self._process.stdout.readline().strip()
            if self.url:
                lock = self.folder / "data" / "postmaster.pid"
                self.postmaster = int(lock.read_text().split()[0])
                return
            self._process.communicate()
        raise AssertionError("the server did not start again")

    def _begun(self) -> subprocess.Popen[str]:
        environment = {name: each for name, each in os.environ.items() if name != "DATABASE_URL"}
        words = ["-m", "wheelwright", "postgres", "--data", str(self.folder), "--"]
        return subprocess.Popen(
            [sys.executable, *words, sys.executable, "-c", _KEEP],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            text=True,
        )

    def stop(self) -> None:
        """
        Wait until the postmaster is gone, killed or not.
        """
        if self._process is not None:
            self._process.communicate()
            self._process = None

    def restart(self) -> None:
        """
        Start a server that somebody has killed.
        """
        while _is_running(self.postmaster):
            time.sleep(0.01)
        self.stop()
        self.start()

    def run(self, code: str, *words: str) -> subprocess.CompletedProcess[str]:
        """
        Run Python on the server, with Django set up.
        """
        return subprocess.run(
            [sys.executable, "-c", f"import django; django.setup()\n{code}", *words],
            env={
                **os.environ,
                "DATABASE_URL": self.url,
                "DJANGO_SETTINGS_MODULE": "tests.settings",
                "POSTMASTER": str(self.postmaster),
            },
            capture_output=True,
            text=True,
            check=False,
        )


def kill(how: str) -> None:
    """
    Inside such a program: kill the server, as `pg_ctl stop -m immediate` or as the kernel does.
    """
    pid = int(os.environ["POSTMASTER"])
    os.kill(pid, {"immediate": signal.SIGQUIT, "killed": signal.SIGKILL}[how])
    while _is_running(pid):
        time.sleep(0.01)


def _is_running(pid: int) -> bool:
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        state = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        return state != "Z"
    return False

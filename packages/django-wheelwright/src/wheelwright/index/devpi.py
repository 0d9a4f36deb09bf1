"""
How is a devpi index addressed, and how does its own client promote a release?
"""

import dataclasses
import pathlib
import subprocess
import tempfile
from collections.abc import Sequence

from wheelwright.index.errors import IndexFailed

# Two principals: what a token that uploads can do must not be enough to reach stable.
PUBLISHER, PROMOTER = "publisher", "promoter"
STAGING, STABLE = "platform/staging", "platform/stable"
# What pip installs from: ours first, then third-party packages from the mirror.
HOST, REHEARSAL = "platform/host", "platform/rehearsal"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Devpi:
    """
    A running index: its address, the programs that talk to it, who publishes to staging, and the
    token of whoever promotes to stable, if it is another.
    """

    url: str
    programs: pathlib.Path
    password: str = dataclasses.field(repr=False)
    user: str = PUBLISHER
    promoter: str = dataclasses.field(default="", repr=False)

    def as_promoter(self) -> "Devpi":
        """
        The same index for whoever may push to stable.
        """
        if not self.promoter:
            return self
        return dataclasses.replace(self, password=self.promoter, user=PROMOTER)

    def simple(self, index: str) -> str:
        """
        Where pip looks: `--index-url`.
        """
        return f"{self.url}/{index}/+simple/"

    def client(self, *commands: Sequence[str]) -> None:
        """
        Run devpi client commands as the publisher.

        Raises:
            IndexFailed: with the client's own last line.
        """
        with tempfile.TemporaryDirectory(prefix="wheelwright-devpi-") as folder:
            self._run(("use", self.url), folder)
            self._run(self._login(), folder, typed=f"{self.password}\n")
            for words in commands:
                self._run(words, folder)

    def _login(self) -> tuple[str, ...]:
        token = self.password.startswith("devpi-")
        return ("token-login", "--file", "-") if token else ("login", self.user)

    def _run(self, words: Sequence[str], folder: str, *, typed: str = "") -> None:
        done = subprocess.run(
            [self.programs / "devpi", *words, "--clientdir", folder],
            # Typed in, because a command line is readable by every process of the machine; a
            # session of its own, because with a terminal devpi would ask that instead.
            input=typed,
            start_new_session=True,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            said = (done.stdout + done.stderr).strip().splitlines() or ["no output"]
            raise IndexFailed(
                f"devpi {words[0]} failed: {said[-1]}.", "Check user, index and version."
            )

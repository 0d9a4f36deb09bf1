"""
Which interpreter runs the host on a named set of released wheels?
"""

import dataclasses
import hashlib
import os
import pathlib
import subprocess
import sys

REPOSITORY = pathlib.Path(__file__).resolve().parent.parent.parent
HOST = REPOSITORY / "host"
RELEASES = REPOSITORY / "releases"
REQUIREMENTS = REPOSITORY / "requirements" / "host.txt"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """
    A set of wheels, as `name==version`, in an environment of its own.
    """

    wheels: tuple[str, ...]
    python: pathlib.Path

    def run(self, *words: str, env: dict[str, str], given: str = "") -> str:
        """
        What a command says that runs in the host's folder.

        Raises:
            SystemExit: with all that it said, if it fails.
        """
        done = subprocess.run(
            [str(self.python), *words],
            cwd=HOST,
            env={**os.environ, **env},
            input=given,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise SystemExit(
                f"{' '.join(words)} ended with {done.returncode} on {', '.join(self.wheels)}:\n"
                f"{done.stdout}{done.stderr}"
            )
        return done.stdout


def train() -> dict[str, str]:
    """
    The version of each wheel in host/train.txt.
    """
    lines = (HOST / "train.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.split("==") for line in lines if "==" in line and not line.startswith("#"))


def released(changed: dict[str, str]) -> Release:
    """
    The train with some wheels at other versions, installed under .work/drills once.
    """
    wheels = tuple(f"{name}=={version}" for name, version in {**train(), **changed}.items())
    made_from = REQUIREMENTS.read_bytes() + " ".join(wheels).encode()
    folder = REPOSITORY / ".work" / "drills" / hashlib.sha256(made_from).hexdigest()[:12]
    if not (folder / ".installed").exists():
        _install(folder, wheels)
        (folder / ".installed").touch()
    return Release(wheels=wheels, python=folder / "bin" / "python")


def _install(folder: pathlib.Path, wheels: tuple[str, ...]) -> None:
    uv = str(pathlib.Path(sys.executable).with_name("uv"))
    pip = [uv, "pip", "install", "--quiet", "--python", str(folder), "--compile-bytecode"]
    for words in (
        [uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(folder)],
        [*pip, "--require-hashes", "-r", str(REQUIREMENTS)],
        [*pip, "--no-deps", "--no-index", "--find-links", str(RELEASES), *wheels],
    ):
        subprocess.run(words, check=True)

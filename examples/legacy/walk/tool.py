"""
How is `wheelwright extract` called, and what does the walk take from its answers?
"""

import os
import pathlib
import subprocess
import sys

from examples.legacy.walk.environment import REPOSITORY
from examples.legacy.walk.hub import Done, Hub, run
from examples.legacy.walk.subdomains import Subdomain


def _words(command: str, *more: str | pathlib.Path) -> tuple[str | pathlib.Path, ...]:
    return (sys.executable, "-m", "wheelwright", "extract", command, *more)


def _env(hub: Hub) -> dict[str, str]:
    return {"DATABASE_URL": hub.database, "PYTHONPATH": ":".join(filter(None, sys.path))}


def _extract(hub: Hub, command: str, *more: str | pathlib.Path) -> Done:
    return run(*_words(command, *more), cwd=REPOSITORY, env=_env(hub))


def _asked(hub: Hub, subdomain: Subdomain) -> tuple[str | pathlib.Path, ...]:
    where = ("--project", hub.folder, "--python", hub.python)
    return (
        *where,
        *("--from", "legacy_app", "--to", subdomain.target),
        *("--models", ",".join(subdomain.models)),
    )


def refusal(hub: Hub, subdomain: Subdomain) -> str:
    """
    What `plan` says when it refuses; empty if it does not.
    """
    done = subprocess.run(
        [str(word) for word in _words("plan", *_asked(hub, subdomain))],
        cwd=REPOSITORY,
        env={**os.environ, **_env(hub)},
        capture_output=True,
        text=True,
    )
    return done.stderr if done.returncode == 2 else ""


def plan(hub: Hub, subdomain: Subdomain, *, out: pathlib.Path) -> Done:
    return _extract(hub, "plan", *_asked(hub, subdomain), "--out", out)


def write(hub: Hub, plan: pathlib.Path, *more: str) -> Done:
    return _extract(hub, "write", plan, "--python", hub.python, "--apply", *more)


def prove(hub: Hub, plan: pathlib.Path, *, before: pathlib.Path, out: pathlib.Path) -> Done:
    """
    On a server of its own; the report as JSON and as a page beside each other.
    """
    return _extract(
        hub,
        "prove",
        plan,
        *("--before", before, "--after", hub.folder, "--python", hub.python),
        *("--json", out.with_suffix(".json"), "--html", out.with_suffix(".html")),
    )


def package(hub: Hub, plan: pathlib.Path, *more: str | pathlib.Path) -> Done:
    return _extract(hub, "package", plan, "--python", hub.python, *more)

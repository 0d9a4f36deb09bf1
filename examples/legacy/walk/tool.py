"""
How is `wheelwright extract` called, and what does the walk take from its answers?
"""

import pathlib
import sys

from examples.legacy.walk.environment import REPOSITORY
from examples.legacy.walk.hub import Done, Hub, run
from examples.legacy.walk.subdomains import Subdomain


def _extract(hub: Hub, command: str, *words: str | pathlib.Path) -> Done:
    env = {**hub.env(), "PYTHONPATH": ":".join(filter(None, sys.path))}
    del env["DJANGO_SETTINGS_MODULE"]
    told = (sys.executable, "-m", "wheelwright", "extract", command, *words)
    return run(*told, cwd=REPOSITORY, env=env)


def plan(hub: Hub, subdomain: Subdomain, *, out: pathlib.Path) -> Done:
    models = [word for name in subdomain.models for word in ("--models", name)]
    return _extract(
        hub,
        "plan",
        *("--project", hub.folder, "--from", "legacy_app", "--to", subdomain.target),
        *models,
        *("--out", out),
    )


def write(hub: Hub, plan: pathlib.Path, *more: str) -> Done:
    return _extract(hub, "write", plan, "--apply", *more)


def prove(hub: Hub, plan: pathlib.Path) -> Done:
    return _extract(hub, "prove", plan)


def package(hub: Hub, plan: pathlib.Path) -> Done:
    return _extract(hub, "package", plan)

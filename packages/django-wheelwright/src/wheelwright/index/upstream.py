"""
Which index do pip and uv use on this machine?
"""

import os
import subprocess
import sys

from wheelwright.index.errors import IndexFailed

# A folder can be installed from, but not mirrored.
SCHEMES = ("http://", "https://")
VARIABLES = ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "PIP_INDEX_URL")


def configured() -> str | None:
    """
    The simple index that uv or pip is set to; None leaves devpi's own default.
    """
    named = [_address(os.environ.get(each, "")) for each in VARIABLES]
    asked = subprocess.run(
        [sys.executable, "-m", "pip", "config", "get", "global.index-url"],
        capture_output=True,
        text=True,
        check=False,
    )
    named += [asked.stdout.strip()] if asked.returncode == 0 else []
    return next((each for each in named if each.startswith(SCHEMES)), None)


def require_mirrorable(upstream: str) -> None:
    """
    Raises:
        IndexFailed: if that is no address devpi can mirror.
    """
    if not upstream.startswith(SCHEMES):
        raise IndexFailed(
            f"{upstream} cannot be mirrored.", "--upstream takes the http(s) URL of a simple index."
        )


def _address(value: str) -> str:
    """
    uv also takes `name=address`.
    """
    before, _, after = value.partition("=")
    return value if "://" in before else after

"""
May we publish to this index: is it there, does it know us, and are the programs at hand?
"""

import base64
import json
import os
import pathlib
import urllib.error
import urllib.request

from wheelwright.index.devpi import PUBLISHER, STAGING, Devpi
from wheelwright.index.errors import IndexFailed
from wheelwright.index.server import tokens_of

PASSWORD, USER = "WHEELWRIGHT_INDEX_PASSWORD", "WHEELWRIGHT_INDEX_USER"
PROMOTER = "WHEELWRIGHT_INDEX_PROMOTER"


def existing(url: str, data: pathlib.Path, programs: pathlib.Path) -> Devpi:
    """
    The index at an address, with the tokens of the environment or of its data folder. Without a
    token of the promoter's the one that is given is all there is: a job that only promotes has no other.

    Raises:
        IndexFailed: if there is no token for it.
    """
    address = url.rstrip("/")
    kept = tokens_of(data, address)
    password = os.environ.get(PASSWORD) or (kept[0] if kept else "")
    if not password:
        raise IndexFailed(
            f"{PASSWORD} is not set.",
            f"It is the publisher's token for {address}. An index of this machine needs none: start it "
            "with `wheelwright index serve` in another terminal, and name its folder with --data if it "
            "is not .work/index.",
        )
    user = os.environ.get(USER, PUBLISHER)
    promoter = os.environ.get(PROMOTER)
    if promoter is None and kept and PASSWORD not in os.environ:
        promoter = kept[1]
    return Devpi(
        url=address,
        programs=programs.absolute(),
        password=password,
        user=user,
        promoter=promoter or "",
    )


def require_publisher(devpi: Devpi) -> None:
    """
    Raises:
        IndexFailed: if a program is missing, the index is down, or it does not take the token.
    """
    for program in ("devpi", "twine"):
        if not (devpi.programs / program).exists():
            raise IndexFailed(
                f"There is no {program} in {devpi.programs}.",
                "Install django-wheelwright[index], or name the folder that has it with --devpi.",
            )
    if _status(devpi) != "ok":
        raise IndexFailed(
            f"The index at {devpi.url} does not take the token of {devpi.user}.",
            f"Set {PASSWORD} to a token that is valid there (and {USER} to its user), or name the "
            "index's folder with --data.",
        )


def _status(devpi: Devpi) -> str:
    pair = base64.b64encode(f"{devpi.user}:{devpi.password}".encode()).decode()
    request = urllib.request.Request(  # noqa: S310 - an index the operator named
        f"{devpi.url}/{STAGING}/+api",
        headers={"Accept": "application/json", "X-Devpi-Auth": pair},
    )
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 - as above
            return str(json.load(answer)["result"]["authstatus"][0])
    except urllib.error.HTTPError as exc:
        raise IndexFailed(
            f"{devpi.url} has no {STAGING} (it answered {exc.code}).",
            "Check the address: it is the one `wheelwright index serve` was given, without a path.",
        ) from exc
    except (OSError, ValueError, LookupError, TypeError) as exc:
        raise IndexFailed(
            f"The index at {devpi.url} does not answer ({exc}).",
            "Start one with `wheelwright index serve` in another terminal, or check its address.",
        ) from exc

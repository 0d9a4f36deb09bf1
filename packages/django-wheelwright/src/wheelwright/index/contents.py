"""
Which files does an index serve, and with which digests (PEP 503, PEP 691)?
"""

import dataclasses
import json
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping

from wheelwright.index.errors import IndexFailed, OtherBytes

SIMPLE_JSON = "application/vnd.pypi.simple.v1+json"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """
    One file an index lists; `yanked` as PEP 592 means it.
    """

    name: str
    url: str
    sha256: str
    yanked: bool


def files(simple_url: str, package: str) -> tuple[File, ...]:
    """
    What an index lists for a package; nothing if it does not know it.

    Raises:
        IndexFailed: if the index does not answer.
    """
    page = f"{simple_url.rstrip('/')}/{package}/"
    try:
        request = urllib.request.Request(  # noqa: S310 - an index the operator named
            page, headers={"Accept": SIMPLE_JSON}
        )
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 - as above
            listing = json.load(answer)
    except urllib.error.HTTPError as exc:
        if exc.code == 404:
            return ()
        raise IndexFailed(
            f"The index at {simple_url} answered {exc.code}.", "Look at its log, then try again."
        ) from exc
    except (OSError, ValueError) as exc:
        raise IndexFailed(
            f"The index at {simple_url} does not answer ({exc}).",
            "Start one with `wheelwright index serve`, or check its address: https://….",
        ) from exc
    return tuple(
        File(
            name=file["filename"],
            url=urllib.parse.urljoin(page, file["url"]),
            sha256=file["hashes"].get("sha256", ""),
            # The reason, if the index gives one: any text but an empty one counts as true.
            yanked=bool(file.get("yanked", False)),
        )
        for file in listing["files"]
    )


def digests(simple_url: str, package: str) -> dict[str, str]:
    """
    The SHA-256 of every file of a package, by file name; empty if the index does not know it.

    Raises:
        IndexFailed: if the index does not answer.
    """
    return {file.name: file.sha256 for file in files(simple_url, package)}


def require(simple_url: str, package: str, expected: Mapping[str, str]) -> None:
    """
    Raises:
        OtherBytes: if the index does not serve these files with these digests.
    """
    served = digests(simple_url, package)
    for name, digest in expected.items():
        if served.get(name) != digest:
            raise OtherBytes(name, simple_url, digest, served.get(name, "nothing"))

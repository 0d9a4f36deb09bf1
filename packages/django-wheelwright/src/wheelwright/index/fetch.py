"""
How does one get exactly the wheel an index serves?
"""

import hashlib
import pathlib
import urllib.request

from packaging.utils import parse_wheel_filename
from packaging.version import Version

from wheelwright.index import contents
from wheelwright.index.errors import IndexFailed, OtherBytes


def fetch(
    simple_url: str,
    package: str,
    version: Version,
    *,
    out: pathlib.Path,
    expected: str | None = None,
) -> pathlib.Path:
    """
    Download the wheel of a release into `out`, and check its bytes against the index's digest.

    Raises:
        IndexFailed: if the index does not have it, or does not answer.
        OtherBytes: if the bytes are not the ones the index announces, or not those `expected`.
    """
    listed = [
        file
        for file in contents.files(simple_url, package)
        if file.name.endswith(".whl") and parse_wheel_filename(file.name)[1] == version
    ]
    if not listed:
        raise IndexFailed(
            f"{simple_url} has no wheel of {package} {version}.", "Publish it there first."
        )
    file = listed[0]
    try:
        with urllib.request.urlopen(file.url, timeout=60) as answer:  # noqa: S310 - as listed by it
            content: bytes = answer.read()
    except OSError as exc:
        raise IndexFailed(
            f"{file.name} could not be downloaded from {simple_url} ({exc}).", "Try again."
        ) from exc
    found = hashlib.sha256(content).hexdigest()
    for digest in filter(None, (file.sha256, expected)):
        if digest != found:
            raise OtherBytes(file.name, simple_url, digest, found)
    out.mkdir(parents=True, exist_ok=True)
    target = out / file.name
    partial = target.with_name(f".{target.name}.partial")
    partial.write_bytes(content)
    return partial.rename(target)

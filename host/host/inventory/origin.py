"""
Are the installed domain wheels the ones that were released, or did somebody else supply the name?

pip takes the highest version that any of its sources offers. Beside a folder of wheels it also asks
the public index, where anybody may publish a `benefits-app 3.99`. Asked before their code runs.
"""

import hashlib
import importlib.metadata
import json
import pathlib
import zipfile
from collections.abc import Sequence

from django.core.exceptions import ImproperlyConfigured

from host.inventory.installed import WHEELS

REMEDY = (
    "Nothing of it has run. Look where it came from; then install our names from the archive alone: "
    "pip install --force-reinstall --no-deps --no-index --find-links releases -r host/train.txt"
)


def require_ours(*, archive: pathlib.Path, names: Sequence[str] = WHEELS) -> None:
    """
    Refuse a wheel whose files are not those of its archived release. Where there is no archive, the
    index that served the wheels is trusted; a candidate is either a `.dev` version, or was installed
    from a file that somebody named (PEP 610), and is released nowhere.

    Raises:
        ImproperlyConfigured: naming every wheel that is somebody else's.
    """
    if not archive.is_dir():
        return
    strangers = [why for name in names if (why := _stranger(name, archive))]
    if strangers:
        raise ImproperlyConfigured(f"{' '.join(strangers)} {REMEDY}")


def _stranger(name: str, archive: pathlib.Path) -> str:
    """
    Why an installed wheel is not ours; "" if it is.
    """
    try:
        found = importlib.metadata.distribution(name)
    except importlib.metadata.PackageNotFoundError:
        return ""  # its absence has a sentence of its own
    if ".dev" in found.version:
        return ""
    released = archive / f"{name.replace('-', '_')}-{found.version}-py3-none-any.whl"
    if not released.exists():
        if _named_as_a_file(found):
            return ""
        return f"{name} {found.version} is installed, and {archive.name}/ has no such release."
    with zipfile.ZipFile(released) as wheel:
        for file in wheel.namelist():
            if file.endswith(("/", "/RECORD")):
                continue
            installed = pathlib.Path(str(found.locate_file(file)))
            if not installed.is_file() or _digest(installed.read_bytes()) != _digest(
                wheel.read(file)
            ):
                return f"{name} {found.version} is installed with another {file} than was released."
    return ""


def _named_as_a_file(found: importlib.metadata.Distribution) -> bool:
    """
    Whether it was installed by the path of a wheel or a folder: no index was asked for it.
    """
    try:
        said = json.loads(found.read_text("direct_url.json") or "{}")
    except ValueError:
        return False
    return str(said.get("url", "")).startswith("file:")


def _digest(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()

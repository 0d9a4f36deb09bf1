"""
Wheels of one module, and an index as a test asks it.
"""

import hashlib
import os
import pathlib
import subprocess
import types
import zipfile
from collections.abc import Mapping

from wheelwright.archive import provenance
from wheelwright.archive.provenance import Origin
from wheelwright.index import contents
from wheelwright.index import promote as promoting
from wheelwright.index.devpi import Devpi

NOTHING: Mapping[str, str] = types.MappingProxyType({})
PROGRAMS = pathlib.Path(__file__).resolve().parents[4] / ".venv-index" / "bin"


def make_wheel(
    folder: pathlib.Path,
    name: str,
    version: str,
    code: str = "",
    more: Mapping[str, str] = NOTHING,
) -> pathlib.Path:
    """
    A real, installable wheel of one module.
    """
    folder.mkdir(parents=True, exist_ok=True)
    module = name.replace("-", "_")
    path = folder / f"{module}-{version}-py3-none-any.whl"
    info = f"{module}-{version}.dist-info"
    files = {
        f"{module}.py": code or f"VERSION = {version!r}\n",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    files |= more
    files[f"{info}/RECORD"] = "".join(f"{each},,\n" for each in (*files, f"{info}/RECORD"))
    with zipfile.ZipFile(path, "w") as archive:
        for each, text in files.items():
            archive.writestr(zipfile.ZipInfo(each), text)
    return path


def served(index: Devpi, where: str, package: str) -> dict[str, str]:
    return contents.digests(index.simple(where), package)


def promote(index: Devpi, *releases: str) -> dict[str, str]:
    """
    Promote what is staged, as rehearsed.
    """
    named = [promoting.parse_release(each) for each in releases]
    staged = {n: d for each in named for n, d in promoting.staged(index, each).items()}
    return promoting.promote(index, named, archived=staged)


def sha256(wheel: pathlib.Path) -> str:
    return hashlib.sha256(wheel.read_bytes()).hexdigest()


def twine(index: Devpi, where: str, wheel: pathlib.Path) -> str:
    """
    What plain twine says of an upload.
    """
    done = subprocess.run(
        [PROGRAMS / "twine", "upload", "--non-interactive", "--repository-url"]
        + [f"{index.url}/{where}/", wheel],
        env={**os.environ, "TWINE_USERNAME": index.user, "TWINE_PASSWORD": index.password},
        capture_output=True,
        text=True,
    )
    return done.stdout + done.stderr


def record(releases: pathlib.Path, wheel: pathlib.Path) -> None:
    origin = Origin(wheel=wheel.name, folder=".", commit="0" * 40, epoch=0, sha256=sha256(wheel))
    provenance.write(releases, (origin,))

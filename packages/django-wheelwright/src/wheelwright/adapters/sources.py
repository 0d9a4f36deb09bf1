"""
Which release does OLD or NEW name: a version in the index, a wheel file or a source folder?
"""

import dataclasses
import pathlib
import shutil
import tomllib

from packaging.utils import (
    InvalidWheelFilename,
    canonicalize_name,
    parse_wheel_filename,
)
from packaging.version import InvalidVersion, Version

from wheelwright.adapters import cache, uv
from wheelwright.errors import CellBroken

LITTER = ("__pycache__", "*.pyc", "*.egg-info", "build", "dist", ".git", ".*cache", ".venv*")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """
    One side of an upgrade; `wheel` and its digest are None for a version in the index.
    """

    package: str
    version: str
    wheel: pathlib.Path | None
    sha256: str | None

    @property
    def requirement(self) -> str:
        if self.wheel is None:
            return f"{self.package}=={self.version}"
        return f"{self.package} @ {self.wheel.resolve().as_uri()}"


def find(
    package: str, spec: str, *, folder: pathlib.Path, index: uv.Sources, python: str
) -> Source:
    """
    The release that `spec` names; a source folder is built once per content, on a copy.

    Raises:
        CellBroken: if it names nothing usable, or another package.
    """
    path = pathlib.Path(spec).expanduser()
    if path.is_dir():
        path = _built(path.resolve(), folder=folder, index=index, python=python)
    if path.suffix == ".whl" or path.is_file():
        return _wheel(package, path)
    try:
        version = Version(spec)
    except InvalidVersion as exc:
        raise CellBroken(
            f"{spec} is neither a version, nor a wheel file, nor a folder.",
            f"Name one of these, for example 2.3.1, dist/{package.replace('-', '_')}-2.3.1-py3-none-any.whl "
            f"or packages/{package}.",
        ) from exc
    return Source(package=canonicalize_name(package), version=str(version), wheel=None, sha256=None)


def _wheel(package: str, path: pathlib.Path) -> Source:
    if not path.is_file():
        raise CellBroken(f"There is no wheel {path}.", "Check the path, or build the wheel first.")
    try:
        name, version, _, _ = parse_wheel_filename(path.name)
    except InvalidWheelFilename as exc:
        raise CellBroken(
            f"{path.name} is not a wheel.", "Its name must follow the wheel format."
        ) from exc
    if name != canonicalize_name(package):
        raise CellBroken(
            f"{path.name} holds {name}, not {package}.",
            "Name the package that is rehearsed first.",
        )
    return Source(
        package=name, version=str(version), wheel=path.resolve(), sha256=cache.file_digest(path)
    )


def _built(
    source: pathlib.Path, *, folder: pathlib.Path, index: uv.Sources, python: str
) -> pathlib.Path:
    project = source / "pyproject.toml"
    if not project.is_file() and not (source / "setup.py").is_file():
        raise CellBroken(
            f"{source} has no pyproject.toml.", "Name the folder of a package, not one around it."
        )
    if project.is_file():
        try:
            tomllib.loads(project.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as exc:
            raise CellBroken(f"{project} cannot be read: {exc}.", "Correct it.") from exc

    def build(target: pathlib.Path) -> None:
        copy = target / "source"
        shutil.copytree(source, copy, ignore=shutil.ignore_patterns(*LITTER))
        done = uv.run(
            *("build", "--wheel", "--no-config", "--python", python),
            *("--out-dir", str(target), *index.words(), str(copy)),
        )
        shutil.rmtree(copy)
        if done.status or not list(target.glob("*.whl")):
            raise CellBroken(
                f"{source.name} could not be built into a wheel.",
                "The build back end said:",
                done.errors or done.output,
            )

    skip = {"__pycache__", "build", "dist", ".git"}
    files = [
        path
        for path in source.rglob("*")
        if path.is_file() and not skip.intersection(path.relative_to(source).parts)
    ]
    key = cache.digest(cache.tree_digest(source, files), python)
    made = cache.make_once(folder / "wheels", key, build)
    return next(made.glob("*.whl"))

"""
What is in a wheel? Its files, its metadata and its packages, read without installing it.
"""

import dataclasses
import email
import email.message
import functools
import pathlib
import zipfile
from collections.abc import Iterable, Mapping

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import InvalidWheelFilename, canonicalize_name, parse_wheel_filename
from packaging.version import Version

from wheelwright.errors import BadRequest


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """
    Somebody's files, by their path below an import root: a wheel's, or a host's.
    """

    package: str
    files: Mapping[str, bytes]

    @property
    def python(self) -> tuple[tuple[str, bytes], ...]:
        return tuple((name, self.files[name]) for name in sorted(self.files) if name[-3:] == ".py")


@dataclasses.dataclass(frozen=True, kw_only=True)  # no slots: cached properties need a dict
class Wheel:
    """
    One wheel; `files` are those it installs for import, its own metadata apart.
    """

    path: pathlib.Path
    package: str
    version: Version
    files: Mapping[str, bytes]
    info: Mapping[str, bytes]

    @functools.cached_property
    def code(self) -> Code:
        return Code(package=self.package, files=self.files)

    @functools.cached_property
    def metadata(self) -> email.message.Message:
        return email.message_from_bytes(self.info.get("METADATA", b""))

    @functools.cached_property
    def modules(self) -> tuple[str, ...]:
        """
        Its import packages, by their dotted names; below a namespace the first real ones.
        """
        folders = {name.rpartition("/")[0] for name in self.files if name.endswith("/__init__.py")}
        tops = {f for f in folders if not any(f.startswith(f"{other}/") for other in folders)}
        return tuple(sorted(folder.replace("/", ".") for folder in tops))

    @functools.cached_property
    def apps(self) -> tuple[str, ...]:
        """
        Its import packages that are Django apps, and the apps directly below them.
        """
        found = {n.removesuffix("/apps.py") for n in self.files if n.endswith("/apps.py")}
        return tuple(sorted(folder.replace("/", ".") for folder in found))

    @property
    def is_domain(self) -> bool:
        """
        A wheel with a Django app owns tables; one without is a library that anybody may use.
        """
        return bool(self.apps)

    @functools.cached_property
    def requirements(self) -> tuple[Requirement, ...]:
        """
        What it requires; a line that cannot be read is a finding elsewhere.
        """
        return tuple(filter(None, map(_requirement, self.metadata.get_all("Requires-Dist") or ())))

    @functools.cached_property
    def extras(self) -> tuple[str, ...]:
        return tuple(self.metadata.get_all("Provides-Extra") or ())

    def requirement_on(self, package: str) -> Requirement | None:
        """
        Its requirement on a package, if it states one.
        """
        named = (r for r in self.requirements if canonicalize_name(r.name) == package)
        return next(named, None)


def read(path: pathlib.Path) -> Wheel:
    """
    Read a wheel.

    Raises:
        BadRequest: if it is not there, or not a wheel.
    """
    try:
        name, version, _, _ = parse_wheel_filename(path.name)
        with zipfile.ZipFile(path) as archive:
            names = [info.filename for info in archive.infolist() if not info.is_dir()]
            contents = {each: archive.read(each) for each in names}
    except InvalidWheelFilename as exc:
        raise BadRequest(f"{path} is not named like a wheel.", "Build it again.") from exc
    except FileNotFoundError as exc:
        raise BadRequest(f"There is no wheel {path}.", "Check the path, or build it.") from exc
    except (zipfile.BadZipFile, OSError) as exc:
        raise BadRequest(
            f"{path} cannot be read as a wheel ({exc}).",
            "Build it again, or restore it from git.",
        ) from exc
    info = {n.split("/", 1)[1]: c for n, c in contents.items() if ".dist-info/" in n}
    files = {n: c for n, c in contents.items() if ".dist-info/" not in n}
    return Wheel(path=path, package=name, version=version, files=files, info=info)


def archive(folder: pathlib.Path) -> tuple[Wheel, ...]:
    """
    Every wheel of a folder, oldest first; none if there is no such folder.
    """
    wheels = (read(path) for path in folder.glob("*.whl"))
    return tuple(sorted(wheels, key=lambda wheel: (wheel.package, wheel.version)))


def newest(wheels: Iterable[Wheel]) -> dict[str, Wheel]:
    """
    The newest of each package, whatever order they come in.
    """
    return {wheel.package: wheel for wheel in sorted(wheels, key=lambda wheel: wheel.version)}


def _requirement(text: str) -> Requirement | None:
    try:
        return Requirement(text)
    except InvalidRequirement:
        return None

"""
What is inside a wheel? Unpacked to scratch, its metadata parsed, nothing in it imported.
"""

import contextlib
import dataclasses
import datetime as dt
import email.parser
import hashlib
import pathlib
import tempfile
import zipfile
from collections.abc import Iterator

from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from wheelwright.surface import places
from wheelwright.surface.errors import NotAVersion, UnreadableWheel

# What hatchling, uv, flit and poetry write where SOURCE_DATE_EPOCH is not set, and the oldest day
# that a zip file can say.
UNDATED = frozenset([(1980, 1, 1), (2016, 1, 1), (2020, 2, 2)])


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Wheel:
    """
    One release: `folder` holds its files, `files` names them with a digest, `built_on` dates it if
    its files carry a date.
    """

    path: pathlib.Path
    package: str
    version: Version
    folder: pathlib.Path
    files: tuple[tuple[str, str], ...]
    metadata: tuple[tuple[str, str], ...]
    built_on: dt.date | None

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(name for name, _ in self.files)

    @property
    def modules(self) -> tuple[str, ...]:
        """
        The packages and modules it puts where Python looks, by dotted name; a folder without an
        `__init__.py` counts as well (PEP 420).
        """
        return places.roots(self.names)

    @property
    def apps(self) -> tuple[str, ...]:
        """
        Those that are Django apps.
        """
        return tuple(
            name for name in self.modules if f"{name.replace('.', '/')}/apps.py" in self.names
        )

    def values(self, header: str) -> tuple[str, ...]:
        """
        Every value of a metadata header.
        """
        return tuple(value for name, value in self.metadata if name.lower() == header.lower())

    def text(self, name: str) -> str:
        """
        The contents of one of its files.

        Raises:
            UnreadableWheel: if it is not text.
        """
        try:
            return (self.folder / name).read_text(encoding="utf-8")
        except UnicodeDecodeError as exc:
            raise UnreadableWheel(
                f"{name} in {self.path.name} is not UTF-8 text.",
                "Correct the file and build again.",
            ) from exc


@contextlib.contextmanager
def opened(path: pathlib.Path) -> Iterator[Wheel]:
    """
    Unpack a wheel for as long as the block runs.

    Raises:
        UnreadableWheel: if it is not one.
        NotAVersion: if its version does not follow PEP 440.
    """
    with tempfile.TemporaryDirectory(prefix="wheelwright-wheel-") as scratch:
        folder = pathlib.Path(scratch)
        yield _read(path, folder, _unpack(path, folder))


def version_of(path: pathlib.Path) -> tuple[str, Version]:
    """
    The package and version that a wheel's file name claims.

    Raises:
        UnreadableWheel: if the name is not a wheel's.
        NotAVersion: if its version does not follow PEP 440.
    """
    parts = path.name.removesuffix(".whl").split("-")
    if path.suffix != ".whl" or len(parts) not in (5, 6):
        raise UnreadableWheel(
            f"{path.name} is not named like a wheel.",
            "Name a file such as dist/billing_app-2.3.1-py3-none-any.whl.",
        )
    return canonicalize_name(parts[0]), _version(parts[1], path)


def _version(text: str, path: pathlib.Path) -> Version:
    try:
        return Version(text)
    except InvalidVersion as exc:
        raise NotAVersion(
            f"The version {text!r} of {path.name} does not follow PEP 440.",
            "Give the package a version such as 2.3.1 in its pyproject.toml and build it again.",
        ) from exc


def _unpack(path: pathlib.Path, folder: pathlib.Path) -> dt.date | None:
    if not path.is_file():
        raise UnreadableWheel(f"There is no wheel {path}.", "Check the path, or build it first.")
    try:
        with zipfile.ZipFile(path) as archive:
            if broken := archive.testzip():
                raise zipfile.BadZipFile(f"{broken} is damaged")
            archive.extractall(folder)
            days = {info.date_time[:3] for info in archive.infolist()}
    except (zipfile.BadZipFile, EOFError, OSError) as exc:
        raise UnreadableWheel(
            f"{path.name} cannot be unpacked: {exc}.", "Build or download it again."
        ) from exc
    # Back ends that build reproducibly give every file one day, which says nothing of the release.
    return None if days <= UNDATED and len(days) <= 1 else dt.date(*max(days))


def _read(path: pathlib.Path, folder: pathlib.Path, built_on: dt.date | None) -> Wheel:
    package, version = version_of(path)
    metadata = _metadata(path, folder)
    said = dict(metadata)
    if (
        canonicalize_name(said.get("Name", "")) != package
        or _version(said.get("Version", ""), path) != version
    ):
        raise UnreadableWheel(
            f"{path.name} says inside that it is {said.get('Name')} {said.get('Version')}.",
            "Its file name was changed; build it again.",
        )
    files = tuple(
        (name, hashlib.sha256(file.read_bytes()).hexdigest())
        for file in sorted(folder.rglob("*"))
        if file.is_file()
        and not (name := file.relative_to(folder).as_posix()).split("/")[0].endswith(".dist-info")
    )
    return Wheel(
        path=path,
        package=package,
        version=version,
        folder=folder,
        files=files,
        metadata=metadata,
        built_on=built_on,
    )


def _metadata(path: pathlib.Path, folder: pathlib.Path) -> tuple[tuple[str, str], ...]:
    found = sorted(folder.glob("*.dist-info/METADATA"))
    if len(found) != 1:
        raise UnreadableWheel(
            f"{path.name} has {len(found)} METADATA files instead of one.", "Build it again."
        )
    message = email.parser.HeaderParser().parsestr(
        found[0].read_text(encoding="utf-8", errors="replace")
    )
    return tuple((name, str(value)) for name, value in message.items())

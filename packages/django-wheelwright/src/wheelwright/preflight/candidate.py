"""
Which exact set would be installed, and can it be at all? The resolver answers, twice if need be.
"""

import dataclasses
import pathlib
import platform
import re
import subprocess
from collections.abc import Mapping, Sequence

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from wheelwright.adapters import environment, sources, uv, wheels
from wheelwright.adapters import host as hosts
from wheelwright.adapters.environment import Environment
from wheelwright.adapters.sources import Source
from wheelwright.adapters.wheels import Wheel
from wheelwright.errors import BadRequest, CellBroken


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """
    The new set. `current` ships now, `wanted` moves; without an environment there is a refusal.
    """

    wanted: Mapping[str, str]
    current: Mapping[str, str]
    host_lines: tuple[str, ...]
    wheels: tuple[Wheel, ...]
    python: str
    environment: Environment | None
    refusal: str

    @property
    def moved_along(self) -> dict[str, tuple[str, str]]:
        """
        Other packages that the resolver moves, with their version now and then.
        """
        new = environment.versions(self.environment.lock) if self.environment else {}
        return {
            name: (version, new[name])
            for name, version in self.current.items()
            if name not in self.wanted and new.get(name, version) != version
        }


def find(
    specs: Sequence[str],
    *,
    host: pathlib.Path,
    index: uv.Sources,
    cache: pathlib.Path,
    python: str,
) -> Candidate:
    """
    The set with `specs` in it: requirements such as billing-app==2.3.3, or wheel files.

    Raises:
        BadRequest: if one of them is neither.
    """
    moving = [_source(spec, index=index, cache=cache, python=python) for spec in specs]
    wanted = {source.package: source.version for source in moving}
    lines = hosts.lines(host / "requirements.txt")
    train = host / "train.txt"
    pins = tuple(hosts.lines(train)) if train.is_file() else ()
    made, refusal = _install(moving, lines, pins, index=index, cache=cache, python=python)
    current = dict(filter(None, map(_pin, pins)))
    return Candidate(
        wanted=wanted,
        current=current,
        host_lines=lines,
        wheels=_local(moving, current | wanted, index),
        python=_version_of(python),
        environment=made,
        refusal=refusal,
    )


def _source(spec: str, *, index: uv.Sources, cache: pathlib.Path, python: str) -> Source:
    if spec.endswith(".whl"):
        name = wheels.read(pathlib.Path(spec)).package
        return sources.find(name, spec, folder=cache, index=index, python=python)
    pin = _pin(spec)
    if pin is None:
        raise BadRequest(
            f"--to {spec} names no exact release.",
            f"Write --to {re.split('[^A-Za-z0-9._-]', spec)[0] or 'NAME'}==2.3.3, or name a wheel file.",
        )
    return sources.find(*pin, folder=cache, index=index, python=python)


def _pin(line: str) -> tuple[str, str] | None:
    try:
        requirement = Requirement(line)
        (exact,) = requirement.specifier
        version = str(Version(exact.version))
    except (InvalidRequirement, InvalidVersion, ValueError):
        return None
    return (canonicalize_name(requirement.name), version) if exact.operator == "==" else None


def _install(
    moving: Sequence[Source],
    lines: tuple[str, ...],
    pins: tuple[str, ...],
    *,
    index: uv.Sources,
    cache: pathlib.Path,
    python: str,
) -> tuple[Environment | None, str]:
    names = {source.package for source in moving}
    refusal = ""
    others = tuple(pin for pin in pins if (_pin(pin) or ("",))[0] not in names)
    # First with everything else as it ships now; if that is refused, whatever the ranges admit.
    for constraints in (others, ()) if others else ((),):
        wanted = environment.Wanted(
            python=python,
            requirements=(
                *(f"{_with_extras(source, lines)}" for source in moving),
                *(line for line in lines if _name(line) not in names),
            ),
            constraints=constraints,
            index=index,
        )
        try:
            return environment.make(moving[0], wanted, folder=cache), refusal
        except CellBroken as broken:
            refusal = refusal or broken.output.strip() or broken.what
    return None, refusal


def _with_extras(source: Source, lines: tuple[str, ...]) -> str:
    """
    The release with the extras that the host asks for.
    """
    for line in lines:
        if _name(line) == source.package and (extras := Requirement(line).extras):
            name, _, rest = source.requirement.partition(source.package)
            return f"{name}{source.package}[{','.join(sorted(extras))}]{rest}"
    return source.requirement


def _name(line: str) -> str:
    try:
        return canonicalize_name(Requirement(line).name)
    except InvalidRequirement:
        return ""


def _local(
    moving: Sequence[Source], versions: Mapping[str, str], index: uv.Sources
) -> tuple[Wheel, ...]:
    """
    The wheels of the set that lie in a folder at hand; others can only be judged by the resolver.
    """
    found = {s.package: wheels.read(s.wheel) for s in moving if s.wheel is not None}
    for folder in index.folders:
        for name, version in versions.items():
            pattern = f"{name.replace('-', '_')}-{version}-*.whl"
            for path in sorted(folder.glob(pattern)):
                found.setdefault(name, wheels.read(path))
    return tuple(found.values())


def _version_of(python: str) -> str:
    try:
        return str(Version(python))
    except InvalidVersion:
        words = [python, "-c", "import platform; print(platform.python_version())"]
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        return done.stdout.strip() or platform.python_version()

"""
Which declared ranges refuse the new set? Every wheel's and the host's own, both ways.
"""

import pathlib
from collections.abc import Iterable, Iterator, Mapping

from packaging.requirements import InvalidRequirement, Requirement
from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

from wheelwright.adapters.wheels import Wheel
from wheelwright.archive import withdrawn as archived
from wheelwright.report.model import Finding, Severity

ID = "range-refuses"
TO_HINT = "Take a release that fits, or release the other side with a wider range first."


def check(
    wanted: Mapping[str, str],
    current: Mapping[str, str],
    host_lines: Iterable[str],
    wheels: Iterable[Wheel],
    *,
    python: str,
) -> tuple[Finding, ...]:
    """
    Compare the new set with the host's requirements and with what the wheels in it require.

    `wanted` and `current` are versions by package: those that move, and those that ship now.
    """
    new = {**current, **wanted}
    return (*_host(wanted, host_lines), *_wheels(new, wanted, wheels, python))


def withdrawn(wanted: Mapping[str, str], folders: Iterable[pathlib.Path]) -> Iterator[Finding]:
    """
    Report each release that an archive among `folders` says may not be installed anew.
    """
    for folder in folders:
        for name, version in wanted.items():
            if entry := archived.find(folder, name, Version(version)):
                yield Finding(
                    code="withdrawn-release",
                    severity=Severity.ERROR,
                    subject=f"{name} {version}",
                    message=f"{name} {version} was withdrawn on {entry.on}: {entry.reason}.",
                    hint="Take another release; withdrawn ones stay for those who run them already.",
                )


def _host(wanted: Mapping[str, str], lines: Iterable[str]) -> Iterator[Finding]:
    for line in lines:
        requirement = _requirement(line)
        name = canonicalize_name(requirement.name) if requirement else ""
        if requirement and name in wanted and not _admits(requirement, wanted[name]):
            yield _finding(
                f"host -> {name}",
                f"The host supports {line}, which does not admit {name} {wanted[name]}.",
                "Widen the range in the host's requirements once its code has been adapted.",
            )


def _wheels(
    new: Mapping[str, str], wanted: Mapping[str, str], wheels: Iterable[Wheel], python: str
) -> Iterator[Finding]:
    for wheel in wheels:
        if new.get(wheel.package) != str(wheel.version):
            continue
        for requirement in wheel.requirements:
            other = canonicalize_name(requirement.name)
            mine = wheel.package in wanted or other in wanted
            if mine and other in new and not _admits(requirement, new[other]):
                yield _finding(
                    f"{wheel.package} -> {other}",
                    f"{wheel.package} {wheel.version} requires {requirement}, and the set has "
                    f"{other} {new[other]}.",
                    TO_HINT,
                )
        needs = wheel.metadata.get("Requires-Python", "")
        if wheel.package in wanted and not _runs_on(needs, python):
            yield _finding(
                f"{wheel.package} -> python",
                f"{wheel.package} {wheel.version} requires Python {needs}, and this host runs "
                f"{python}.",
                "Move the host to that Python first.",
            )


def _admits(requirement: Requirement, version: str) -> bool:
    applies = requirement.marker is None or requirement.marker.evaluate({"extra": ""})
    return not applies or requirement.specifier.contains(Version(version), prereleases=True)


def _runs_on(needs: str, python: str) -> bool:
    try:
        return SpecifierSet(needs).contains(python)
    except InvalidSpecifier:
        return True


def _requirement(line: str) -> Requirement | None:
    try:
        return Requirement(line)
    except InvalidRequirement:
        return None


def _finding(subject: str, message: str, hint: str) -> Finding:
    return Finding(code=ID, severity=Severity.ERROR, subject=subject, message=message, hint=hint)

"""
Which step does a version number take, and which is the lowest that would be honest?
"""

from packaging.version import Version

from wheelwright.compare.change import Bump


def declared(old: Version, new: Version) -> Bump:
    """
    The promise a new version makes to those who run the old one.

    Before 1.0.0 nothing is promised within a minor but what a patch may do: 0.2 may break 0.1.
    """
    before, after = _three(old), _three(new)
    if before[0] == 0 and after[0] == 0:
        return Bump.MAJOR if after[1] > before[1] else Bump.PATCH
    if after[0] > before[0]:
        return Bump.MAJOR
    return Bump.MINOR if after[1] > before[1] else Bump.PATCH


def lowest(old: Version, required: Bump) -> Version:
    """
    The first version after `old` that takes a step of this size.
    """
    major, minor, patch = _three(old)
    if required is Bump.PATCH:
        return Version(f"{major}.{minor}.{patch + 1}")
    if required is Bump.MINOR or major == 0:
        return Version(f"{major}.{minor + 1}.0")
    return Version(f"{major + 1}.0.0")


def _three(version: Version) -> tuple[int, int, int]:
    return version.major, version.minor, version.micro

"""
What was read of a release, and what was not? In sentences, for whoever trusts the answer.
"""

from wheelwright.surface.promises import Contract
from wheelwright.surface.wheel import Wheel

MOST = 6


def looked_at(release: Contract) -> tuple[str, ...]:
    """
    What counted as its public surface.
    """
    reading = release.surface.reading
    found = []
    if reading.doors:
        found.append(f"{_listed(reading.doors)}: its only door, every other module may change.")
    if reading.modules:
        found.append(
            f"No api.py: the {len(release.surface.items)} names that {len(reading.modules)} public "
            f"modules offer ({_listed(reading.modules)})."
        )
    return tuple(found)


def left_out(release: Contract) -> tuple[str, ...]:
    """
    What of a package without a door was not taken for public.
    """
    reading = release.surface.reading
    found = []
    if reading.left_out:
        found.append(
            f"names of {_listed(reading.left_out)}: private, or read only for what Django and "
            "installers find there."
        )
    if reading.modules and release.samples:
        folders = tuple(dict.fromkeys(n.rpartition("/")[0] or n for n in sorted(release.samples)))
        found.append(f"tests and samples: {_listed(folders)}.")
    return tuple(found)


def limits(old: Contract, new: Contract, before: Wheel, after: Wheel) -> tuple[str, ...]:
    """
    What could not be read.
    """
    found = [
        f"{name} of {release.version} is no Python ({reason}): it was not read."
        for release in (old, new)
        for name, reason in sorted(release.unread.items())
    ]
    for wheel in (before, after):
        compiled = tuple(n for n in wheel.names if n.endswith((".so", ".pyd")))
        if compiled:
            found.append(f"What is compiled in {wheel.version}: {_listed(compiled)}.")
    if after.built_on is None and (old.requires_python, old.requirements) != (
        new.requires_python,
        new.requirements,
    ):
        found.append(
            f"When {after.version} was released: its files carry no date, so what its makers support "
            "is judged as of today."
        )
    return tuple(found)


def _listed(names: tuple[str, ...]) -> str:
    more = f" and {len(names) - MOST} more" if len(names) > MOST else ""
    return ", ".join(names[:MOST]) + more

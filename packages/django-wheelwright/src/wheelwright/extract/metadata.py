"""
Which Python and which other distributions does a wheel allow?
"""

import re

from packaging.requirements import InvalidRequirement
from packaging.requirements import Requirement as Line
from packaging.utils import canonicalize_name

from wheelwright.extract.errors import UnreadableWheel
from wheelwright.extract.promises import Requirement
from wheelwright.extract.wheel import Wheel

EXTRA = re.compile(r"""extra\s*==\s*['"]([\w.-]+)['"]""")


def requirements(wheel: Wheel) -> tuple[Requirement, ...]:
    """
    What it requires, always or with an extra.

    Raises:
        UnreadableWheel: if a line of its metadata is no requirement.
    """
    found = []
    for line in wheel.values("Requires-Dist"):
        try:
            parsed = Line(line)
        except InvalidRequirement as exc:
            raise UnreadableWheel(
                f"{wheel.path.name} requires {line!r}, which is no requirement.",
                "Correct `dependencies` in its pyproject.toml and build it again.",
            ) from exc
        extra = EXTRA.search(str(parsed.marker or ""))
        found.append(
            Requirement(
                name=canonicalize_name(parsed.name),
                extra=extra[1] if extra else "",
                specifier=str(parsed.specifier),
            )
        )
    return tuple(sorted(found, key=lambda r: (r.extra, r.name)))

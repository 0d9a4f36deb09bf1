"""
Which edges does a repository allow? `[tool.wheelwright.boundaries]` of its pyproject.toml.
"""

import dataclasses
import pathlib
import tomllib
from collections.abc import Mapping
from typing import Any

from packaging.utils import canonicalize_name

from wheelwright.errors import BadRequest

DOORS = ("api", "apps", "http")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """
    `doors` are the modules of a domain that others may import, `uses` the domains that each may use.
    """

    doors: tuple[str, ...] = DOORS
    uses: Mapping[str, frozenset[str]] = dataclasses.field(default_factory=dict)

    def may_use(self, package: str, other: str) -> bool:
        """
        Whether the declared graph has this edge.
        """
        return other in self.uses.get(package, ())

    def is_door(self, module: str, dotted: str) -> bool:
        """
        Whether a dotted name goes through a door of the domain whose top package is `module`.
        """
        inner = dotted.removeprefix(module).lstrip(".").split(".")[0]
        return inner in self.doors


def read(folder: pathlib.Path) -> Allowed:
    """
    The settings in a folder's pyproject.toml; without them no domain may use another.

    Raises:
        BadRequest: if they cannot be understood.
    """
    path = folder / "pyproject.toml"
    if not path.is_file():
        return Allowed()
    try:
        tool = tomllib.loads(path.read_text(encoding="utf-8")).get("tool", {})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as exc:
        raise BadRequest(f"{path} cannot be read: {exc}.", "Correct it.") from exc
    table: dict[str, Any] = tool.get("wheelwright", {}).get("boundaries", {})
    unknown = sorted(set(table) - {"doors", "uses"})
    if unknown:
        raise BadRequest(
            f"{path} sets {unknown[0]} in [tool.wheelwright.boundaries], which is no setting.",
            'There are doors = ["api", …] and uses = {"orders-app" = ["stock-app"]}.',
        )
    doors, uses = table.get("doors", list(DOORS)), table.get("uses", {})
    if not _is_names(doors) or not isinstance(uses, dict) or not all(map(_is_names, uses.values())):
        raise BadRequest(
            f"[tool.wheelwright.boundaries] of {path} holds a value of the wrong kind.",
            'Write doors = ["api", …] and uses = {"orders-app" = ["stock-app"]}.',
        )
    return Allowed(
        doors=tuple(doors),
        uses={
            canonicalize_name(name): frozenset(map(canonicalize_name, others))
            for name, others in uses.items()
        },
    )


def _is_names(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(name, str) for name in value)

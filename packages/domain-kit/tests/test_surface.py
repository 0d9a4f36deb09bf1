"""
Is a public surface written down completely and in a stable order?
"""

import dataclasses
import enum
import types
from typing import Protocol

from domain_kit.errors import IdempotencyConflict
from domain_kit.surface import describe


class Rim(enum.StrEnum):
    BOX = "box"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Hub:
    holes: int


class Builder(Protocol):
    def lace(self, *, hub: Hub) -> None: ...


def true_wheel(*, hub: Hub, rim: Rim = Rim.BOX) -> bool:
    return bool(hub and rim)


def test_describes_functions_values_enums_ports_and_errors():
    api = types.SimpleNamespace(
        __all__=["true_wheel", "Hub", "Rim", "Builder", "IdempotencyConflict"],
        true_wheel=true_wheel,
        Hub=Hub,
        Rim=Rim,
        Builder=Builder,
        IdempotencyConflict=IdempotencyConflict,
    )

    surface = describe(api)

    assert list(surface) == ["Builder", "Hub", "IdempotencyConflict", "Rim", "true_wheel"]
    assert surface["Rim"] == {"kind": "enum", "members": {"BOX": "box"}}
    assert surface["Builder"]["methods"].keys() == {"lace"}
    assert surface["Hub"]["fields"].keys() == {"holes"}
    assert surface["IdempotencyConflict"]["bases"] == ["DomainError"]
    assert surface["true_wheel"]["signature"].startswith("(*, hub:")

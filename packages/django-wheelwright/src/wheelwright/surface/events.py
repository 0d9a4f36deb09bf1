"""
Which events and payloads are stored as schemas in a wheel?
"""

import json
import re

from wheelwright.surface.errors import UnreadableWheel
from wheelwright.surface.promises import Event
from wheelwright.surface.wheel import Wheel

SCHEMA = re.compile(r"^[^/]+/contract/(emitted|accepted)/(.+)\.json$")


def events(wheel: Wheel) -> dict[str, Event]:
    """
    `<app>/contract/emitted/*.json` is what it says, `<app>/contract/accepted/*.json` what it hears.

    Raises:
        UnreadableWheel: if one is not JSON.
    """
    found = {}
    for name in wheel.names:
        if where := SCHEMA.match(name):
            try:
                schema = json.loads(wheel.text(name))
            except json.JSONDecodeError as exc:
                raise UnreadableWheel(
                    f"{name} in {wheel.path.name} is not JSON: {exc}.", "Correct the schema."
                ) from exc
            found[where[2]] = Event(name=where[2], role=where[1], schema=schema)
    return found

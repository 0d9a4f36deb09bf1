"""
Run the migrations of this code and say what they took, beside all that a rehearsal wants to know.
"""

import time
from typing import Any

from wheelwright.agent import migrate, unmigrate
from wheelwright.agent.events import Hear, Say


def forward(*, say: Say, hear: Hear | None = None, stops_at: dict[str, Any] | None = None) -> None:
    """
    Migrate, every statement recorded.
    """
    began = time.process_time()
    planned: list[float] = []

    def told(event: str, **facts: Any) -> None:
        if event == "migration" and not planned:
            planned.append(time.process_time() - began)
        say(event, **facts)

    migrate.migrate(say=told, hear=hear, stops_at=stops_at)
    took = time.process_time() - began
    say("took", processor_seconds=took, planning_seconds=planned[0] if planned else took)


def back(*, say: Say, migrations: list[str]) -> None:
    """
    Take these back, the last first.
    """
    unmigrate.unmigrate(say=say, migrations=migrations)

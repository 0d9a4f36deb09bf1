"""
What is on the screen while cells are rehearsed? One line per cell, with what it does now.
"""

import time
from collections.abc import Sequence
from typing import Self

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from wheelwright.bench import Order
from wheelwright.model import Cell, Status

COLOURS = {
    Status.PASSED: "green",
    Status.REVIEW: "yellow",
    Status.FAILED: "red",
    Status.BROKEN: "magenta",
}


class Live:
    """
    Progress on standard error, so that standard output holds the report alone.
    """

    def __init__(self, orders: Sequence[Order]) -> None:
        self.console = Console(stderr=True)
        self.progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            TextColumn("{task.fields[stage]}"),
            TimeElapsedColumn(),
            console=self.console,
            transient=True,
            disable=not self.console.is_terminal,
        )
        self.started = time.monotonic()
        self.tasks: list[TaskID] = [
            self.progress.add_task(
                f"{order.package} {_short(order.old)} → {_short(order.new)}",
                start=False,
                total=None,
                stage="waits",
            )
            for order in orders
        ]

    def tell(self, number: int, stage: str) -> None:
        """
        A cell begins a stage.
        """
        self.progress.start_task(self.tasks[number])
        self.progress.update(self.tasks[number], stage=stage)

    def done(self, number: int, cell: Cell) -> None:
        """
        A cell is finished.
        """
        colour = COLOURS[cell.status]
        self.progress.update(
            self.tasks[number], stage=f"[{colour}]{cell.status}[/]", total=1, completed=1
        )

    def __enter__(self) -> Self:
        self.progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.progress.stop()


def _short(spec: str) -> str:
    return spec.rstrip("/").rpartition("/")[2]

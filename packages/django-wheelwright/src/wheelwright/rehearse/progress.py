"""
What is on the screen while cells are rehearsed? Those that run now, and how many are done.
"""

import itertools
from collections.abc import Sequence
from typing import Self

from rich.console import Console
from rich.markup import escape
from rich.progress import Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from wheelwright.rehearse.order import Order
from wheelwright.report.model import Cell, Status

COLOURS = {
    Status.PASSED: "green",
    Status.REVIEW: "yellow",
    Status.FAILED: "red",
    Status.BROKEN: "magenta",
}


class Live:
    """
    Progress on standard error, so that standard output holds the report alone.

    A log gets a line for each finished cell, unless there is only one: its report follows at once.
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
        self.names = [f"{o.package} {o.old_name} → {o.new_name}" for o in orders]
        self.width = len(str(len(orders)))
        self.numbers = itertools.count(1)  # cells end in threads
        self.whole: TaskID | None = None
        if len(orders) > 1:
            self.whole = self.progress.add_task("all upgrades", total=len(orders), stage="")
        # Only running cells are shown: a matrix has more of them than a screen has lines.
        self.tasks: list[TaskID] = [
            self.progress.add_task(escape(name), start=False, total=None, stage="", visible=False)
            for name in self.names
        ]

    def tell(self, number: int, stage: str) -> None:
        """
        A cell begins a stage.
        """
        self.progress.start_task(self.tasks[number])
        self.progress.update(self.tasks[number], stage=stage, visible=True)

    def done(self, number: int, cell: Cell) -> None:
        """
        A cell is finished.
        """
        number_done = next(self.numbers)
        status = f"[{COLOURS[cell.status]}]{cell.status}[/]"
        self.progress.update(self.tasks[number], visible=False)
        if self.whole is None:
            return
        done = f"{number_done} of {len(self.tasks)} done"
        self.progress.update(self.whole, advance=1, stage=done)
        seconds = cell.seconds.get("total", 0.0)
        self.progress.console.print(
            f"{number_done:>{self.width}}/{len(self.tasks)}  {escape(self.names[number])}  "
            f"{status}  {seconds:.1f} s",
            highlight=False,
            soft_wrap=True,
        )

    def __enter__(self) -> Self:
        self.progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.progress.stop()

"""
What does the walk print while it goes, and at its end?
"""

import dataclasses


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """
    One thing that was done.
    """

    what: str
    seconds: float
    processor: float
    remark: str = ""


class Report:
    """
    Prints each line when it is there, and keeps them for the sum.
    """

    def __init__(self) -> None:
        self.lines: list[Line] = []

    def say(self, line: Line) -> None:
        self.lines.append(line)
        print(
            f"  {line.what:<58} {line.seconds:7.1f} s {line.processor:7.1f} s cpu  {line.remark}",
            flush=True,
        )

    def note(self, text: str) -> None:
        print(f"    {text}", flush=True)

    def head(self, text: str) -> None:
        print(f"\n{text}", flush=True)

    def end(self) -> None:
        seconds = sum(line.seconds for line in self.lines)
        processor = sum(line.processor for line in self.lines)
        print(f"\n{len(self.lines)} steps, {seconds:.0f} s, {processor:.0f} s of processor time")

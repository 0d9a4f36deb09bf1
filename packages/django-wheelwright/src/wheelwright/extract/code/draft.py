"""
The texts of a step while it is made: as they become, by path, and what a person has to look at.
"""

from wheelwright.extract.code.order import Order, Remark, Texts, Weight
from wheelwright.extract.code.selection import Place
from wheelwright.extract.values import FileChange

UNREADABLE = "this file is no Python that can be read, so it stays as it is: correct it, or move what it says by hand"


class Draft:
    """
    What the stages of a step hand on: each reads the texts as the one before left them. `homes` says
    where moved names are now, `broken` which files are no Python.
    """

    def __init__(self, order: Order, texts: Texts) -> None:
        self.order = order
        self.texts = texts
        self.after: dict[str, str] = {}
        self.remarks: list[Remark] = []
        self.homes: dict[Place, str] = {}
        self.broken: set[str] = set()

    def text(self, path: str) -> str | None:
        """
        A file as it is by now.
        """
        return self.after.get(path, self.texts.read(path))

    def unreadable(self, path: str, line: int, weight: Weight = Weight.LOOK) -> None:
        """
        Remark on a file that is no Python, once.
        """
        if path not in self.broken:
            self.broken.add(path)
            self.remarks.append(Remark(path=path, line=line, what=UNREADABLE, weight=weight))

    def changes(self) -> tuple[FileChange, ...]:
        """
        Every file that is not as it was.
        """
        return tuple(
            FileChange(path=path, before=self.texts.read(path), after=text)
            for path, text in sorted(self.after.items())
            if text != self.texts.read(path)
        )

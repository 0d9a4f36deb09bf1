"""
The code of a step: from the project's texts to the changes and what a person has to look at.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from wheelwright.extract.code.draft import Draft
from wheelwright.extract.code.elsewhere import Elsewhere
from wheelwright.extract.code.move import Move
from wheelwright.extract.code.order import Order, Remark, Texts
from wheelwright.extract.code.selection import Place
from wheelwright.extract.values import FileChange


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """
    What the step makes of the code, what is to be read by a person, and where moved names are now.
    """

    changes: tuple[FileChange, ...]
    remarks: tuple[Remark, ...]
    homes: Mapping[Place, str]


def change(order: Order, texts: Texts) -> Changed:
    """
    Every file that the step changes, before and after.
    """
    draft = Draft(order, texts)
    Move(draft).make()
    Elsewhere(draft).rewrite()
    return Changed(
        changes=draft.changes(),
        remarks=tuple(sorted(set(draft.remarks))),
        homes=draft.homes,
    )

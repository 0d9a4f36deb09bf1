"""
One code of a finding, and the sections in which codes are told.
"""

import dataclasses


@dataclasses.dataclass(frozen=True, slots=True)
class Code:
    """
    A permanent name with a title for somebody who meets it for the first time, what it says, and
    how much it weighs: the usual severity, or the bump it asks for.
    """

    name: str
    title: str
    says: str
    weight: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """
    The codes of one kind of question, with the commands that ask it; `weighs` heads their weights.
    """

    title: str
    commands: tuple[str, ...]
    codes: tuple[Code, ...]
    intro: str = ""
    weighs: str = "severity"

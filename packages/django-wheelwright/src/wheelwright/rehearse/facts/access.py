"""
Rights and rows that name a model which the running code does not know.
"""

import dataclasses


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Access:
    """
    A granted permission, or rows of a content type, that the running code does not know.
    """

    kind: str
    name: str
    table: str
    count: int

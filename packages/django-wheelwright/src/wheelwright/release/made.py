"""
What does one step leave to be said, and to be used by the next?
"""

import dataclasses


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """
    `said` is what the last step did; the deploy class is empty until the comparison computed it.
    """

    said: str = ""
    deploy_class: str = ""

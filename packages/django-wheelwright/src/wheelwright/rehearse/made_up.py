"""
What are made-up rows like, beyond what a schema says?
"""

import dataclasses


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class MadeUp:
    """
    Rows `without` some of what keeps them from being all alike, with texts of known `kinds`, and with
    `keys` in every JSON object.
    """

    without: tuple[str, ...] = ()
    kinds: tuple[tuple[str, str], ...] = ()
    keys: tuple[str, ...] = ()

"""
Which releases of the wheels cannot work together in this host, and what is to be done?
"""

import dataclasses
import re
from collections.abc import Mapping


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Impossible:
    """
    `newer` from `since` on does not work with `older` before `until`.
    """

    newer: str
    since: tuple[int, ...]
    older: str
    until: tuple[int, ...]
    because: str

    def found_in(self, versions: Mapping[str, str]) -> bool:
        """
        Whether the installed versions are such a pair.
        """
        newer, older = versions.get(self.newer), versions.get(self.older)
        if newer is None or older is None:
            return False
        return release(newer) >= self.since and release(older) < self.until

    def remedy(self) -> str:
        """
        The two ways out.
        """
        since, until = (".".join(map(str, version)) for version in (self.since, self.until))
        return (
            f"Install {self.older} {until} or newer first, or keep {self.newer} before {since}. "
            "Nothing was migrated."
        )


IMPOSSIBLE = (
    Impossible(
        newer="benefits-app",
        since=(3, 0),
        older="enrolments-app",
        until=(2, 0),
        because="enrolments before 2.0 asks for a flat price (get_price), which benefits 3.0 "
        "has not any more: its prices are quotes for people",
    ),
    Impossible(
        newer="enrolments-app",
        since=(3, 0),
        older="billing-app",
        until=(2, 3),
        because="enrolments 3.0 names employees by text, and billing before 2.3 reads whole numbers",
    ),
    Impossible(
        newer="billing-app",
        since=(3, 0),
        older="enrolments-app",
        until=(1, 6),
        because="billing 3.0 reads change events of a schema that enrolments before 1.6 does not "
        "write",
    ),
)


def impossible(versions: Mapping[str, str]) -> tuple[Impossible, ...]:
    """
    Every pair among the installed versions that cannot work.
    """
    return tuple(pair for pair in IMPOSSIBLE if pair.found_in(versions))


def release(version: str) -> tuple[int, ...]:
    """
    The numbers of a version; what is on its way to a release counts as that release.
    """
    numbers = re.match(r"\d+(?:\.\d+)*", version)
    return tuple(map(int, numbers[0].split("."))) if numbers else ()

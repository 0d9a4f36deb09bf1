"""
What do the changes between two releases add up to?
"""

import dataclasses

from packaging.version import Version

from wheelwright.compare import version_step as versions
from wheelwright.compare.change import Bump, Change, DeployClass
from wheelwright.compare.changelog import Notes


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """
    The changes and what the release says of itself; `recorded` is the deploy class in the wheel,
    `looked_at` what was read as its public surface, `left_out` what of the rest was not.
    """

    package: str
    old: Version
    new: Version
    changes: tuple[Change, ...]
    notes: Notes | None = None
    recorded: str = ""
    limits: tuple[str, ...] = ()
    looked_at: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def required(self) -> Bump:
        """
        The largest step that any change asks for.
        """
        return max((change.asks_for for change in self.changes), default=Bump.PATCH)

    @property
    def declared(self) -> Bump:
        """
        The step that the two version numbers take.
        """
        return versions.declared(self.old, self.new)

    @property
    def lowest_version(self) -> Version:
        """
        The lowest version that would be honest.
        """
        return versions.lowest(self.old, self.required)

    @property
    def deploy_class(self) -> DeployClass:
        return max((change.deploy for change in self.changes), default=DeployClass.D0)

"""
Does a release's version number tell the truth? Two wheels in, one comparison out.
"""

import dataclasses
import pathlib
from collections.abc import Callable

from wheelwright import surface
from wheelwright.adapters.scratch import run_folder
from wheelwright.adapters.uv import Sources
from wheelwright.archive import intact
from wheelwright.compare import boot, changelog, reach, readings, rules, sides, verdict
from wheelwright.compare import typed_consumer as witnesses
from wheelwright.compare.changelog import Notes
from wheelwright.compare.outcome import Outcome
from wheelwright.compare.rules.booted import is_about_settings
from wheelwright.report.model import Finding, Severity
from wheelwright.surface import wheel
from wheelwright.surface.promises import Contract, Pair
from wheelwright.surface.wheel import Wheel

NO_INDEX = Sources()
ALONE = rules.code_changed.ID


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Comparison(Outcome):
    """
    What changed between two releases, and the verdicts that follow from it.
    """

    @property
    def findings(self) -> tuple[Finding, ...]:
        """
        One finding per change, and those about version, changelog and recorded deploy class.
        """
        return verdict.findings(self)

    @property
    def has_errors(self) -> bool:
        return any(each.severity is Severity.ERROR for each in self.findings)


def compare(
    old: pathlib.Path | None,
    new: pathlib.Path,
    *,
    releases: pathlib.Path | None = None,
    host: pathlib.Path | None = None,
    consumer: pathlib.Path | None = None,
    fragments: pathlib.Path | None = None,
    index: Sources = NO_INDEX,
    stable: str | None = None,
    static: bool = False,
    tell: Callable[[str], None] = lambda _: None,
) -> Comparison:
    """
    Compare two wheels; `old` defaults to the newest usable release before `new`, of the archive
    and of the index `stable`, if one is named.

    `static` leaves out what runs the wheels' code: the old host's start on the new release.

    Raises:
        CannotCompare: if there are no two releases to compare.
        ArchiveError: if a wheel of the archive is not as released.
        CellBroken: if no environment can be made to start the old host in.
    """
    if releases is not None:
        intact.require(releases)
    with run_folder() as scratch:
        if old is None:
            old = sides.find(new, releases=releases, index=index, stable=stable, scratch=scratch)
        sides.require_usable(old, new, releases)
        tell("reads both wheels")
        with wheel.opened(old) as before, wheel.opened(new) as after:
            contracts = surface.contract(before), surface.contract(after)
            limits: tuple[str, ...] = ()
            if static:
                limits = (boot.LEFT_OUT,)
            elif before.apps:
                tell("starts the old host on both releases")
                contracts, limits = _booted(before, after, contracts, host, index, scratch)
            said: tuple[str, ...] = ()
            if consumer:
                tell("type-checks the consumer against both releases")
                said = witnesses.broken(consumer, before, after, releases=releases, scratch=scratch)
            return judge(
                Pair(
                    old=contracts[0],
                    new=contracts[1],
                    siblings=sides.siblings(before.package, releases),
                    witness=said,
                ),
                before,
                after,
                notes=changelog.read(fragments, after=before.version, upto=after.version),
                limits=limits,
            )


def _booted(
    before: Wheel,
    after: Wheel,
    contracts: tuple[Contract, Contract],
    host: pathlib.Path | None,
    index: Sources,
    scratch: pathlib.Path,
) -> tuple[tuple[Contract, Contract], tuple[str, ...]]:
    booted = boot.both(before, after, host=host, index=index, scratch=scratch)
    old, new = (
        dataclasses.replace(contract, booted=one)
        for contract, one in zip(contracts, booted, strict=True)
    )
    before_failed, after_failed = (one.failure for one in booted)
    if before_failed:
        return (old, new), (boot.NOT_STARTED.format(reason=before_failed),)
    if after_failed and not is_about_settings(after_failed):
        return (old, new), (boot.NEITHER_SETTING.format(reason=after_failed),)
    return (old, new), ()


def judge(
    pair: Pair,
    before: Wheel,
    after: Wheel,
    *,
    notes: Notes | None = None,
    limits: tuple[str, ...] = (),
) -> Comparison:
    """
    Run every rule on a pair, and apply what the changelog says of their changes.
    """
    pair = dataclasses.replace(pair, new=reach.seen_by_callers(pair.new, pair.old))
    changes = tuple(dict.fromkeys(c for rule in rules.RULES for c in rule(pair)))
    if len(changes) > 1:
        changes = tuple(c for c in changes if c.code != ALONE)
    return Comparison(
        package=after.package,
        old=before.version,
        new=after.version,
        changes=verdict.worst_first(tuple(verdict.noted(c, notes) for c in changes)),
        notes=notes,
        recorded=verdict.recorded_class(after),
        limits=(*limits, *readings.limits(pair.old, pair.new, before, after)),
        looked_at=readings.looked_at(pair.new),
        left_out=readings.left_out(pair.new),
    )

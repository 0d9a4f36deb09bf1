"""
Step: push the rehearsed bytes, and no others, from staging to stable.
"""

import dataclasses

from wheelwright.index.devpi import STABLE, STAGING
from wheelwright.index.errors import OtherBytes
from wheelwright.index.promote import promote
from wheelwright.release import journal, wheels
from wheelwright.release.errors import NotReady
from wheelwright.release.plan import Plan
from wheelwright.release.step_result import Made


def intends(plan: Plan) -> str:
    """
    What would be pushed.
    """
    if digest := plan.served(STABLE):
        return f"nothing: {STABLE} has sha256 {digest[:16]}…"
    return f"push it from {STAGING} to {STABLE}, if the bytes are those that were rehearsed"


def run(plan: Plan, made: Made) -> Made:
    """
    Raises:
        NotReady: if no rehearsal of these bytes is known.
        OtherBytes: if staging or stable serves other bytes than the built or the rehearsed ones.
        RehearsalFailed: if a rehearsal of these very bytes found errors.
        IndexFailed: if devpi refuses.
    """
    digest, name = wheels.digest(plan), plan.package.wheel_name
    wheels.require_not_refused(plan, digest)
    there = plan.served(STABLE)
    if there and there != digest:
        raise OtherBytes(name, STABLE, digest, there)
    if there:
        return dataclasses.replace(made, said=f"already on {STABLE}  sha256 {digest}")
    kept = journal.read(plan)
    rehearsed = plan.vouched or (kept.sha256 if kept else None)
    if rehearsed is None:
        raise NotReady(
            f"Nothing says that {name} was rehearsed.", "Run the command again without --until."
        )
    if rehearsed != digest:
        raise OtherBytes(name, "The rehearsal", digest, rehearsed)
    promote(plan.index, [(plan.package.name, plan.version)], rehearsed=rehearsed)
    return dataclasses.replace(made, said=f"on {STABLE}  sha256 {digest}")

"""
Step: upload the wheel to staging, once.
"""

import dataclasses

from wheelwright.index.devpi import STAGING
from wheelwright.index.publish import publish
from wheelwright.release import wheels
from wheelwright.release.plan import Plan
from wheelwright.release.step_result import Made


def intends(plan: Plan) -> str:
    """
    What would be uploaded.
    """
    if digest := plan.served(STAGING):
        return f"nothing, if the bytes are those of {STAGING}, which has sha256 {digest[:16]}…"
    return f"upload it to {STAGING} with the publisher's token"


def run(plan: Plan, made: Made) -> Made:
    """
    Raises:
        UnsafeWheel: if it holds a file that has no place in it.
        OtherBytes: if staging has this version with other contents.
        IndexFailed: if the index, or the upload, refuses.
    """
    new = publish(plan.index, [wheels.committed(plan)], archive=plan.releases)
    return dataclasses.replace(made, said=f"{'uploaded to' if new else 'already on'} {STAGING}")

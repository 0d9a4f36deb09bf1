"""
The picture of an app's clusters or of a plan, as one self-contained page.
"""

from wheelwright.extract.plan.clusters import Cluster
from wheelwright.extract.values import Plan, Survey


def clusters(survey: Survey, groups: tuple[Cluster, ...], *, source: str) -> str:
    return ""


def plan(survey: Survey, made: Plan) -> str:
    return ""

"""
The picture of an app's clusters or of a plan, as one self-contained page.
"""

import pathlib
from itertools import groupby
from typing import Any

from wheelwright.extract.plan import drawing
from wheelwright.extract.plan.clusters import Cluster
from wheelwright.extract.values import Plan, Survey
from wheelwright.report.html import TEMPLATES as REPORT

TEMPLATES = pathlib.Path(__file__).with_name("page")


def clusters(survey: Survey, groups: tuple[Cluster, ...], *, source: str) -> str:
    """
    The app as it would come apart.
    """
    return _rendered(
        "clusters.html.j2",
        source=source,
        survey=survey,
        groups=groups,
        drawing=drawing.ring(groups),
        models=sum(len(group.models) for group in groups),
    )


def plan(survey: Survey, made: Plan) -> str:
    """
    The plan, with what crosses between what moves and what stays.
    """
    by_file = groupby(made.uses, key=lambda use: use.place.file)
    return _rendered(
        "plan.html.j2",
        plan=made,
        drawing=drawing.columns(survey, made),
        files=[(file, list(found)) for file, found in by_file],
        why={c.label: c for step in made.steps for c in step.companions},
    )


def _rendered(name: str, **values: Any) -> str:
    import jinja2  # a tenth of a second, which only those pay who ask for a page

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader([TEMPLATES, REPORT]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name).render(WIDTH=drawing.WIDTH, BOX=drawing.BOX, **values)

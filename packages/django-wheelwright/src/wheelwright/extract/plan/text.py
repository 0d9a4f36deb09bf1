"""
The plan, and the clusters of an app, as a person reads them on a screen.
"""

from collections import Counter
from collections.abc import Iterator

from rich.console import Console

from wheelwright.extract.plan.clusters import Cluster
from wheelwright.extract.values import Plan, Relation, Step, Use

SHOWN = 6
WHAT = {
    "import": "imports",
    "attribute": "attributes of a module",
    "bare": "names without an app, by hand",
    "label": "labels in strings",
    "permission": "permissions",
    "url": "addresses of the admin",
    "path": "dotted paths in strings",
    "fixture": "fixtures",
    "receiver": "receivers of signals",
}


def show(plan: Plan, console: Console) -> None:
    """
    Each step with what it moves and why, who names it, and what it locks.
    """
    for line in lines(plan):
        console.print(line, markup=False, highlight=False, soft_wrap=True)


def lines(plan: Plan) -> Iterator[str]:
    """
    The same, a line at a time.
    """
    count = len(plan.moved)
    steps = f"{len(plan.steps)} step{'s' * (len(plan.steps) != 1)}"
    yield f"{count} model{'s' * (count != 1)} of {plan.source} move to {plan.target_module} in {steps}."
    for step in plan.steps:
        yield ""
        yield from _step(step, plan)
    yield ""
    yield from _uses(plan.uses)
    if plan.pinned:
        yield f"Old migrations import {len(plan.pinned)} names of {plan.source}; they keep their path:"
        yield from _some([f"{use.subject}  {use.place}" for use in plan.pinned])
    yield ""
    for note in plan.notes:
        yield f"- {note}"


def _step(step: Step, plan: Plan) -> Iterator[str]:
    yield f"Step {step.number}"
    why = {
        c.label: f"{c.reason} ({c.because_of.partition('.')[2]}; {c.place})"
        for c in step.companions
    }
    width = max(len(moved.name) for moved in step.moved)
    for moved in step.moved:
        reason = why.pop(moved.old, "")
        yield f"    {moved.name:<{width}}  table {moved.table}" + (f"  {reason}" if reason else "")
    if step.pointing_in:
        yield "  Stays, and names what moves:"
        yield from _some([_relation(r) for r in step.pointing_in])
    if step.pointing_out:
        yield "  Stays, and is named by what moves:"
        yield from _some([_relation(r) for r in step.pointing_out])
    brought = [c for c in step.companions if c.label in why]
    if brought:
        yield "  Code that goes along, or stays and is imported:"
        yield from _some([f"{c.label}  {c.reason} ({c.place})" for c in brought])
    apps = ", ".join((plan.target, *step.repointed_apps, plan.source))
    yield f"  Migrations, state only, for {apps}."
    yield f"  Stays as it is: {_few(step.kept)}."
    if step.permissions:
        yield f"  Permissions follow, with copies for the old label: {_few(step.permissions)}."
    if step.follows:
        tables = tuple(dict.fromkeys(column.table for column in step.follows))
        yield f"  Rows that name content types follow by id, untouched: {_few(tables)}."
    yield "  Locks, none of them on a table that moves:"
    yield from (f"    {lock.mode} on {lock.table}: {lock.why}" for lock in step.locks)
    for line in step.by_hand:
        yield f"  By hand: {line}"


def _few(names: tuple[str, ...]) -> str:
    return ", ".join(names[:SHOWN]) + (
        f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    )


def _relation(relation: Relation) -> str:
    through = f" through {relation.through}" if relation.through else ""
    return f"{relation.name} -> {relation.target} ({relation.kind}{through}; {relation.place})"


def _uses(uses: tuple[Use, ...]) -> Iterator[str]:
    kinds = Counter(use.kind for use in uses)
    files = len({use.place.file for use in uses})
    yield f"Code names what moves on {len(uses)} lines of {files} files:"
    for kind, count in kinds.most_common():
        yield f"  {count} {WHAT.get(kind, kind)}"
        yield from _some([f"{use.place}  {use.text}" for use in uses if use.kind == kind])


def _some(lines: list[str]) -> Iterator[str]:
    yield from (f"    {line}" for line in lines[:SHOWN])
    if len(lines) > SHOWN:
        yield f"    … and {len(lines) - SHOWN} more (--json has all)"


def show_clusters(clusters: tuple[Cluster, ...], source: str, console: Console) -> None:
    """
    Where the app would come apart, the cheapest cut first.
    """
    for line in cluster_lines(clusters, source):
        console.print(line, markup=False, highlight=False, soft_wrap=True)


def cluster_lines(clusters: tuple[Cluster, ...], source: str) -> Iterator[str]:
    """
    A block for each cluster with its cuts, then a word to go on.
    """
    models = sum(len(cluster.models) for cluster in clusters)
    yield f"{source} has {models} models. It comes apart most cheaply like this, the cheapest cut first:"
    alone = [c for c in clusters if len(c.models) == 1]
    for number, cluster in enumerate((c for c in clusters if len(c.models) > 1), 1):
        names = " ".join(label.partition(".")[2] for label in cluster.models)
        yield ""
        yield (
            f"{number}. {cluster.name.partition('.')[2]}: {len(cluster.models)} models, "
            f"{cluster.inside} relations inside, {len(cluster.cuts)} cut"
        )
        yield f"   {names}"
        yield from (f"   cuts {_relation(cut)}" for cut in cluster.cuts[:SHOWN])
        if len(cluster.cuts) > SHOWN:
            yield f"   … and {len(cluster.cuts) - SHOWN} more"
    if alone:
        yield ""
        yield "By themselves: " + " ".join(c.name.partition(".")[2] for c in alone)
    first = next((c for c in clusters if len(c.models) > 1), clusters[0] if clusters else None)
    if first:
        names = " ".join(label.partition(".")[2] for label in first.models)
        yield ""
        yield "Go on with:"
        yield f"    wheelwright extract plan --from {source} --to NEW_APP --out plan.json --models {names}"

"""
Where on a page does each cluster, each model and each tie between them come?
"""

import dataclasses
import math
from collections import Counter
from collections.abc import Mapping

from wheelwright.extract.plan.clusters import Cluster
from wheelwright.extract.values import Plan, Relation, Survey

WIDTH, HEIGHT = 900, 560
ROW, TOP = 24, 40
COLUMNS = (10, 330, 650)  # where names begin: what stays, what moves, other apps
BOX = 240


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """
    A cluster on the ring.
    """

    x: float
    y: float
    radius: float
    label: str
    label_x: float
    label_y: float
    anchor: str
    tone: int
    title: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """
    A tie; its path is in SVG's own words.
    """

    path: str
    width: float
    kind: str
    title: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """
    A model in a column.
    """

    x: float
    y: float
    text: str
    kind: str
    title: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """
    The title of a column.
    """

    x: float
    text: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """
    A picture of this size.
    """

    height: float
    lines: tuple[Line, ...]
    dots: tuple[Dot, ...] = ()
    names: tuple[Name, ...] = ()
    headings: tuple[Heading, ...] = ()


def ring(groups: tuple[Cluster, ...]) -> Drawing:
    """
    Clusters on a ring, with a chord for what is cut between two of them; what has no ties is not drawn.
    """
    groups = tuple(group for group in groups if group.cuts) or groups
    where = {label: number for number, group in enumerate(groups) for label in group.models}
    dots = tuple(_dot(number, group, len(groups)) for number, group in enumerate(groups))
    between: dict[tuple[int, int], list[Relation]] = {}
    for group in groups:
        for cut in group.cuts:
            pair = sorted((where[cut.source], where[cut.target]))
            known = between.setdefault((pair[0], pair[1]), [])
            if cut not in known:
                known.append(cut)
    lines = tuple(
        Line(
            path=_chord(dots[one], dots[other]),
            width=1 + 1.5 * math.sqrt(len(cuts)),
            kind="tie",
            title="\n".join(f"{cut.name} → {cut.target}" for cut in cuts),
        )
        for (one, other), cuts in between.items()
    )
    return Drawing(height=HEIGHT, lines=lines, dots=dots)


def _dot(number: int, group: Cluster, count: int) -> Dot:
    angle = 2 * math.pi * number / count - math.pi / 2
    radius = 6 + 5 * math.sqrt(len(group.models))
    x, y = WIDTH / 2 + 200 * math.cos(angle), HEIGHT / 2 + 200 * math.sin(angle)
    right = math.cos(angle) >= 0
    name = group.name.partition(".")[2]
    return Dot(
        x=x,
        y=y,
        radius=radius,
        label=f"{name} ({len(group.models)})" if len(group.models) > 1 else name,
        label_x=x + (radius + 8) * (1 if right else -1),
        label_y=y + 4 + 10 * math.sin(angle),
        anchor="start" if right else "end",
        tone=number % 8,
        title=" ".join(label.partition(".")[2] for label in group.models),
    )


def _chord(one: Dot, other: Dot) -> str:
    # Towards the middle, so that neighbours' chords are seen as well.
    x = (one.x + other.x) / 4 + WIDTH / 4
    y = (one.y + other.y) / 4 + HEIGHT / 4
    return f"M{one.x:.0f} {one.y:.0f} Q{x:.0f} {y:.0f} {other.x:.0f} {other.y:.0f}"


def columns(survey: Survey, made: Plan) -> Drawing:
    """
    What stays, what moves and who else names it, in three columns, with a line for each relation.
    """
    moved = [moved.old for moved in made.moved]
    real = {r for step in made.steps for r in (*step.pointing_in, *step.pointing_out)}
    crossing = sorted(
        (r for r in real if (r.source in moved) != (r.target in moved)), key=lambda r: r.name
    )
    ends = Counter(end for r in crossing for end in (r.source, r.target) if end not in moved)
    near = sorted(label for label in ends if label.startswith(f"{made.source}."))
    far = sorted(label for label in ends if not label.startswith(f"{made.source}."))
    names: dict[str, Name] = {}
    tallest = max(len(near), len(moved), len(far))
    for x, labels, kind in zip(COLUMNS, (near, moved, far), ("stays", "moves", "far"), strict=True):
        for row, label in enumerate(labels):
            model = survey.model(label)
            names[label] = Name(
                x=x,
                y=TOP + ROW * (row + (tallest - len(labels)) // 2),
                text=label if kind == "far" else label.partition(".")[2],
                kind=kind,
                title=f"{label}: table {model.table} ({model.place})" if model else label,
            )
    drawn = tuple(_link(names, r) for r in crossing if r.source in names and r.target in names)
    titles = (f"stays in {made.source}", f"moves to {made.target}", "other apps")
    return Drawing(
        height=TOP + ROW * tallest + 10,
        lines=drawn,
        names=tuple(names.values()),
        headings=tuple(Heading(x=x, text=t) for x, t in zip(COLUMNS, titles, strict=True)),
    )


def _link(names: Mapping[str, Name], relation: Relation) -> Line:
    left, right = sorted((names[relation.source], names[relation.target]), key=lambda n: n.x)
    x1, x2 = left.x + BOX, right.x
    y1, y2 = left.y + ROW / 2 - 3, right.y + ROW / 2 - 3
    half = (x1 + x2) / 2
    return Line(
        path=f"M{x1:.0f} {y1:.0f} C{half:.0f} {y1:.0f} {half:.0f} {y2:.0f} {x2:.0f} {y2:.0f}",
        width=1.5,
        kind=relation.kind,
        title=f"{relation.name} → {relation.target} ({relation.kind}; {relation.place})",
    )

"""
Do two ways to the same wheels, in another order or in other steps, end with the same database?
"""

import dataclasses

from wheelwright.compose import equal_rows, findings, sets, states
from wheelwright.compose.equal_rows import RowsDiffer
from wheelwright.compose.questions import Kind, Question, Wheels
from wheelwright.compose.sets import DoesNotStart, Excluded, Side, names
from wheelwright.compose.states import Answer, State
from wheelwright.rehearse.workspace import Workspace
from wheelwright.report.model import Finding, Migration


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Walked:
    """
    One way; without a database it did not get to its end.
    """

    database: str | None
    found: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
    migrations: tuple[Migration, ...] = ()


class Walk:
    """
    Walks the ways of one question from one database; a set of wheels is started once for all.
    """

    def __init__(self, workspace: Workspace, question: Question, first: Side, before: str) -> None:
        self.workspace = workspace
        self.question = question
        self.before = before
        self.sides: dict[Wheels, Side | Excluded | DoesNotStart] = {question.start: first}
        failing = states.broken_promises(workspace, first, before)
        self.judges = not failing
        self.notes = tuple(
            f"The contract tests judge nothing here, as one fails at the start: {test.id} "
            f"({test.message})."
            for test in failing[:1]
        )

    def __call__(self, way: tuple[Wheels, ...], *, judge: bool = True) -> Walked:
        """
        Go one way, set by set; with `judge`, the contract tests run in every state.
        """
        database = self.workspace.create(template=self.before)
        found: list[Finding] = []
        stumbled: list[Finding] = []
        notes: list[str] = []
        migrations: list[Migration] = []
        for wheels in way[1:]:
            side = self._side(wheels)
            # One release of a line can be skipped; of two wheels, neither order can.
            skippable = self.question.kind is Kind.STEPS and wheels != way[-1]
            if isinstance(side, Excluded):
                notes.append(str(side))
                if skippable:
                    continue
                return Walked(database=None, found=tuple(found), notes=tuple(notes))
            state = self._advance(side, wheels, database)
            migrations += state.migrations
            (found if state.reached else stumbled).extend(state.found)
            if not state.reached and not skippable:
                return Walked(database=None, found=(*found, *stumbled), notes=tuple(notes))
            if state.reached and judge and self.judges and isinstance(side, Side):
                failing = states.broken_promises(self.workspace, side, database)
                found += [findings.contract(test, f"With {names(wheels)}") for test in failing]
        found += [findings.got_over(finding) for finding in stumbled]
        return Walked(
            database=database,
            found=tuple(found),
            notes=tuple(notes),
            migrations=tuple(migrations),
        )

    def _advance(self, side: Side | DoesNotStart, wheels: Wheels, database: str) -> State:
        if isinstance(side, DoesNotStart):
            return State(found=(findings.starting(side),), refused=True)
        return states.advance(self.workspace, side, database, f"With {names(wheels)}")

    def _side(self, wheels: Wheels) -> Side | Excluded | DoesNotStart:
        if wheels not in self.sides:
            try:
                self.sides[wheels] = sets.start(self.workspace, wheels)
            except (Excluded, DoesNotStart) as reason:
                self.sides[wheels] = reason
        return self.sides[wheels]


def answer(workspace: Workspace, question: Question) -> Answer:
    """
    Every way from the same rows to the same wheels; the first one twice, to know what varies.
    """
    first = sets.start(workspace, question.start)
    before, notes = states.baseline(workspace, first)
    walk = Walk(workspace, question, first, before)
    walked = [walk(way) for way in question.ways]
    found = _distinct([finding for one in walked for finding in one.found])
    said = dict.fromkeys((*notes, *walk.notes, *(note for one in walked for note in one.notes)))
    ends = [one.database for one in walked if one.database is not None]
    if len(ends) == len(walked):
        again = walk(question.ways[0], judge=False)
        found += _differences(workspace, question, ends, again.database or ends[0])
    elif not found:
        said["A way that is not allowed cannot be compared with the other one."] = None
    end = walk.sides.get(question.end)
    return Answer(
        found=tuple(found),
        notes=tuple(said),
        migrations=walked[0].migrations,
        side=end if isinstance(end, Side) else first,
    )


def _differences(
    workspace: Workspace, question: Question, ends: list[str], again: str
) -> list[Finding]:
    left, right = _labels(question)
    schemas = states.schemas(workspace, ends[0], ends[1])
    return [
        *(findings.drift(difference, left, right) for difference in schemas),
        *(
            findings.rows(differ, left, right)
            for differ in _rows(workspace, ends[0], again, ends[1])
        ),
    ]


def _labels(question: Question) -> tuple[str, str]:
    if question.kind is Kind.STEPS:
        return "directly", "step by step"
    first, second = question.about
    return f"with {first.package} first", f"with {second.package} first"


def _rows(workspace: Workspace, left: str, again: str, right: str) -> tuple[RowsDiffer, ...]:
    with (
        workspace.timed("compare"),
        workspace.databases.open(left) as one,
        workspace.databases.open(again) as twin,
        workspace.databases.open(right) as other,
    ):
        return equal_rows.compare(one, twin, other)


def _distinct(found: list[Finding]) -> list[Finding]:
    """
    Both ways end with the same wheels, which may have the same flaw.
    """
    return list({(f.code, f.subject, f.message): f for f in found}.values())

"""
How is a question about one set of wheels answered: without one of them, or with one enabled late?
"""

from wheelwright.compose import findings, sets, states, ways
from wheelwright.compose.questions import Kind, Question
from wheelwright.compose.sets import DoesNotStart, Excluded, Side, names
from wheelwright.compose.states import Answer
from wheelwright.rehearse.observe import losses as kept_values
from wheelwright.rehearse.workspace import Workspace


def answer(workspace: Workspace, question: Question) -> Answer:
    """
    Measure what a question asks for.
    """
    try:
        return {
            Kind.TOGETHER: _from_nothing,
            Kind.OMITTED: _from_nothing,
            Kind.LATE: _late,
            Kind.ORDERS: ways.answer,
            Kind.STEPS: ways.answer,
        }[question.kind](workspace, question)
    except Excluded as excluded:
        if question.kind is Kind.TOGETHER:
            return Answer(found=(findings.excluding(excluded),))
        return Answer(notes=(str(excluded), "So there is nothing to measure."))
    except DoesNotStart as reason:
        return Answer(found=(findings.starting(reason),))


def _needed(side: Side, question: Question) -> tuple[str, ...]:
    """
    Wheels that cannot be left out, because another one declares that it needs them.
    """
    left_out = {r.package for r in question.about} - {r.package for r in side.wheels}
    return tuple(
        f"{package} cannot be left out: one of the others requires it, and says so."
        for package in sorted(left_out)
        if side.holds(package)
    )


def _from_nothing(workspace: Workspace, question: Question) -> Answer:
    side = sets.start(workspace, question.start)
    if question.kind is Kind.OMITTED and (notes := _needed(side, question)):
        return Answer(notes=notes, side=side)
    where = f"With {names(side.wheels)}" + " alone" * (question.kind is Kind.OMITTED)
    state = states.advance(workspace, side, workspace.create(), where)
    return Answer(found=state.found, migrations=state.migrations, side=side)


def _late(workspace: Workspace, question: Question) -> Answer:
    """
    The others serve and fill their tables; then the wheel joins them.
    """
    others = sets.start(workspace, question.start)
    if notes := _needed(others, question):
        return Answer(notes=notes, side=others)
    before, notes = states.baseline(workspace, others)
    everyone = sets.start(workspace, question.end)
    database = workspace.create(template=before)
    late = names(question.about)
    joined = states.advance(workspace, everyone, database, f"With {late} enabled late")
    if not joined.reached:
        return Answer(found=joined.found, notes=notes, side=everyone)
    at_once = workspace.create()
    state = states.advance(workspace, everyone, at_once, f"With {names(everyone.wheels)}")
    with (
        workspace.timed("compare"),
        workspace.databases.open(before) as old,
        workspace.databases.open(database) as new,
    ):
        kept = kept_values.compare(old, new)
    found = [
        *joined.found,
        *(findings.loss(loss, f"With {late} enabled late") for loss in kept.losses),
        *(findings.change(change, f"With {late} enabled late") for change in kept.changes),
    ]
    if state.reached:
        found += [
            findings.drift(difference, "enabled late", "all at once")
            for difference in states.schemas(workspace, database, at_once)
        ]
    else:
        found += state.found
    return Answer(found=tuple(found), notes=notes, migrations=joined.migrations, side=everyone)

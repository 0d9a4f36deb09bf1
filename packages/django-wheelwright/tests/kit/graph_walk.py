"""
A drawn graph is planned, written, moved, taken back and moved again: what is not as it should be?
"""

import pathlib

import proof_kit
from graph_kit import Graph
from monolith_kit import Monolith

from wheelwright.adapters.session import Refused
from wheelwright.errors import CannotRun
from wheelwright.extract.plan import make
from wheelwright.extract.survey import survey
from wheelwright.extract.write import run as writing

FEW = 8  # rows


def walk(graph: Graph, folder: pathlib.Path, *, url: str) -> tuple[str, ...]:
    """
    Nothing if it is right; else every error, or the refusal.
    """
    before = Monolith(
        folder / "before",
        {**graph.apps, "legacy": graph.models},
        installed=graph.installed,
        settings=graph.settings,
        files=graph.files,
        url=url,
    )
    after = before.copied(folder / "after")
    try:
        known = survey(after.project())
        plan = make.plan(known, source="legacy", target="plans", models=graph.move, most=1000)
        wish = writing.Wish(project=after.project(), plan=plan, on_a_copy=False)
        writing.apply(wish, writing.prepare(wish))
        proof = proof_kit.prove(before.folder, after.folder, moved=plan.moved, rows=FEW, url=url)
    except (CannotRun, Refused) as refusal:
        return (f"refused: {refusal}",)
    if proof.picture_after is None or proof.back is None:
        return tuple(f"{f.code} {f.subject}: {f.message}" for f in proof_kit.errors(proof))
    same = proof.picture_before.dump == proof.picture_after.dump
    return (
        *(() if same else ("another dump",)),
        *(f"{f.code} {f.subject}: {f.message}" for f in proof_kit.errors(proof)),
    )

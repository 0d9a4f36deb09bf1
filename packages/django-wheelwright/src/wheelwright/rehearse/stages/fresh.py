"""
Stage: the candidate on an empty database, to compare an upgraded schema with a fresh one.
"""

import dataclasses

from wheelwright.adapters import cache
from wheelwright.rehearse import cache_keys
from wheelwright.rehearse.facts import schema
from wheelwright.rehearse.facts.known import Facts
from wheelwright.rehearse.facts.upgrade import Fresh
from wheelwright.rehearse.observe import catalogue, recording
from wheelwright.rehearse.workspace import Workspace


def run(workspace: Workspace, facts: Facts) -> Facts:
    """
    Migrate from nothing; after a failed upgrade this tells whether the rows are to blame.
    """
    if facts.graph:
        return facts
    key = cache.digest("fresh", facts.new_digest, workspace.databases.version, cache_keys.of_tool())
    path = workspace.order.cache / "fresh" / f"{key}.json"
    if (kept := cache.peek(path)) is not None:
        return dataclasses.replace(
            facts, fresh=Fresh(failure=None, catalogue=schema.from_json(kept))
        )
    with workspace.clone(None) as database:
        answers = workspace.new.ask("migrate", database=database)
        with workspace.databases.open(database) as connection:
            found = catalogue.read(connection)
    failure = recording.failure(answers.first("failure"))
    if failure is None:
        cache.write(path, schema.as_json(found))
    return dataclasses.replace(facts, fresh=Fresh(failure=failure, catalogue=found))

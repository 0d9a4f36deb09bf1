"""
Stage: the candidate on an empty database, to compare an upgraded schema with a fresh one.
"""

import dataclasses

from wheelwright import catalogue, recording
from wheelwright.bench import Bench
from wheelwright.facts import Facts, Fresh


def run(bench: Bench, facts: Facts) -> Facts:
    """
    Migrate from nothing; after a failed upgrade this tells whether the rows are to blame.
    """
    if facts.graph:
        return facts
    database = bench.create()
    answers = bench.new.ask("migrate", database=database)
    with bench.databases.open(database) as connection:
        found = catalogue.read(connection)
    fresh = Fresh(failure=recording.failure(answers.first("failure")), catalogue=found)
    return dataclasses.replace(facts, fresh=fresh)

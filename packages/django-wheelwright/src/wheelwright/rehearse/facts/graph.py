"""
What the candidate's migrations say about themselves, before any of them runs.
"""

import dataclasses


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class GraphProblem:
    """
    Something about the migration graph that `migrate` would refuse.
    """

    kind: str
    subject: str
    message: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class MissingOperation:
    """
    An operation that makemigrations would still write.
    """

    app: str
    operation: str
    describe: str
    model: str

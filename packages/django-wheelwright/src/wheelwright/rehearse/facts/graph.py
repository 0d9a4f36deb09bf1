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
    An operation that makemigrations would still write: on a host with a user model of its own, if
    `own_user`; `auto_field` is the host's DEFAULT_AUTO_FIELD where it decides about that.
    """

    app: str
    operation: str
    describe: str
    model: str
    own_user: bool = False
    auto_field: str = ""

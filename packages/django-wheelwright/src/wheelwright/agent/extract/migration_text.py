"""
How is a migration of a move written down? By Django's own writer; around it what the reader needs.
"""

import re
from typing import Any

from django.db.migrations.migration import Migration
from django.db.migrations.operations import RunSQL
from django.db.migrations.writer import MigrationWriter

from wheelwright.agent.extract.states import Moves

STATE_ONLY = '''\
class StateOnly(migrations.SeparateDatabaseAndState):
    """
    What Django knows changes, the database does not. Models are rendered once afterwards, if at all,
    and not once for each operation.
    """

    def state_forwards(self, app_label, state):
        state.__dict__.pop("apps", None)
        super().state_forwards(app_label, state)


'''
COMING = """\
{models} of {source} belong to {target} from here on. Their tables stay, with every row.

Only the rows of their content types change: each gets its new label in place, and the old label a shadow
with the same permissions for the release that still serves. Reversing merges both again. The migration
{target}.…_close_the_move_from_{source} removes the shadows, one release later.
"""
FOLLOWING = """\
What {app} keeps about models of {source} names them in {target}. No table is touched.
"""
GOING = """\
{source} gives {models} to {target}. No table is touched.
"""
CLOSING = """\
The move of {models} from {source} to {target} is over: no process of the release before it serves any more.

What that release wrote under the old labels gets the new ones, in batches that each commit, so this may be
stopped and started again. Then the shadow rows and their permissions go.
"""


def text(migration: Migration, wanted: Moves, *, source: str, target: str) -> str:
    """
    A migration of the step itself.
    """
    told = {target: COMING, source: GOING}.get(migration.app_label, FOLLOWING)
    return _written(migration, told, wanted, source=source, target=target)


def closing(migration: Migration, wanted: Moves, *, source: str, target: str) -> str:
    """
    The one that ends it.
    """
    return _written(migration, CLOSING, wanted, source=source, target=target)


def _written(migration: Migration, told: str, wanted: Moves, *, source: str, target: str) -> str:
    body = MigrationWriter(migration, include_header=False).as_string()
    about = told.format(
        models=_names(wanted), source=source, target=target, app=migration.app_label
    )
    if not migration.atomic and "atomic = False" not in body:  # Django 5.2 does not write it
        body = body.replace("    dependencies = [", "    atomic = False\n\n    dependencies = [", 1)
    before = ""
    if "migrations.SeparateDatabaseAndState(" in body:
        body = body.replace("migrations.SeparateDatabaseAndState(", "StateOnly(")
        before += STATE_ONLY
    for operation in (op for op in migration.operations if isinstance(op, RunSQL)):
        for name, sql in (("FORWARD", operation.sql), ("BACKWARD", operation.reverse_sql)):
            # As many lines as it has, instead of one.
            body = body.replace(MigrationWriter.serialize(sql)[0], name)
            before += f"{name} = {_readable(sql)}\n"
    body = body.replace("class Migration(", before + "\n\nclass Migration(", 1)
    body = re.sub(r"\n{3,}(?=\S)", "\n\n\n", body)
    return f'"""\n{about}"""\n\n{body}'


def _names(wanted: Moves) -> str:
    names = [move.label.partition(".")[2] for move in wanted.values()]
    if len(names) > 6:
        return f"{len(names)} models"
    return " and ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)


def _readable(statements: Any) -> str:
    quoted = (f'"""\n{text}\n"""' if "\n" in text else repr(text) for text in statements)
    return "[\n" + "".join(f"    {text},\n" for text in quoted) + "]"

"""
`wheelwright extract`: a domain leaves a Django monolith, its tables stay where they are.
"""

import inspect

import typer

from wheelwright.commands.extract.package import package
from wheelwright.commands.extract.pending import pending
from wheelwright.commands.extract.plan import plan
from wheelwright.commands.extract.prove import prove
from wheelwright.commands.extract.squash import squash
from wheelwright.commands.extract.write import write

HELP = """
Take a domain out of a Django monolith into an app, and then a wheel, of its own; its tables stay.

    wheelwright extract plan --project . --from legacy                       # where would it come apart?
    wheelwright extract plan --project . --from legacy --models Plan Window --to enrolments_app --out plan.json
    wheelwright extract write plan.json                                      # the diff; --apply writes it
    wheelwright extract prove plan.json                                      # rehearse it on a real PostgreSQL
    wheelwright extract package plan.json                                    # the app becomes a wheel
"""

app = typer.Typer(no_args_is_help=True, help=inspect.cleandoc(HELP))
for command in (plan, write, prove, package, squash, pending):
    app.command()(command)

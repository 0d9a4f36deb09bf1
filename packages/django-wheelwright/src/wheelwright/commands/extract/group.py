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

Where would it come apart?

    wheelwright extract plan --from legacy

What moves, in which steps; then the diff of a step, the step, and the package:

    wheelwright extract plan --from legacy --models Plan --to plans --out plan.json
    wheelwright extract write plan.json
    wheelwright extract write plan.json --apply
    wheelwright extract package plan.json

`prove` rehearses a step on a real PostgreSQL; each command says more with --help.
"""

app = typer.Typer(no_args_is_help=True, help=inspect.cleandoc(HELP))
for command in (plan, write, prove, package, squash, pending):
    app.command()(command)

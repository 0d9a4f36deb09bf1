"""
What has a folder's code: its models, their tables, its modules? And which models did move between two?
"""

from wheelwright.extract.prove.facts import Inventory, Table
from wheelwright.extract.prove.ground import Side
from wheelwright.extract.values import Moved


def read(side: Side) -> Inventory:
    """
    Ask one side; no database is needed.
    """
    answers = side.ask("extract inventory")
    (code,) = answers.named("code")
    apps = answers.named("app")
    return Inventory(
        models=tuple(
            Table(
                label=event["label"],
                table=event["table"],
                managed=event["managed"],
                automatic=event["automatic"],
                generic=tuple(kind for kind, _ in event["generic"]),
            )
            for event in answers.named("model")
        ),
        own_modules=tuple(app["module"].split(".")[0] for app in apps if app["own"]),
        modules=tuple(app["module"] for app in apps),
        django=code["django"],
        python=code["python"],
        migrations=code["migrations"],
        reading_seconds=code["reading_seconds"],
    )


def moved(before: Inventory, after: Inventory) -> tuple[Moved, ...]:
    """
    The models whose table is the same and whose label is another.
    """
    new = {model.table: model for model in after.models if model.managed}
    labels = before.labels() & after.labels()
    return tuple(
        Moved(old=model.label, new=new[model.table].label, table=model.table)
        for model in before.models
        if model.managed and not model.automatic and model.table in new
        and model.label not in labels and new[model.table].label not in labels
    )

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
    The models that are gone from one app and have come to another, with the same table or, if that
    was forgotten, at least with the same name.
    """
    stay = before.labels() & after.labels()
    gone = [m for m in before.models if m.managed and not m.automatic and m.label not in stay]
    come = [m for m in after.models if m.managed and not m.automatic and m.label not in stay]
    by_table = {model.table: model.label for model in come}
    by_name = {model.label.partition(".")[2]: model.label for model in come}
    pairs = (
        (model, by_table.get(model.table) or by_name.get(model.label.partition(".")[2]))
        for model in gone
    )
    return tuple(
        Moved(old=model.label, new=label, table=model.table) for model, label in pairs if label
    )

"""
What does the code of one side answer about a database: types, generic keys, rights?
"""

from wheelwright.extract.prove.facts import Answers
from wheelwright.extract.prove.ground import Side


def read(side: Side, database: str) -> Answers:
    """
    Ask it.
    """
    said = side.ask("extract answers", database=database)
    return Answers(
        types={f"{e['app']}.{e['model']}": e["id"] for e in said.named("type")},
        led_to={
            (event["table"], row): found
            for event in said.named("generic")
            for row, found in event["found"]
        },
        rights={
            event["table"]: frozenset(
                (who, f"{app}.{model}", code) for who, app, model, code in event["rights"]
            )
            for event in said.named("granted")
        },
        users={event["id"]: frozenset(event["may"]) for event in said.named("user")},
    )

"""
How is a rule set written down, and how does one of the first format become one of the second?

Format 1 is a list of conditions that must all hold: `{"condition": "fte_at_least", "value": "0.5"}`.
Format 2 nests them: `{"all": […]}`, `{"any": […]}`, `{"not": …}` and
`{"fact": "fte", "operator": "at_least", "value": "0.5"}`.
"""

from collections.abc import Mapping

from benefits_app.data import (
    AllOf,
    AnyOf,
    Condition,
    Fact,
    Not,
    Operator,
    Rule,
)
from benefits_app.errors import RuleSetBroken, UnknownConditions
from benefits_app.rules.rule_values import Json, read_value, written_value

DEEPEST = 20

_RANGE = frozenset({Operator.AT_LEAST, Operator.AT_MOST})
_OPERATORS: Mapping[Fact, frozenset[Operator]] = {
    Fact.HIRED_ON: _RANGE,
    Fact.FTE: _RANGE,
    Fact.ANNUAL_SALARY: _RANGE,
    Fact.AGE: _RANGE,
    Fact.SERVICE_DAYS: _RANGE,
    Fact.GRADE: frozenset({Operator.ONE_OF}),
    Fact.LOCATION: frozenset({Operator.ONE_OF}),
    Fact.EMPLOYED: frozenset({Operator.IS}),
}


def read(document: Json, *, format: int) -> Rule:
    """
    The rule of a document in format 1 or 2.

    Raises:
        UnknownConditions: naming every condition that is not known.
        RuleSetBroken: if it is not a rule set, or nests deeper than 20.
    """
    if format == 1:
        document = upgrade(document)
    elif format != 2:
        raise RuleSetBroken(f"the format {format}")
    unknown: list[str] = []
    rule = _read(document, unknown, depth=0)
    if unknown:
        raise UnknownConditions(unknown)
    return rule


def upgrade(document: Json) -> Json:
    """
    A document of format 1 in format 2; it means the same.

    Raises:
        UnknownConditions: naming every condition that has no counterpart.
        RuleSetBroken: if it is not a list of conditions.
    """
    if not isinstance(document, list):
        raise RuleSetBroken("something else than a list of conditions")
    names = {
        f"{fact}_{operator}": (fact, operator)
        for fact, operators in _OPERATORS.items()
        for operator in operators
    }
    unknown = [_name(entry) for entry in document if _name(entry) not in names]
    if unknown:
        raise UnknownConditions(unknown)
    upgraded: list[Json] = []
    for entry in document:
        fact, operator = names[_name(entry)]
        if not isinstance(entry, dict) or entry.keys() != {"condition", "value"}:
            raise RuleSetBroken("a condition with more or less than a name and a value")
        upgraded.append({"fact": fact.value, "operator": operator.value, "value": entry["value"]})
    return {"all": upgraded}


def write(rule: Rule) -> Json:
    """
    A rule in format 2.
    """
    match rule:
        case AllOf(rules=rules):
            return {"all": [write(part) for part in rules]}
        case AnyOf(rules=rules):
            return {"any": [write(part) for part in rules]}
        case Not(rule=inner):
            return {"not": write(inner)}
        case Condition():
            return {
                "fact": rule.fact.value,
                "operator": rule.operator.value,
                "value": written_value(rule.value),
            }


def write_flat(rule: Rule) -> Json:
    """
    A rule in format 1.

    Raises:
        RuleSetBroken: if it is more than conditions that must all hold.
    """
    parts = rule.rules if isinstance(rule, AllOf) else (rule,)
    document: list[Json] = []
    for part in parts:
        if not isinstance(part, Condition):
            raise RuleSetBroken("nested conditions, and here all must hold")
        name = f"{part.fact}_{part.operator}"
        document.append({"condition": name, "value": written_value(part.value)})
    return document


def _name(entry: Json) -> str:
    return str(entry.get("condition")) if isinstance(entry, dict) else str(entry)


def _read(document: Json, unknown: list[str], *, depth: int) -> Rule:
    if depth > DEEPEST:
        raise RuleSetBroken(f"conditions nested deeper than {DEEPEST}")
    match document:
        case {"all": [*parts], **rest} if not rest:
            return AllOf(rules=tuple(_read(part, unknown, depth=depth + 1) for part in parts))
        case {"any": [*parts], **rest} if not rest:
            return AnyOf(rules=tuple(_read(part, unknown, depth=depth + 1) for part in parts))
        case {"not": inner, **rest} if not rest:
            return Not(rule=_read(inner, unknown, depth=depth + 1))
        case {"fact": str(fact), "operator": str(operator), "value": value, **rest} if not rest:
            if fact in _OPERATORS and operator in _OPERATORS[Fact(fact)]:
                return Condition(
                    fact=Fact(fact),
                    operator=Operator(operator),
                    value=read_value(Fact(fact), value),
                )
            unknown.append(f"{fact} {operator}")
            return AllOf(rules=())
    raise RuleSetBroken("a part that is neither a condition nor all, any or not of some")

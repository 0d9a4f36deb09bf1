"""
How does a rule cross the boundary as JSON?
"""

from benefits_app.data import Rule
from benefits_app.rules.rule_documents import read, write
from benefits_app.rules.rule_values import Json


def read_rule(document: Json) -> Rule:
    """
    The rule of a document: `{"fact": "fte", "operator": "at_least", "value": "0.5"}`, or
    `{"all": […]}`, `{"any": […]}`, `{"not": …}` of such.

    Raises:
        UnknownConditions: naming every condition that is not known.
        RuleSetBroken: if it is no rule.
    """
    return read(document, format=2)


def rule_document(rule: Rule) -> Json:
    """
    A rule as `read_rule` reads it.
    """
    return write(rule)

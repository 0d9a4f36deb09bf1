"""
Which system checks may speak up in a host?
"""

import ast
import re

from wheelwright.surface.trees import Trees

ID = re.compile(r"\w+\.[EWC]\d{3}")


def checks(trees: Trees) -> frozenset[str]:
    """
    The ids of the checks that a package brings.
    """
    return frozenset(
        node.value
        for name, tree in trees.items()
        if "/testing/" not in name
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and ID.fullmatch(node.value)
    )

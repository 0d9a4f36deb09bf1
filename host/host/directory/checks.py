"""
Can everybody who must hear of a change in the directory be told?
"""

from typing import Any

from django.core import checks

from host.directory import conf


@checks.register
def observers_are_there(**_: Any) -> list[checks.CheckMessage]:
    """
    host.E003.
    """
    return conf.observers.check("host.E003")

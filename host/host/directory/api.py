"""
The directory's commands and values for the rest of the host.
"""

from host.directory.data import Employment, EndMoved, Person, PersonChange, StartMoved
from host.directory.errors import (
    DirectoryError,
    EmploymentOverlaps,
    LeavesBeforeHired,
    PersonNotFound,
    SameEmployer,
)
from host.directory.services.hire import hire
from host.directory.services.leave import leave
from host.directory.services.rehire import rehire
from host.directory.services.transfer import transfer

__all__ = [
    "DirectoryError",
    "Employment",
    "EmploymentOverlaps",
    "EndMoved",
    "LeavesBeforeHired",
    "Person",
    "PersonChange",
    "PersonNotFound",
    "SameEmployer",
    "StartMoved",
    "hire",
    "leave",
    "rehire",
    "transfer",
]

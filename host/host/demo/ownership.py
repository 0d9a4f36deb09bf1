"""
Is a database empty, or the demo's own? Anything else is somebody's, and the demo leaves it alone.
"""

from django.contrib.auth import get_user_model
from django.db import connection

from host.directory.models import Employer

# The first employer of seed.json: nobody else's has this number.
ACME = "01900000-0000-7000-8000-00000000000a"


class ForeignDatabase(Exception):
    """
    The database has tables or people that the demo did not make.
    """

    def __init__(self, name: str, found: str) -> None:
        super().__init__(name, found)
        self.name = name
        self.found = found

    def __str__(self) -> str:
        return (
            f"The database {self.name} {self.found}, which the demo did not make. Nothing was done: "
            "demo migrates and fills an empty database, or goes on with its own. Name an empty one "
            "in DATABASE_URL, or unset it to use the embedded PostgreSQL."
        )


def require_own() -> None:
    """
    Before anything is written, tables included.

    Raises:
        ForeignDatabase: unless there are no tables, nobody in them, or the demo's employer.
    """
    tables = set(connection.introspection.table_names())
    name = str(connection.settings_dict["NAME"])
    users = get_user_model()
    if not tables:
        return
    if not {Employer._meta.db_table, users._meta.db_table} <= tables:
        raise ForeignDatabase(name, f"has {len(tables)} tables of something else")
    employers = Employer.objects.order_by()
    if employers.filter(pk=ACME).exists():
        return
    if employers.values("pk").exists() or users.objects.order_by().values("pk").exists():
        raise ForeignDatabase(name, "has employers or log-ins")

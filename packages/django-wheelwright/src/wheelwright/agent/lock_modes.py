"""
The modes of a table lock, from the weakest to the strongest, and whom each keeps waiting.

The one place that knows; the tool reads it as well (PostgreSQL manual, 13.3.1, table-level locks).
"""

NOBODY = "nobody"
SCHEMA_CHANGES = "other schema changes"
WRITERS = "writers"
EVERYBODY = "readers and writers"

STOPS = {
    "AccessShareLock": NOBODY,
    "RowShareLock": NOBODY,
    "RowExclusiveLock": NOBODY,
    "ShareUpdateExclusiveLock": SCHEMA_CHANGES,
    "ShareLock": WRITERS,
    "ShareRowExclusiveLock": WRITERS,
    "ExclusiveLock": WRITERS,
    "AccessExclusiveLock": EVERYBODY,
}
MODES = tuple(STOPS)
ACCESS_EXCLUSIVE = MODES[-1]
# Those that writers of rows wait for; under all others reads and writes go on.
STRONG = tuple(mode for mode, whom in STOPS.items() if whom in (WRITERS, EVERYBODY))
WEAK = frozenset(MODES) - frozenset(STRONG)

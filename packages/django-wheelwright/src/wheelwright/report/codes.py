"""
What does each finding code mean to somebody who meets it for the first time?
"""

# The codes are permanent; the words beside them may get better.
MEANINGS = {
    # Does it run?
    "migration-fails": "A migration fails",
    "graph-broken": "The migrations do not form one order",
    "missing-migration": "A migration is missing",
    "released-migration-edited": "A released migration was changed",
    "live-import-in-migration": "A migration depends on code that will change",
    # Does it block?
    "blocking-lock": "Readers or writers have to wait for the migration",
    "table-rewrite": "A whole table is rewritten",
    "many-tables-locked": "Many tables are locked at once",
    "deadlock": "Migration and application stop each other",
    "workload-blocked": "Live queries wait for the migration",
    "lock-queue": "One old transaction would make everybody queue",
    "unbatched-backfill": "Too many rows are changed at once",
    "ddl-with-backfill": "Rows are changed while their table is locked",
    # Does it keep the data?
    "data-lost": "Data is gone",
    "data-changed": "Values became others",
    "access-lost": "Rights or links point at nothing",
    "sequence-behind": "The next insert would collide",
    # Can it be interrupted, or undone?
    "not-resumable": "Interrupted, it cannot simply be run again",
    "invalid-index": "A broken index is left behind",
    "unvalidated-constraint": "A rule is not checked for old rows",
    "irreversible": "There is no way back",
    "reverse-fails": "The way back fails",
    "reverse-loses-data": "The way back loses data",
    # Do the versions live together?
    "old-code-breaks": "The running release breaks during the upgrade",
    "new-code-breaks": "The new release needs its migrations first",
    "contract-broken": "The host's tests fail after the upgrade",
    "schema-drift": "Upgraded and fresh databases differ",
    # Do the wheels live together?
    "composition-broken": "The wheels do not work side by side",
    # Does the version number tell the truth?
    "api-removed": "A public name is gone",
    "api-changed": "A public name works differently",
    "port-extended": "Hosts must implement more",
    "setting-required": "Hosts must set something new",
    "event-changed": "A stored event can no longer be read",
    "support-dropped": "Supported versions were narrowed",
    "bump-too-small": "The version number promises too much",
    "changelog-missing": "The changelog does not say it",
    # Is the boundary intact?
    "cross-domain-import": "One domain imports another's code",
    "cross-domain-foreign-key": "A foreign key crosses domains",
    "cross-domain-migration": "A migration depends on another domain",
}


def meaning(code: str) -> str:
    """
    The code in plain words; a code that nobody described yet speaks for itself.
    """
    return MEANINGS.get(code, code.replace("-", " ").capitalize())

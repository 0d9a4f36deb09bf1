"""
The codes of a rehearsal: one upgrade, measured on a running PostgreSQL.
"""

from wheelwright.report.codes.code import Code, Section

REHEARSAL = Section(
    title="What a rehearsal measures",
    commands=("rehearse", "matrix"),
    codes=(
        # Does it run?
        Code(
            "migration-fails",
            "A migration fails",
            "the migrations raise on these rows; with the rows in the way, and whether they pass on "
            "an empty database; review or info where only values that were made up bring it about",
            "error",
        ),
        Code(
            "graph-broken",
            "The migrations do not form one order",
            "the migrations do not form one order",
            "error",
        ),
        Code(
            "missing-migration", "A migration is missing", "models and migrations differ", "error"
        ),
        Code(
            "released-migration-edited",
            "A released migration was changed",
            "a migration that shipped was changed or is gone; comments and layout do not count",
            "error",
        ),
        Code(
            "live-import-in-migration",
            "A migration depends on code that will change",
            "a migration imports code that will change",
            "review",
        ),
        # Does it block?
        Code(
            "blocking-lock",
            "Readers or writers have to wait for the migration",
            "readers or writers of a table with rows are kept out longer than the budget, here or at "
            "production's size",
            "error",
        ),
        Code(
            "table-rewrite",
            "A whole table is rewritten",
            "a table with rows was written anew",
            "error",
        ),
        Code(
            "many-tables-locked",
            "Many tables are locked at once",
            "one transaction locks three or more tables against everybody",
            "error",
        ),
        Code(
            "deadlock",
            "Migration and application stop each other",
            "migration and old release waited for each other; for review where nobody has seen the old "
            "release write these tables in that order",
            "error",
        ),
        Code(
            "workload-blocked",
            "Live queries wait for the migration",
            "a transaction of the old release was seen waiting, longer than the budget here or "
            "projected",
            "error",
        ),
        Code(
            "lock-queue",
            "One old transaction would make everybody queue",
            "with an older transaction open, the migration waits and everybody waits behind it; info "
            "where the lock itself is short",
            "review",
        ),
        Code(
            "unbatched-backfill",
            "Too many rows are changed at once",
            "one transaction changes more rows than the budget",
            "error",
        ),
        Code(
            "ddl-with-backfill",
            "Rows are changed while their table is locked",
            "rows are changed while their table is locked",
            "error",
        ),
        # Does it keep the data?
        Code(
            "data-lost",
            "Data is gone",
            "rows or values are gone, or stay where nobody reads them, and nobody said so; for review "
            "where a table is only given up",
            "error",
        ),
        Code(
            "data-changed",
            "Values became others",
            "values became others, and nobody said so",
            "error",
        ),
        Code(
            "access-lost",
            "Rights or links point at nothing",
            "rights on a table, permissions, content types, generic relations or history are lost or "
            "point at nothing; for review where only made-up rows had to name a content type",
            "error",
        ),
        Code(
            "sequence-behind",
            "The next insert would collide",
            "the next insert would collide",
            "error",
        ),
        # Can it be interrupted, or undone?
        Code(
            "not-resumable",
            "Interrupted, it cannot simply be run again",
            "killed somewhere and run again, it fails, hangs or ends otherwise",
            "error",
        ),
        Code(
            "invalid-index",
            "A broken index is left behind",
            "an invalid index is left behind",
            "error",
        ),
        Code(
            "unvalidated-constraint",
            "A rule is not checked for old rows",
            "a constraint is not checked for old rows at the end of the release",
            "review",
        ),
        Code("irreversible", "There is no way back", "there is no way back", "review"),
        Code("reverse-fails", "The way back fails", "the way back raises", "error"),
        Code(
            "reverse-loses-data",
            "The way back loses data",
            "the way back does not bring the data back",
            "review",
        ),
        # Do the versions live together?
        Code(
            "old-code-breaks",
            "The running release breaks during the upgrade",
            "the old release fails on the new schema; for review in a major release, and where rows "
            "that only the candidate knows stand in the way",
            "error",
        ),
        Code(
            "new-code-breaks",
            "The new release needs its migrations first",
            "the candidate fails on the old schema: error where it says that it would not, else info",
            "error",
        ),
        Code(
            "contract-broken",
            "The host's tests fail after the upgrade",
            "the host's contract tests fail after the upgrade",
            "error",
        ),
        Code(
            "schema-drift",
            "Upgraded and fresh databases differ",
            "an upgraded and a fresh database differ",
            "error",
        ),
    ),
)

"""
The codes of a preflight: what an upgrade would meet on a live database.
"""

from wheelwright.report.codes.code import Code, Section

LIVE = Section(
    title="What an upgrade would meet on a live database",
    commands=("preflight",),
    intro="The codes of a rehearsal where they apply, and:",
    codes=(
        Code("set-refused", "The set cannot be installed", "the resolver refuses the set", "error"),
        Code(
            "range-refuses",
            "A declared range refuses the set",
            "a declared range refuses the set",
            "error",
        ),
        Code("set-moves", "Other packages would move", "other packages would move, too", "review"),
        Code(
            "withdrawn-release",
            "The release was withdrawn",
            "the release was withdrawn, with the reason",
            "error",
        ),
        Code(
            "history-unknown",
            "The database knows other migrations",
            "the database has run migrations that nobody knows",
            "error",
        ),
        Code(
            "stop-old-release",
            "The old release must be stopped first",
            "a rehearsal found that the release which serves fails on the new schema: no rolling; for "
            "review with `--old-release-stopped`",
            "error",
        ),
        Code(
            "migration-pending",
            "A migration would run",
            "what would run, with the lock and the time that were measured; beyond the budget it is "
            "`blocking-lock`",
            "info",
        ),
        Code(
            "not-rehearsed",
            "Nobody rehearsed this step",
            "nobody has rehearsed this step",
            "review",
        ),
        Code(
            "rehearsal-failed",
            "The rehearsal of this step failed",
            "somebody has rehearsed this step, and it failed",
            "error",
        ),
        Code(
            "rows-in-the-way",
            "Live rows stand in the way",
            "a pending migration asks of the rows what some live ones are not; for review where an "
            "earlier pending step may mend them, or time was too short to tell",
            "error",
        ),
        Code(
            "long-transaction",
            "An old transaction is open",
            "a transaction is open that the migration would wait for",
            "review",
        ),
        Code(
            "data-check",
            "The new wheel found something",
            "what the new wheel's own preflight found",
            "its own",
        ),
        Code(
            "data-check-fails",
            "The new wheel's own check raised",
            "the new wheel's own preflight raised",
            "error",
        ),
        Code(
            "system-check",
            "Django's checks do not pass",
            "the new set does not pass Django's checks with this host's settings",
            "error",
        ),
    ),
)

"""
Which of our codes measures what a rule of squawk is afraid of, and which rules are left out?
"""

# What each rule of squawk is afraid of, in our codes.
COUNTERPARTS: dict[str, tuple[str, ...]] = {
    "require-concurrent-index-creation": ("blocking-lock",),
    "require-concurrent-index-deletion": ("blocking-lock",),
    "require-concurrent-partition-detach": ("blocking-lock",),
    "require-concurrent-reindex": ("blocking-lock",),
    "constraint-missing-not-valid": ("blocking-lock",),
    "adding-foreign-key-constraint": ("blocking-lock",),
    "adding-not-nullable-field": ("blocking-lock",),
    "disallowed-unique-constraint": ("blocking-lock",),
    "adding-serial-primary-key-field": ("blocking-lock", "table-rewrite"),
    "prefer-repack": ("blocking-lock", "table-rewrite"),
    "adding-field-with-default": ("table-rewrite", "blocking-lock"),
    "changing-column-type": ("table-rewrite", "blocking-lock", "old-code-breaks"),
    "adding-required-field": ("old-code-breaks", "migration-fails"),
    "ban-drop-column": ("data-lost", "old-code-breaks"),
    "ban-drop-table": ("data-lost", "old-code-breaks"),
    "ban-drop-default": ("old-code-breaks",),
    "ban-drop-not-null": ("old-code-breaks",),
    "ban-drop-constraint": ("old-code-breaks",),
    "ban-drop-generated-expression": ("old-code-breaks",),
    "ban-drop-index": ("old-code-breaks",),
    "ban-set-default": ("old-code-breaks",),
    "ban-set-schema": ("old-code-breaks",),
    "ban-new-write-restriction": ("old-code-breaks",),
    "renaming-object": ("old-code-breaks",),
    "renaming-column": ("old-code-breaks",),
    "renaming-table": ("old-code-breaks",),
    "ban-truncate-cascade": ("data-lost",),
    "ban-concurrent-index-creation-in-transaction": ("migration-fails",),
}
# What no probe can refute: it shows when the candidate's code writes what the old one never met.
UNREFUTABLE: frozenset[str] = frozenset(
    {"ban-drop-constraint", "ban-drop-index", "ban-drop-not-null"}
)
TASTE = "a matter of taste in types: nothing about an upgrade shows it"
OURS = "about the frame we put around the statements, not about the migration"
TIMEOUTS = "set by whoever migrates, and not in any migration; queues behind a lock are measured"
# What is left out, and why.
EXCLUDED: dict[str, str] = {
    "ban-char-field": TASTE,
    "prefer-bigint-over-int": TASTE,
    "prefer-bigint-over-smallint": TASTE,
    "prefer-identity": TASTE,
    "prefer-text-field": TASTE,
    "prefer-timestamp-tz": TASTE,
    "prefer-timestamptz": TASTE,
    "require-enum-value-ordering": TASTE,
    "require-table-schema": "Django leaves the schema to the search path",
    "identifier-too-long": "Django shortens its names; drift shows where they differ",
    "prefer-robust-stmts": "Django records what it applied; IF NOT EXISTS would hide a half-built "
    "index",
    "require-lock-timeout": TIMEOUTS,
    "require-statement-timeout": TIMEOUTS,
    "require-timeout-settings": TIMEOUTS,
    "ban-uncommitted-transaction": OURS,
    "transaction-nesting": OURS,
    "unused-ignore": "about squawk's own comments",
}

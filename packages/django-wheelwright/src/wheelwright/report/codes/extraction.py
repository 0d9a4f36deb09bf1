"""
The codes of a proof: a step out of a monolith that should rename, and nothing else.
"""

from wheelwright.report.codes.code import Code, Section

EXTRACTION = Section(
    title="What a proof of an extraction says",
    commands=("extract prove",),
    intro="The codes of a rehearsal where they apply, and:",
    codes=(
        Code(
            "schema-changed",
            "A step that should only rename changed the schema",
            "a constraint, index, sequence, column or table is gone, new or different after the step",
            "error",
        ),
        Code(
            "table-recreated",
            "A moved table was made anew",
            "a table of the same name is another one after the step",
            "error",
        ),
        Code(
            "table-missing",
            "A model reads a table that is not there",
            "a model, a history or a many-to-many relation got another table's name with its new app",
            "error",
        ),
        Code(
            "rows-touched",
            "Rows of a moved table are written",
            "a statement writes rows that name no model; a step leaves them alone",
            "error",
        ),
        Code(
            "access-gained",
            "Somebody may do more than before",
            "a permission is held by somebody who did not hold it under the old name",
            "error",
        ),
        Code(
            "planning-slow",
            "Planning the step takes long",
            "`migrate` reads and renders the history longer than its bound before it runs anything",
            "review",
        ),
    ),
)

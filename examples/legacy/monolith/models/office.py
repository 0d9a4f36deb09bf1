"""
Which models are about everything that never found a better place?
"""

from examples.legacy.monolith.fields import (
    char,
    choice,
    file,
    fk,
    flag,
    generic,
    instant,
    json,
    made,
    text,
    until,
    user,
    whole,
)
from examples.legacy.monolith.values import Field, Model

COMMENT = Model(
    name="Comment",
    area="office",
    says="A word about anything.",
    fields=(
        *generic(),
        user("author", "comments"),
        Field(name="body", text="models.TextField()"),
        made(),
    ),
    meta=(
        ("ordering", '["-created_at"]'),
        ("indexes", '[models.Index(fields=["content_type", "object_id"], name="comment_about")]'),
    ),
)

ATTACHMENT = Model(
    name="Attachment",
    area="office",
    says="A file about anything.",
    fields=(*generic(), char("title", 200), file("file", "document_path"), user("uploaded_by")),
)

AUDIT = Model(
    name="AuditEntry",
    area="office",
    says="Who did what to anything.",
    fields=(
        *generic(),
        user("actor"),
        char("verb", 60),
        json("before"),
        json("after"),
        instant("at", "auto_now_add=True"),
    ),
    meta=(("indexes", '[models.Index(fields=["content_type", "object_id"], name="audit_about")]'),),
)

OFFICE = (
    Model(
        name="Notification",
        area="office",
        says="A line in somebody's inbox.",
        fields=(
            fk("employee", "Employee", "CASCADE", "notifications"),
            char("subject", 200),
            text("body"),
            flag("read"),
            made(),
        ),
    ),
    Model(
        name="EmailTemplate",
        area="office",
        says="A letter with holes.",
        history=True,
        fields=(
            char("key", 60, "unique=True"),
            char("subject", 200),
            text("body"),
            choice("language", "LANGUAGES", "en", 8),
        ),
    ),
    Model(
        name="WorkItem",
        area="office",
        says="Something for a colleague to do, about anything.",
        fields=(*generic(), char("title", 200), user("assignee"), until("due_on"), flag("done")),
    ),
    Model(
        name="FeatureFlag",
        area="office",
        says="A switch.",
        fields=(
            char("name", 80, "unique=True"),
            flag("on"),
            json("employers", "list"),
            text("why"),
        ),
    ),
    Model(
        name="ImportJob",
        area="office",
        says="A file that came in.",
        fields=(
            fk("employer", "Employer", "CASCADE", "imports"),
            file("file", "document_path"),
            choice("status", "RUN_STATUSES", "new"),
            user("started_by"),
            made(),
        ),
    ),
    Model(
        name="ImportRow",
        area="office",
        says="One line of that file.",
        fields=(
            fk("job", "ImportJob", "CASCADE", "rows"),
            whole("line"),
            json("raw"),
            text("problem"),
            fk("employee", "Employee", "SET_NULL", "import_rows", "null=True, blank=True"),
        ),
    ),
    Model(
        name="Translation",
        area="office",
        says="The same in another language, for anything.",
        fields=(
            *generic(),
            choice("language", "LANGUAGES", "en", 8),
            char("field", 60),
            text("value"),
        ),
    ),
    Model(
        name="ReportRequest",
        area="office",
        says="A spreadsheet somebody waits for.",
        fields=(
            user("asked_by"),
            choice("kind", "REPORTS"),
            json("parameters"),
            choice("status", "RUN_STATUSES", "new"),
            made(),
        ),
    ),
)

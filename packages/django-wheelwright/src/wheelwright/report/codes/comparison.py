"""
The codes of a comparison of two wheels: which step does the version number have to take?
"""

from wheelwright.report.codes.code import Code, Section

COMPARISON = Section(
    title="What changed between two wheels",
    commands=("compare", "release"),
    intro="Each change asks for a bump; the largest counts. A *fault* is an error whatever the version "
    "says; so are an edited migration, a missing one and a bound on a sibling that is too low.",
    weighs="asks for",
    codes=(
        Code("api-removed", "A public name is gone", "a public name is gone", "major"),
        Code(
            "api-changed",
            "A public name works differently",
            "a public name works differently for somebody who uses it; minor where every use still "
            "works",
            "major",
        ),
        Code("api-added", "A public name is new", "a public name is new", "minor"),
        Code(
            "api-deprecated", "A public name will go", "a public name is announced to go", "minor"
        ),
        Code(
            "removed-without-deprecation",
            "A public name goes unannounced",
            "a public name goes without a release that said so",
            "fault",
        ),
        Code(
            "deprecation-unversioned",
            "A deprecation without an end",
            "a deprecation does not name the release that removes it",
            "fault",
        ),
        Code(
            "behaviour-changed",
            "A documented constant has another value",
            "a documented constant has another value",
            "minor",
        ),
        Code(
            "code-changed",
            "Other bytes, nothing else",
            "nothing that anybody can see, but other bytes",
            "patch",
        ),
        Code("port-extended", "Hosts must implement more", "hosts must implement more", "major"),
        Code(
            "setting-required",
            "Hosts must set something new",
            "hosts must set something new; measured with the old host's settings",
            "major",
        ),
        Code("setting-added", "A setting is new", "a setting with a default is new", "minor"),
        Code("setting-removed", "A setting is gone", "a setting is gone", "minor"),
        Code(
            "setting-default-changed",
            "A setting defaults to something else",
            "a setting defaults to something else",
            "minor",
        ),
        Code("check-added", "A system check is new", "a system check is new", "minor"),
        Code(
            "check-warns",
            "A system check warns an old host",
            "a system check warns an old host",
            "minor",
        ),
        Code(
            "event-changed",
            "A stored event can no longer be read",
            "a stored event or webhook cannot be read in both directions",
            "major",
        ),
        Code("event-added", "An event is new", "an event, or an optional part of one", "minor"),
        Code(
            "task-changed",
            "Queued work can no longer be done",
            "queued work of the old release cannot be done; minor where it is new",
            "major",
        ),
        Code(
            "rest-changed",
            "The REST interface changed",
            "what clients send or read is gone or asks for more; minor where it is new",
            "major",
        ),
        Code(
            "url-changed",
            "A named page changed",
            "the name or the route of a page is gone; minor where it is new",
            "major",
        ),
        Code(
            "signal-changed",
            "A signal changed",
            "what receivers are sent is gone; minor where it is new",
            "major",
        ),
        Code(
            "command-changed",
            "A management command changed",
            "what operators type is gone or asks for more; minor where it is new",
            "major",
        ),
        Code(
            "template-removed",
            "A template is gone",
            "a template that hosts may extend is gone; minor where it is new",
            "major",
        ),
        Code(
            "app-changed",
            "An app has another name",
            "what settings name as an app is gone; minor where it is new",
            "major",
        ),
        Code(
            "permission-changed",
            "A permission has another name",
            "a permission has another name; minor where it is new",
            "major",
        ),
        Code(
            "table-moved",
            "A table has another name",
            "a table has another name; minor where it is new",
            "major",
        ),
        Code(
            "support-dropped",
            "Supported versions were narrowed",
            "a Python, Django or dependency that still lives is no longer supported; minor where its "
            "end of life is past",
            "major",
        ),
        Code(
            "support-added", "More versions are supported", "more versions are supported", "patch"
        ),
        Code("dependency-added", "Another package is required", "more is required", "minor"),
        Code(
            "dependency-changed",
            "Other versions are required",
            "other versions are required; patch where less is required or more is allowed",
            "minor",
        ),
        Code(
            "migration-added",
            "A migration is new",
            "a new migration: patch if it does nothing, minor if it adds",
            "minor",
        ),
        Code(
            "migration-tightens",
            "Old code can no longer write",
            "old code can no longer write what it used to",
            "major",
        ),
        Code(
            "migration-destroys",
            "What old code used is dropped",
            "what old code used is gone from the database",
            "major",
        ),
        Code(
            "migration-rewrites-rows",
            "A migration changes rows",
            "an operator must know that rows are changed",
            "by effect",
        ),
        Code(
            "irreversible",
            "There is no way back",
            "an operator must decide before a migration without a reverse",
            "by effect",
        ),
        Code(
            "extension-required",
            "PostgreSQL needs an extension",
            "an operator must install an extension of PostgreSQL",
            "by effect",
        ),
        Code(
            "operator-action",
            "An operator must act",
            "an operator must do what the migration says",
            "by effect",
        ),
        Code(
            "migration-squashed",
            "Migrations were squashed",
            "a squash; major if the replaced ones are gone",
            "minor",
        ),
        Code(
            "bump-too-small",
            "The version number promises too much",
            "the version promises more than the changes allow; the lowest valid one is named",
            "error",
        ),
        Code(
            "changelog-missing",
            "The changelog does not say it",
            "a change that callers or operators notice is not said",
            "error",
        ),
        Code(
            "changelog-stale",
            "The changelog says what did not happen",
            "what the changelog says did not happen",
            "error",
        ),
        Code(
            "deploy-class-wrong",
            "The wheel states another deploy class",
            "the wheel states another deploy class than its changes make",
            "error",
        ),
    ),
)

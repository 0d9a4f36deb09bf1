"""
The codes of a wheel and its neighbours, read before anything is rehearsed.
"""

from wheelwright.report.codes.code import Code, Section

BOUNDARY = Section(
    title="What a wheel and its neighbours are",
    commands=("check",),
    codes=(
        Code(
            "cross-domain-import",
            "One domain imports another's code",
            "one domain imports another past its door",
            "error",
        ),
        Code(
            "cross-domain-foreign-key",
            "A foreign key crosses domains",
            "one domain has a foreign key to another",
            "error",
        ),
        Code(
            "cross-domain-migration",
            "A migration depends on another domain",
            "a migration depends on another domain's, or wants to run before it",
            "error",
        ),
        Code(
            "cross-domain-reference",
            "One domain names another in a string",
            "one domain reaches another by a string or in SQL",
            "error",
        ),
        Code(
            "cross-domain-requirement",
            "One domain requires another",
            "one domain requires another, and no edge says that it may",
            "error",
        ),
        Code(
            "bound-too-low",
            "A declared range is too wide",
            "the declared range of a sibling admits releases without what is used",
            "error",
        ),
        Code(
            "wheel-contents",
            "The wheel is not its source",
            "a file was lost, brought back or changed on the way into the wheel",
            "error",
        ),
        Code(
            "metadata-inconsistent",
            "The metadata contradicts itself",
            "version, classifiers, ranges and contents contradict each other",
            "error",
        ),
        Code(
            "auto-field-unset",
            "The host decides the type of the keys",
            "an app leaves the type of its keys to the host",
            "error",
        ),
        Code("code-unreadable", "A file is not Python", "a file is not Python", "error"),
        Code(
            "undeclared-dependency",
            "Something is imported and not required",
            "something is imported and not required",
            "error",
        ),
        Code(
            "unused-dependency",
            "Something is required and not imported",
            "something is required and not imported",
            "review",
        ),
        Code("debt-grown", "The tolerated edges grew", "the list of tolerated edges grew", "error"),
        Code(
            "debt-paid",
            "A tolerated edge is gone",
            "the list of tolerated edges names one that is gone",
            "error",
        ),
    ),
)

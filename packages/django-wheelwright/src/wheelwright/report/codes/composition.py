"""
The codes of wheels side by side.
"""

from wheelwright.report.codes.code import Code, Section

COMPOSITION = Section(
    title="What wheels do together",
    commands=("compose",),
    intro="The codes above, and:",
    codes=(
        Code(
            "composition-broken",
            "The wheels do not work side by side",
            "a set of wheels does not start or fails its system checks; review where the declared "
            "ranges exclude it",
            "error",
        ),
    ),
)

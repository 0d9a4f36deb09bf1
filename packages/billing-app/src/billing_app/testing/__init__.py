"""
Rows to test against, in this release's own words; shipped for rehearsals and other products.
"""


def seed(*, dirty: bool = True) -> None:
    """
    Fill a freshly migrated database with what this release, and older ones, would have left.
    """
    # Imported late: `testing.settings` is read before Django's apps are loaded.
    from billing_app.testing.seeds import fill

    fill(dirty=dirty)

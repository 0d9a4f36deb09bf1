"""
Where is the change log's cursor safe?
"""

from domain_kit.feed import Feed

FEED = Feed(table="enrolments_app_enrolmentchange", column="id")
"""Whoever writes a change begins the feed first, as `services.once` does."""

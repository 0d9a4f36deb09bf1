"""
Which page of an operator is where?
"""

from django.urls import path

from host.portal.operator import employers, jobs, tokens, users

urlpatterns = [
    path("", employers.employers, name="operator"),
    path("users/", users.users, name="users"),
    path("tokens/", tokens.tokens, name="tokens"),
    path("tokens/issue/", tokens.issue, name="issue-token"),
    path("tokens/revoke/", tokens.revoke, name="revoke-token"),
    path("jobs/", jobs.jobs, name="jobs"),
]

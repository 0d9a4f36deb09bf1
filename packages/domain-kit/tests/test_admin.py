"""
Does the admin show rows and change none?
"""

from django.contrib.admin import AdminSite

from domain_kit.admin import ReadOnlyAdmin
from tests.workshop.models import Wheel


class TestReadOnlyAdmin:
    def test_lets_nobody_add_change_or_delete(self, rf):
        admin, request = ReadOnlyAdmin(Wheel, AdminSite()), rf.get("/")

        allowed = [
            admin.has_add_permission(request),
            admin.has_change_permission(request),
            admin.has_delete_permission(request),
            admin.has_change_permission(request, Wheel(spokes=1)),
            admin.has_delete_permission(request, Wheel(spokes=1)),
        ]

        assert not any(allowed)

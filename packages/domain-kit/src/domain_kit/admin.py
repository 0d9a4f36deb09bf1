"""
How does the admin show rows that only services may change?
"""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest


class ReadOnlyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """
    Shows rows and changes none. It shows those of every employer: it is for operators.
    """

    def has_add_permission(self, request: HttpRequest) -> bool:
        """
        Nobody adds a row here.
        """
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """
        Nobody changes a row here.
        """
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """
        Nobody deletes a row here.
        """
        return False

"""
Where is the test app's API?
"""

from django.urls import path

from tests.workshop.http import api

urlpatterns = [path("api/", api.urls)]

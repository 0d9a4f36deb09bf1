"""
Where is the test app's API?
"""

from django.urls import path

from tests.workshop.http import api, particular, plain

urlpatterns = [
    path("api/", api.urls),
    path("plain/", plain.urls),
    path("particular/", particular.urls),
]

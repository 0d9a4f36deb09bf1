from django.urls import path

from orchard import _views

urlpatterns = [
    path("all/", _views.trees, name="trees"),
    path("trees/", _views.trees, name="trees"),
]

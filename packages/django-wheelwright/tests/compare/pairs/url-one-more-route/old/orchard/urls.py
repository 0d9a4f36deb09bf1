from django.urls import path

from orchard import _views

urlpatterns = [path("trees/", _views.trees, name="trees")]

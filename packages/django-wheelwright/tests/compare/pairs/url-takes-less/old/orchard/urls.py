from django.urls import path

from orchard import _views

urlpatterns = [path("trees/<pk>/", _views.tree, name="tree")]

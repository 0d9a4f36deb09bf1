from django.urls import re_path

from orchard import _views

urlpatterns = [re_path(r"^trees/(?P<pk>\d+)/$", _views.tree, name="tree")]

from django.urls import path

from orchard import views

app_name = "orchard"
urlpatterns = [
    path("trees/", views.page, name="all-trees"),
]

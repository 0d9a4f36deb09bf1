from django.urls import path

from orchard import views

app_name = "orchard"
urlpatterns = [
    path("", views.page, name="home"),
    path("trees/", views.page, name="trees"),
]

from django.apps import AppConfig


class OrchardConfig(AppConfig):
    name = "orchard"
    label = "orchard"

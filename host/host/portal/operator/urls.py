"""
Which page of an operator is where?
"""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

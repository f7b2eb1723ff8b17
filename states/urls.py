"""Addresses of states."""

from django.urls import path

from .views import pages

app_name = "states"

urlpatterns = [
    path("states/", pages.state_list, name="list"),
    path("states/<slug:code>/", pages.state_detail, name="detail"),
]

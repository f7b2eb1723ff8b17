"""Addresses of allocations."""

from django.urls import path

from .views import allocations, changes, rules

app_name = "funding"

urlpatterns = [
    path("funding/", allocations.allocation_list, name="list"),
    path("funding/rules/", rules.rule_list, name="rules"),
    path("funding/add/", changes.recipient, name="recipient"),
    path("funding/add/<slug:entity>/", changes.propose, name="propose"),
    path("funding/<slug:public_id>/", allocations.allocation_detail, name="allocation"),
    path("funding/<slug:public_id>/step/", changes.step, name="step"),
    path("funding/<slug:public_id>/release/", changes.release, name="release"),
    path("funding/<slug:public_id>/edit/", changes.revise, name="revise"),
]

"""Addresses of imports."""

from django.urls import path

from . import views

app_name = "sheets"

urlpatterns = [
    path("imports/", views.import_list, name="list"),
    path("imports/new/", views.import_new, name="new"),
    path("imports/template.xlsx", views.import_template, name="template"),
    path("imports/<slug:public_id>/", views.import_detail, name="detail"),
    path("imports/<slug:public_id>/answer/", views.import_answer, name="answer"),
    path("imports/<slug:public_id>/columns/", views.import_columns, name="columns"),
    path("imports/<slug:public_id>/undo/", views.import_undo, name="undo"),
    path("imports/<slug:public_id>/apply/", views.import_apply, name="apply"),
    path("imports/<slug:public_id>/discard/", views.import_discard, name="discard"),
]

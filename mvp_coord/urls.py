"""Every address of the product."""

from django.contrib import admin
from django.urls import include, path

from . import health, views

urlpatterns = [
    path("", views.home, name="home"),
    path("today/<slug:kind>/", views.today, name="today"),
    path("activity/<uuid:change_id>/", views.act, name="act"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("", include("accounts.urls")),
    path("accounts/", include("accounts.login_urls")),
    path("", include("partners.urls")),
    path("", include("states.urls")),
    path("", include("funding.urls")),
    path("", include("planning.urls")),
    path("", include("mvp_coord.sheets.urls")),
    path("", include("mvp_coord.jobs.urls")),
    path("admin/", admin.site.urls),
]

handler400 = "mvp_coord.errors.bad_request"
handler403 = "mvp_coord.errors.forbidden"
handler404 = "mvp_coord.errors.not_found"
handler500 = "mvp_coord.errors.server_error"

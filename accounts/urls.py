"""The addresses of one's own account, of sign-up links, and of the outbox."""

from django.urls import path

from .views import outbox, own

app_name = "accounts"

urlpatterns = [
    path("invite/<str:token>/", own.invited, name="invited"),
    path("settings/", own.own_settings, name="settings"),
    path("settings/password/", own.own_password, name="password"),
    path("settings/theme/", own.theme, name="theme"),
    path("outbox/", outbox.message_list, name="outbox"),
    path("outbox/<str:public_id>/", outbox.message, name="message"),
]

from django.apps import AppConfig


class CoordConfig(AppConfig):
    name = "mvp_coord"
    default = True

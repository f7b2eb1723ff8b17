from django.apps import AppConfig


class SheetsConfig(AppConfig):
    name = "mvp_coord.sheets"
    label = "sheets"
